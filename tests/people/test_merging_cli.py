"""Merging from the shell: the pairs, the merge, its undoing, and the same by the general door."""

import json
from dataclasses import replace

from tests.shell import DONE, Shell
from tests.stations import ADMIN_PHRASE

LEAD, PHRASE = "m.lead", "copper meadow nine folding boats"


def test_two_entries_are_found_merged_and_put_apart(shell: Shell) -> None:
    added = replace(shell, phrases=(ADMIN_PHRASE, PHRASE)).run(
        "user", "add", "--name", LEAD, "--full-name", "Mona Lead", "--role", "supervisor", "--unit", "North"
    )
    assert added.code == DONE, added
    lead = replace(shell, user=LEAD, phrases=(PHRASE,))
    draft = json.dumps({"given": "Maria", "family": "García", "dob": "1988-03-12"})
    first, second = (lead.run("--json", "do", "people.add_person", "-", typed=draft).json["result"] for _n in range(2))
    [pair] = lead.run("--json", "same").json
    assert (pair["first"]["id"], pair["second"]["id"]) == (first, second)
    merge = lead.run("--json", "merge", first, second).json["merge"]
    assert lead.run("--json", "same").json == []
    undone = lead.run("--json", "unmerge", merge).json
    assert (undone["fields_left"], undone["rows_left"]) == ([], 0)
    again = lead.run("--json", "do", "merging.merge", "-", typed=json.dumps({"keep": second, "other": first}))
    assert again.code == DONE, again
    assert "from_other" in lead.run("fields", "merging.merge").out
