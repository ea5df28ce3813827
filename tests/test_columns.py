"""The register of columns: none is undeclared, and whoever reads columns takes the answer from it."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import Column, Date, MetaData, String, Table, Uuid
from sqlmodel import SQLModel

from casemgr.core import columns, general, register
from casemgr.core.access import Role, Scope
from casemgr.core.columns import SORTS, STANDING, Goes, told
from casemgr.core.desk import Desk
from casemgr.core.draft import specs
from casemgr.core.fields import Answer
from casemgr.core.kind import KINDS, Kind
from casemgr.core.retention import schedule
from casemgr.i18n import LANGUAGES, speaking
from casemgr.records.contacts import Contact, ContactText
from casemgr.records.people import Person
from casemgr.records.places import Place
from casemgr.records.watch.tables import JointPatrol
from casemgr.services.data_dictionary import Form, data_dictionary
from casemgr.services.own.copy import own_copy
from casemgr.services.publishing.tables import tables
from casemgr.services.summary import figures
from tests.builders import a_person, a_place
from tests.shell import DONE, REFUSED, Shell
from ui.help.texts import COLUMNS, text_of

DeskOf = Callable[..., Desk]


@pytest.fixture
def scratch() -> Iterator[Callable[..., Table]]:
    """A table of nobody's, told as wanted and forgotten after."""
    made: list[str] = []

    def make(**said: str) -> Table:
        table = Table(
            f"scratch_{len(made)}",
            MetaData(),
            Column("id", Uuid, primary_key=True),
            Column("on", Date),
            Column("remark", String(80)),
        )
        made.append(table.name)
        return told(**said)(table) if said else table

    yield make
    for name in made:
        columns.TOLD.pop(name, None)


@pytest.mark.parametrize("table", list(register.tables()), ids=str)
def test_every_column_says_what_it_is(table: Any) -> None:
    assert register.untold(table) == ()
    assert register.retention_of(table) in {STANDING, *schedule()}


@pytest.mark.parametrize("table", list(register.tables()), ids=str)
def test_nothing_is_said_of_a_column_that_is_not_there(table: Any) -> None:
    key = table if isinstance(table, type) else table.name
    said = columns.TOLD[key].sorts if key in columns.TOLD else {}
    names = {column.name for column in register.columns_of(table)}
    assert set(said) <= names


def test_a_column_nobody_told_is_refused(scratch: Callable[..., Table]) -> None:
    assert register.untold(scratch()) == ("id", "on", "remark", "retention")
    assert register.untold(scratch(rest="fact", kept=STANDING)) == ("remark",), "words are always named"
    assert register.untold(scratch(rest="fact", text="remark")) == ("retention",)
    assert register.untold(scratch(key="id", text="remark", kept=STANDING)) == ("on",)
    whole = scratch(key="id", text="remark", rest="fact", kept=STANDING)
    assert register.untold(whole) == ()
    assert register.redacted(whole) == ("remark",)
    with pytest.raises(register.Untold):
        register.redacted(scratch(rest="fact", kept=STANDING))


def test_words_cannot_be_told_for_all_the_rest(scratch: Callable[..., Table]) -> None:
    with pytest.raises(ValueError, match="text"):
        scratch(rest="text")
    with pytest.raises(KeyError):
        scratch(nonsense="remark")


def test_what_is_secret_goes_nowhere_and_is_not_found() -> None:
    assert not SORTS["secret"].goes
    assert not SORTS["secret"].searched
    assert {name for name, sort in SORTS.items() if Goes.OPEN_DATA in sort.goes} == {"counted"}


def test_the_dictionary_tells_of_every_column_of_the_store() -> None:
    rows = list(csv.DictReader(io.StringIO(data_dictionary(Form.CSV))))
    told_of = {(row["table"], row["column"]) for row in rows}
    assert told_of == {(t.name, c.name) for t in SQLModel.metadata.tables.values() for c in t.columns}
    by_column = {(row["table"], row["column"]): row for row in rows}
    note = by_column["contact_text", "note"]
    assert (note["sensitivity"], note["retention"], note["exportable"]) == ("personal", "contact", "own_copy")
    assert (note["searchable"], note["redactable"]) == ("yes", "yes")
    safe = by_column["safe_contact", "note"]
    assert (safe["sensitivity"], safe["exportable"], safe["searchable"]) == ("restricted", "no", "no")


