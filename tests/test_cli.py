"""The command line as a program beside it sees it: words in, words or JSON out, an exit code, and never a traceback."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.shell import DONE, REFUSED, USAGE, Shell
from tests.stations import ADMIN, ADMIN_PHRASE, OFFICER, OFFICER_PHRASE


def test_a_store_is_set_up_once(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "store")
    words = ("init", "--user", ADMIN, "--full-name", "Rosa Delgado", "--store-code", "7Q4M")
    weak = replace(shell, phrases=("rosa",)).run(*words)
    assert (weak.code, weak.out) == (REFUSED, "")
    assert "at least 15 characters" in weak.err
    wrong = shell.run(*words, "--zone", "Harbor/City")
    assert (wrong.code, wrong.err) == (
        REFUSED,
        "zone: There is no time zone of this name; write one such as America/Chicago.\n",
    )
    assert not shell.home.exists()
    done = shell.run("--json", *words)
    assert done.code == DONE
    assert set(done.json) == {"store", "recovery_code"}
    again = shell.run(*words)
    assert again.code == REFUSED
    assert again.err == "There is a store here already. Open it, or choose another folder.\n"
    found = shell.run("--json", "verify").json
    assert found == {"file": "ok", "kept_files": "ok", "backups": "ok", "audit_entries": 4, "audit": "ok"}


def test_work_is_done_asked_for_and_found(shell: Shell, tmp_path: Path) -> None:
    draft = tmp_path / "draft.json"
    draft.write_text(json.dumps({"name": "Laundry on Elm", "use": "business"}))
    made = shell.run("--json", "do", "places.add_place", str(draft))
    assert made.code == DONE, made
    change = json.dumps({"id": made.json["result"], "name": "Elm"})
    assert shell.run("do", "places.change_place", "-", typed=change).code == DONE
    rows = shell.run("--json", "ask", "places.places", "--size", "5").json["rows"]
    assert [(row["id"], row["name"], row["use"]) for row in rows] == [(made.json["result"], "Elm", "other")]
    assert [hit["why"] for hit in shell.run("--json", "find", "el").json] == ["[Elm]"]
    assert "Elm" in shell.run("find", "el").out


def test_the_audit_is_read_and_checked(shell: Shell) -> None:
    entries = shell.run("--json", "audit", "list", "--size", "3").json["entries"]
    assert entries[0]["action"] == "sign_in"
    checked = shell.run("--json", "audit", "verify")
    assert (checked.code, checked.json["broken"]) == (DONE, None)
    assert checked.json["entries"] >= len(entries)


@pytest.mark.parametrize(
    ("words", "typed", "told"),
    [
        (("do", "places.add_place", "-"), '{"name": "x"}', "name: Name is too short; write at least 2 characters."),
        (
            ("do", "places.add_place", "-"),
            '{"name": "Elm", "color": "red"}',
            "color: color is not a field of this form.",
        ),
        (("do", "places.add_place", "-"), '{"name": "Elm"', "The draft is not valid JSON"),
        (("do", "places.add_place", "-"), "[1]", "The draft must be one JSON object"),
        (("do", "places.add_place", "-"), "\x00\xff", "The draft is not valid JSON"),
        (("do", "places.add_place", "nowhere.json"), "", "The file nowhere.json cannot be read."),
        (("do", "places.change_place", "-"), '{"id": "5", "name": "Elm"}', "id: id must name an existing record."),
        (("do", "places.no_such", "-"), "{}", "There is nothing called “places.no_such”"),
        (("ask", "places.places", "--size", "many"), "", "size: size must be a whole number."),
        (("ask", "places.places", "--colour", "red"), "", "colour: colour is not asked for here."),
        (
            ("ask", "general.reading", "--kind", "nothing", "--id", "01a2029d-8c8b-737c-8000-000000000000"),
            "",
            "nothing",
        ),
    ],
)
def test_bad_input_names_the_field_and_the_rule(shell: Shell, words: tuple[str, ...], typed: str, told: str) -> None:
    said = shell.run(*words, typed=typed)
    assert (said.code, said.out) == (REFUSED, "")
    assert told in said.err


def test_refusals_are_json_where_that_was_asked_for(shell: Shell) -> None:
    said = shell.run("--json", "do", "places.add_place", "-", typed='{"name": "x"}')
    assert said.code == REFUSED
    sentence = "Name is too short; write at least 2 characters."
    assert json.loads(said.err) == {"refused": sentence, "problems": [{"field": "name", "sentence": sentence}]}


def test_usage_is_told_from_refusal(shell: Shell) -> None:
    for words in (("do",), ("no-such-word",), ("ask", "places.places", "stray"), ("audit", "list", "--size", "many")):
        assert shell.run(*words).code == USAGE, words
    assert replace(shell, phrases=("not it at all",)).run("verify").code == REFUSED
    assert shell.run("verify", secret=b"\xff\xfe\n").code == REFUSED
    assert shell.run("verify", secret=b"").code == REFUSED
    assert Shell(shell.home.parent / "nowhere").run("verify").code == REFUSED


def test_users_come_change_their_passphrase_and_go(shell: Shell) -> None:
    both = replace(shell, phrases=(ADMIN_PHRASE, OFFICER_PHRASE))
    add = ("user", "add", "--role", "officer", "--unit", "North")
    assert both.run(*add, "--name", OFFICER, "--full-name", "Lena Okafor").code == DONE
    wrong = both.run(*add, "--name", "x", "--full-name", "")
    assert wrong.code == REFUSED
    assert [line.split(":")[0] for line in wrong.err.splitlines()] == ["user_name", "full_name"]
    users = shell.run("--json", "user", "list").json
    assert {user["user_name"] for user in users} == {ADMIN, OFFICER}
    new = "mango trellis octave plain skies"
    officer = replace(shell, user=OFFICER, phrases=(OFFICER_PHRASE, OFFICER_PHRASE, new))
    assert officer.run("user", "passwd").code == DONE
    assert replace(officer, phrases=(new,)).run("ask", "places.places").code == DONE
    assert replace(officer, phrases=(new,)).run("user", "list").code == DONE
    assert replace(officer, phrases=(new,)).run("audit", "list").code == REFUSED
    assert shell.run("user", "disable", OFFICER).code == DONE
    assert replace(officer, phrases=(new,)).run("ask", "places.places").code == REFUSED


def test_a_backup_is_made_and_put_back(shell: Shell, tmp_path: Path) -> None:
    made = shell.run("--json", "backup", str(tmp_path / "disk")).json
    shell.run("do", "places.add_place", "-", typed='{"name": "Since then"}')
    assert shell.run("restore", made["folder"]).code == DONE
    refused = shell.run("ask", "places.places")
    assert refused.code == REFUSED
    assert "accept the gap" in refused.err
    assert shell.run("--accept-gap", "--json", "ask", "places.places").json["rows"] == []
    assert shell.run("ask", "places.places").code == DONE


def test_both_ways_to_start_it_are_the_same(shell: Shell) -> None:
    words = ("--json", "ask", "staff.staff")
    said = [replace(shell, program=program).run(*words) for program in (("main.py",), ("-m", "casemgr"), ())]
    assert said[0] == said[1] == said[2]
    assert [row["user_name"] for row in said[0].json["rows"]] == [ADMIN]


def test_every_command_and_query_says_what_it_does_and_takes(shell: Shell) -> None:
    said = shell.run("--json", "commands").json
    assert {"do places.add_place", "ask places.places", "do staff.add_staff"} <= {line["name"] for line in said}
    assert all(line["does"] and line["right"] for line in said)
    takes = {line["name"]: line["takes"].split() for line in said}["do contacts.log_contact"]
    assert {"contact_type*", "participants[].person_id", "as_draft"} <= set(takes)


def test_the_fields_of_a_draft_are_listed_with_their_rules(shell: Shell) -> None:
    told = shell.run("fields", "contacts.log_contact").out
    assert "duration_min" in told
    fields = {field["name"]: field for field in shell.run("--json", "fields", "contacts.log_contact").json}
    assert fields["contact_type"] | {"required": True, "code_list": "contact_type"} == fields["contact_type"]
    assert (fields["duration_min"]["minimum"], fields["duration_min"]["maximum"]) == (0, 1440)
    assert "victim" in {option["value"] for option in fields["participants[].role"]["options"]}
    assert shell.run("fields", "contacts.nothing").code == REFUSED
