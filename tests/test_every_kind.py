"""What every kind of record can do, the next one included: be made, listed, read, amended, found, audited, refused."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from casemgr.core import audit_reading, engine, general
from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.draft import checked, extra_of
from casemgr.core.errors import CaseError, NotAllowed, NotFound
from casemgr.core.kind import KINDS, Kind
from casemgr.core.store import FILE, Store
from tests.conftest import KEY
from tests.samples import WORD, made, own_id, sample

DeskOf = Callable[..., Desk]
MADE = [kind for kind in KINDS.values() if kind.new is not None]
LISTED = [kind for kind in MADE if kind.page is not None]
AMENDED = [kind for kind in MADE if kind.amend is not None]


def kinds(some: list[Kind]) -> Any:
    return pytest.mark.parametrize("kind", some, ids=lambda kind: kind.name)


@pytest.fixture
def desk(desk_of: DeskOf) -> Desk:
    """Someone who may do everything: a kind's own tests say who may do what."""
    return desk_of(*Role, scope=Scope.ALL)


@kinds(list(KINDS.values()))
def test_it_is_named_for_a_screen(kind: Kind) -> None:
    assert kind.title
    assert kind.one
    assert kind.title != kind.one
    assert kind.page is not None or not kind.listed
    assert kind.draft is not None or kind.new is None


@kinds(MADE)
def test_it_can_be_made_and_read(kind: Kind, desk: Desk) -> None:
    draft = sample(desk, kind.name)
    id = desk.do(kind.new, draft)
    reading = desk.ask(general.reading, kind.name, id)
    assert (reading.id, reading.kind, reading.version) == (id, kind.name, reading.version)
    assert (kind.letter is None) == (reading.number == "")
    said = {name: value for name, value in draft.model_dump(mode="json").items() if name in reading.values}
    if kind.fill is None:
        assert said
    assert desk.ask(general.titles, kind.name, [id])[id]


@kinds(LISTED)
def test_its_list_shows_the_columns_it_names(kind: Kind, desk: Desk) -> None:
    id = made(desk, kind.name)
    page = desk.ask(general.listing, kind.name)
    row = next(row for row in page.rows if row.id == id)
    keys = {f"key_{n}" for n in range(len(kind.order) + 1)}
    shown = set(row._fields) - keys
    assert shown | set(kind.order) >= set(kind.columns), "each column is in the row, or is what the list is ordered by"
    assert not [value for value in row if hasattr(value, "_sa_instance_state")], "nothing mapped crosses the door"


@kinds(LISTED)
def test_its_list_is_read_page_by_page(kind: Kind, desk: Desk) -> None:
    ids = {made(desk, kind.name) for _each in range(3)}
    seen: list[UUID] = []
    after = None
    while True:
        page = desk.ask(general.listing, kind.name, after, 2)
        assert len(page.rows) <= 2
        seen += [row.id for row in page.rows]
        after = page.next
        if after is None:
            break
    assert ids <= set(seen)
    assert len(seen) == len(set(seen))


@kinds(AMENDED)
def test_it_can_be_amended_from_what_its_form_shows(kind: Kind, desk: Desk) -> None:
    """Opening a form and saving it with one change is a valid draft, and is told to whoever listens."""
    id = made(desk, kind.name)
    reading = desk.ask(general.reading, kind.name, id)
    assert kind.draft is not None
    known = {name: value for name, value in reading.values.items() if name in kind.draft.model_fields}
    draft = checked(kind.draft, known)  # type: ignore[type-var]
    heard: list[Any] = []
    desk.notifier.listen(heard.append)
    try:
        desk.do(kind.amend, id, draft, seen=reading)
    except CaseError as refused:
        pytest.skip(f"as it stands it may not be amended: {refused.sentence}")
    assert desk.ask(general.reading, kind.name, id).id == id
    assert all(changes.of(kind.name) or changes.touched for changes in heard)