def test_the_shell_prints_and_saves_it(tmp_path: Path) -> None:
    """Nobody has to sign in: it tells of no record."""
    shell = Shell(tmp_path / "store")
    printed = shell.run("data-dictionary")
    assert (printed.code, printed.err) == (DONE, "")
    assert "### contact_text" in printed.out
    file = tmp_path / "columns.csv"
    assert shell.run("data-dictionary", "--form", "csv", "--out", str(file)).code == DONE
    assert file.read_text("utf-8") == data_dictionary(Form.CSV)
    refused = shell.run("data-dictionary", "--out", str(tmp_path / "none" / "columns.md"))
    assert (refused.code, refused.out) == (REFUSED, "")
    assert "could not be saved" in refused.err


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_help_shows_it_as_the_program_is(spoken: str) -> None:
    with speaking(spoken):
        text = text_of(COLUMNS)
    assert "### person\n" in text
    assert "### safe_contact\n" in text


TYPED = {Answer.TEXT, Answer.LONG_TEXT, Answer.TEXTS}
WORDLESS = [SORTS[name] for name in ("number", "known", "counted", "fact")]
GIVEN = {("consents", "notice_version"), ("followups", "parent_kind"), ("exports", "sha256")}
"""What the program fills in, though the draft takes it as a text."""


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.draft], ids=lambda kind: kind.name)
def test_what_is_typed_freely_is_told_to_be_words(kind: Kind) -> None:
    """Words somebody types may name anyone: no key, no code; numbers and what is known to all are no words of ours."""
    assert kind.draft is not None
    for spec in specs(kind.draft):
        column = kind.table.__table__.columns.get(spec.name)  # type: ignore[attr-defined]
        if column is not None and spec.answer in TYPED and (kind.name, spec.name) not in GIVEN:
            sort = register.sort_named(kind.table, spec.name)
            assert sort.redacted or sort in WORDLESS, spec.name


def test_what_is_told_not_to_be_searched_is_not_found(desk_of: DeskOf, retold: Callable[..., None]) -> None:
    desk = desk_of(Role.OFFICER)
    a_place(desk, "Laundry on Elm", address_1="12 Harbor Street")
    assert desk.ask(general.find, "harbor")
    retold(Place, quiet="address_1")
    a_place(desk, "Bakery", address_1="14 Quayside")
    assert desk.ask(general.find, "bakery")
    assert not desk.ask(general.find, "quayside")


def test_what_is_told_to_stay_is_not_on_someones_own_copy(desk_of: DeskOf, retold: Callable[..., None]) -> None:
    desk = desk_of(*Role, scope=Scope.ALL)
    person = a_person(desk, "Maria", "García", pronouns="she/zorp")
    assert "she/zorp" in _said(desk.ask(own_copy, person).pdf)
    retold(Person, quiet="pronouns")
    assert "she/zorp" not in _said(desk.ask(own_copy, person).pdf)
    assert "García" in _said(desk.ask(own_copy, person).pdf)


def test_what_is_not_counted_openly_is_no_table_of_open_data(desk_of: DeskOf, retold: Callable[..., None]) -> None:
    counted = desk_of(*Role, scope=Scope.ALL).ask(figures, "2026-10")
    names = {table.name for table in tables(counted, 11)}
    assert {"contacts_by_type", "referrals_by_need"} <= names
    retold(Contact, code="contact_type")
    assert {table.name for table in tables(counted, 11)} == names - {"contacts_by_type"}


def test_an_order_looks_through_the_columns_that_may_name_someone() -> None:
    assert "note" in register.redacted(ContactText)
    assert "volunteers" in register.redacted(JointPatrol), "they are written down by name"
    assert not {"contact_type", "number", "tz"} & set(register.redacted(Contact))


def _said(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