@kinds([kind for kind in MADE if kind.searched is not None])
def test_it_is_found_by_its_words_and_by_who_may_see_it(kind: Kind, desk: Desk, desk_of: DeskOf) -> None:
    id = made(desk, kind.name)
    title = desk.ask(general.titles, kind.name, [id])[id]
    hits = [hit for word in title.split() for hit in desk.ask(general.find, word, (kind.name,), 500)]
    assert id in {hit.id for hit in hits}
    stranger = desk_of(Role.OFFICER, unit="Elsewhere", scope=Scope.UNIT)
    found = [hit.id for word in title.split() for hit in stranger.ask(general.find, word, (kind.name,), 500)]
    assert (id in found) == (kind.sight.everyone and stranger.actor.may(kind.read))


@kinds(MADE)
def test_making_it_is_audited_by_id(kind: Kind, desk: Desk) -> None:
    id = made(desk, kind.name)
    entries = desk.ask(audit_reading.audit_entries, record=id).entries
    assert (entries[-1].kind, entries[-1].action) == (kind.name, f"{kind.new.declared.name}:create")  # type: ignore
    assert entries[-1].actor == desk.actor.id


@kinds([kind for kind in MADE if own_id(kind)])
def test_saving_the_same_draft_twice_makes_one_record(kind: Kind, desk: Desk) -> None:
    draft = sample(desk, kind.name)
    first = desk.do(kind.new, draft)
    try:
        assert desk.do(kind.new, draft) == first
    except CaseError as refused:
        assert refused.sentence  # noqa: PT017
    count = len([row for row in desk.ask(general.listing, kind.name, size=500).rows if row.id == first])
    assert count == 1


@kinds(MADE)
def test_without_the_right_nothing_is_made_read_or_listed(kind: Kind, desk: Desk, desk_of: DeskOf) -> None:
    id, draft = made(desk, kind.name), sample(desk, kind.name)
    nobody = desk_of(Role.OVERSIGHT_REVIEWER, unit="Elsewhere")
    for act in (
        lambda: nobody.do(kind.new, draft),
        *([lambda: nobody.do(kind.amend, id, draft)] if kind.amend else []),
        *([] if nobody.actor.may(kind.read) else [lambda: nobody.ask(general.reading, kind.name, id)]),
        *([] if nobody.actor.may(kind.read) else [lambda: nobody.ask(general.listing, kind.name)]),
        *([] if nobody.actor.may(kind.read) else [lambda: nobody.ask(general.titles, kind.name, [id])]),
    ):
        with pytest.raises(NotAllowed):
            act()


@kinds([kind for kind in MADE if not kind.sight.everyone])
def test_out_of_sight_it_is_not_there(kind: Kind, desk: Desk, desk_of: DeskOf) -> None:
    id = made(desk, kind.name)
    stranger = desk_of(*Role, scope=Scope.OWN, unit="Elsewhere")
    with pytest.raises(NotFound):
        stranger.ask(general.reading, kind.name, id)
    assert stranger.ask(general.titles, kind.name, [id]) == {}
    if kind.page is not None:
        assert id not in {row.id for row in stranger.ask(general.listing, kind.name).rows}
    if kind.amend is not None:
        with pytest.raises(CaseError):
            stranger.do(kind.amend, id, sample(desk, kind.name))


@kinds(MADE)
def test_no_word_of_it_reaches_audit_or_log(
    kind: Kind, desk: Desk, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    made(desk, kind.name)
    raw = engine.connect(store.home / FILE, KEY)
    said = [str(value) for row in raw.execute("SELECT * FROM audit") for value in row]
    raw.close()
    assert not [text for text in said if WORD.lower() in text.lower()]
    assert WORD.lower() not in caplog.text.lower()


@kinds([kind for kind in MADE if kind.draft is not None])
def test_a_wrong_draft_names_its_field_and_saves_nothing(kind: Kind, desk: Desk, store: Store) -> None:
    good = sample(desk, kind.name).model_dump()
    before = store.head()
    for name in (n for n in good if not extra_of(kind.draft, n).get("hidden")):  # type: ignore[arg-type]
        wrong = kind.draft.model_construct(**good | {name: object})  # type: ignore[union-attr]
        with pytest.raises(CaseError) as refused:
            desk.do(kind.new, wrong)
        assert name in {problem.field.split(".")[0] for problem in refused.value.problems}  # type: ignore[attr-defined]
    assert store.head() == before
