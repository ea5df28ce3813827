"""Files on records: seen by who sees the record, audited when opened, taken off with a reason, never in clear."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import casemgr.app  # noqa: F401  (every kind)
from casemgr.core import audit_reading, general, kept
from casemgr.core.access import Label, Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.draft import checked
from casemgr.core.errors import CaseError, Invalid, NotAllowed, NotFound, StoreDamaged
from casemgr.core.kind import KINDS, Kind
from casemgr.core.record import new_id
from casemgr.core.sight import open_to
from casemgr.core.store import Store
from casemgr.records import attachments
from casemgr.records.attachments import AttachDraft, TakeOffDraft, attachable, attached
from casemgr.records.people import MergeDraft
from casemgr.services import merging
from tests.attachments.files import CANARY, EACH, a_jpg, a_pdf, a_txt
from tests.builders import a_person, a_place
from tests.intakes import ALL, hired, taken
from tests.samples import made

DeskOf = Callable[..., Desk]
HELD = [kind for kind in KINDS.values() if kind.new is not None and attachable(kind)]


def put(desk: Desk, kind: str, record: UUID, content: bytes = b"The lamp is out.", **facts: Any) -> UUID:
    """A file hung on a record."""
    draft = AttachDraft(about_kind=kind, about_id=record, name="note.txt", **facts)
    return desk.do(attachments.attach, draft, content)


def seen(desk: Desk, id: UUID) -> bool:
    """Whether someone gets at what a file holds."""
    try:
        desk.ask(attachments.content, id)
    except NotFound:
        return False
    return True


def reads(desk: Desk, kind: str, id: UUID) -> bool:
    """Whether someone gets at a record."""
    try:
        desk.ask(general.reading, kind, id)
    except (NotFound, NotAllowed):
        return False
    return True


@pytest.fixture
def desk(desk_of: DeskOf) -> Desk:
    return desk_of(*Role, scope=Scope.ALL)


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of(Role.OFFICER)


@pytest.mark.parametrize("kind", HELD, ids=lambda kind: kind.name)
def test_it_is_seen_by_exactly_who_sees_the_record_it_hangs_on(kind: Kind, desk: Desk, desk_of: DeskOf) -> None:
    record = made(desk, kind.name)
    file = put(desk, kind.name, record)
    several = [
        desk,
        desk_of(*Role, scope=Scope.OWN, unit="Elsewhere"),
        *(desk_of(role) for role in Role),
        *(desk_of(role, unit="Elsewhere") for role in Role),
        desk_of(*Role, scope=Scope.OWN, unit="Elsewhere", organization=new_id()),
    ]
    for one in several:
        assert seen(one, file) == reads(one, kind.name, record), one.actor
        assert reads(one, "attachments", file) == seen(one, file)
    cards = desk.ask(attached, kind.name, record).cards
    assert [(card.id, card.name, card.sort) for card in cards] == [(file, "note.txt", "txt")]


def test_a_label_raised_later_hides_the_file_too(desk: Desk, desk_of: DeskOf, officer: Desk) -> None:
    person = a_person(officer, sensitivity=Label.RESTRICTED)
    file, other = put(officer, "people", person), desk_of(Role.OFFICER)
    assert seen(officer, file), "who entered a restricted record goes on seeing it"
    assert not seen(other, file)
    assert not reads(other, "people", person)


def test_a_wall_stands_before_the_file_whatever_one_may(desk_of: DeskOf) -> None:
    admin = desk_of(Role.ADMINISTRATOR)
    ids = [hired(admin, Role.OFFICER), hired(admin, Role.OFFICER, unit="South")]
    named, taker = (desk_of(*Role, id=id, **ALL) for id in ids)
    concern = taken(taker, officer_ids=[ids[0]])
    file = put(taker, "feedback", concern)
    assert seen(taker, file)
    assert not seen(named, file)
    with pytest.raises(NotFound):
        named.ask(attached, "feedback", concern)
    with pytest.raises(NotFound):
        put(named, "feedback", concern)
    with pytest.raises(NotFound):
        named.do(attachments.take_off, file, TakeOffDraft(reason="It is about me"))


def test_a_partner_let_in_by_name_sees_the_files_they_put_there_and_no_others(
    officer: Desk, desk_of: DeskOf, store: Store
) -> None:
    person, house = a_person(officer), new_id()
    partner = desk_of(Role.LIAISON, Role.OFFICER, scope=Scope.PARTNER_ORG, unit="", organization=house)
    ours = put(officer, "people", person)
    assert not reads(partner, "people", person)
    with store.tx(officer.actor, officer.signer, "people.amend_person") as tx:
        open_to(tx, person, [house])
        tx.finish()
    assert reads(partner, "people", person)
    theirs = put(partner, "people", person, b"From the shelter.")
    assert (seen(partner, ours), seen(partner, theirs)) == (False, True)
    assert [card.id for card in partner.ask(attached, "people", person).cards] == [theirs]
    assert seen(officer, theirs)


def test_a_corrected_contact_shows_the_files_of_its_earlier_versions(desk: Desk) -> None:
    kind = KINDS["contacts"]
    first = made(desk, "contacts")
    file = put(desk, "contacts", first)
    assert kind.draft is not None
    reading = desk.ask(general.reading, "contacts", first)
    known = {name: value for name, value in reading.values.items() if name in kind.draft.model_fields}
    again = desk.do(kind.amend, first, checked(kind.draft, known), seen=reading)  # type: ignore[type-var]
    assert again != first
    assert [card.id for card in desk.ask(attached, "contacts", again).cards] == [file]


def test_only_who_may_change_a_record_hangs_files_on_it(desk_of: DeskOf, officer: Desk) -> None:
    person = a_person(officer)
    reader = desk_of(Role.COMMANDER)
    assert reads(reader, "people", person)
    file = put(officer, "people", person)
    with pytest.raises(NotAllowed):
        put(reader, "people", person)
    with pytest.raises(NotAllowed):
        reader.do(attachments.take_off, file, TakeOffDraft(reason="Not mine to do"))
    assert not reader.ask(attached, "people", person).may_add
    assert officer.ask(attached, "people", person).may_add


@pytest.mark.parametrize("kind", ["exports", "attachments", "searches"])
def test_what_nobody_changes_holds_no_files(kind: str, desk: Desk) -> None:
    with pytest.raises(CaseError):
        put(desk, kind, new_id())


@pytest.mark.parametrize("sort", EACH)
def test_each_sort_is_kept_and_its_canary_lies_nowhere_in_clear(sort: str, officer: Desk, store: Store) -> None:
    content = EACH[sort]() if sort != "txt" else a_txt() + CANARY
    place = a_place(officer)
    file = put(officer, "places", place, content, evidence_reason="The original is asked for")
    held = officer.ask(attachments.content, file)
    assert (held.sort, held.name) == (sort, f"note.{sort}")
    assert officer.ask(attachments.content, file, original=True).content == content
    store.idle()
    probes = {CANARY, content[:40], held.content[:40], b"JFIF" if sort == "jpg" else CANARY}
    for path in (path for path in store.home.rglob("*") if path.is_file()):
        lying = path.read_bytes()
        assert not [probe for probe in probes if probe in lying], path.name
        assert "note" not in path.name


def test_without_a_reason_no_original_is_kept(officer: Desk, store: Store) -> None:
    file = put(officer, "places", a_place(officer), a_jpg())
    assert len(officer_files(store)) == 1
    assert CANARY not in officer.ask(attachments.content, file).content
    with pytest.raises(NotFound, match="no original"):
        officer.ask(attachments.content, file, original=True)
    with pytest.raises(Invalid) as refused:
        put(officer, "places", a_place(officer), a_jpg(), evidence_reason="x")
    assert [problem.field for problem in refused.value.problems] == ["evidence_reason"]


def officer_files(store: Store) -> list[Path]:
    return list((store.home / kept.FOLDER).iterdir())


def test_every_opening_is_written_down_with_who_and_which(officer: Desk, desk_of: DeskOf) -> None:
    place = a_place(officer)
    file, other = put(officer, "places", place), desk_of(Role.OFFICER)
    auditor = desk_of(Role.COMMANDER)
    other.ask(attached, "places", place)
    assert not [entry for entry in views(auditor, file) if entry.actor == other.actor.id], "a list opens nothing"
    other.ask(attachments.content, file)
    assert [(entry.kind, entry.actor) for entry in views(auditor, file)] == [("attachments", other.actor.id)]


def views(auditor: Desk, file: UUID) -> list[Any]:
    found = auditor.ask(audit_reading.audit_entries, record=file).entries
    return [entry for entry in found if entry.action == "view"]


def test_taking_off_is_a_state_with_a_reason(officer: Desk, desk_of: DeskOf) -> None:
    place = a_place(officer)
    file = put(officer, "places", place)
    with pytest.raises(CaseError):
        officer.do(attachments.take_off, file, TakeOffDraft.model_construct(reason=""))
    officer.do(attachments.take_off, file, TakeOffDraft(reason="Belongs to another place"))
    (card,) = officer.ask(attached, "places", place).cards
    assert (card.taken_off, card.reason) == (True, "Belongs to another place")
    with pytest.raises(NotAllowed, match="taken off"):
        officer.ask(attachments.content, file)
    assert desk_of(Role.SUPERVISOR).ask(attachments.content, file).content == b"The lamp is out."
    with pytest.raises(Invalid):
        officer.do(attachments.take_off, file, TakeOffDraft(reason="Once more"))


def test_a_record_has_a_hundred_at_most(officer: Desk) -> None:
    place = a_place(officer)
    files = [put(officer, "places", place) for _each in range(attachments.MOST_FILES)]
    with pytest.raises(Invalid, match="100 files"):
        put(officer, "places", place)
    officer.do(attachments.take_off, files[0], TakeOffDraft(reason="There are too many"))
    put(officer, "places", place)


def test_saving_twice_is_one(officer: Desk) -> None:
    place, id = a_place(officer), new_id()
    assert put(officer, "places", place, id=id) == put(officer, "places", place, id=id) == id
    assert len(officer.ask(attached, "places", place).cards) == 1


def test_a_missing_and_an_altered_file_are_told_in_a_sentence(officer: Desk, store: Store) -> None:
    file = put(officer, "places", a_place(officer))
    (lying,) = officer_files(store)
    lying.write_bytes(lying.read_bytes()[:-1] + b"\x00")
    with pytest.raises(StoreDamaged, match="altered"):
        officer.ask(attachments.content, file)
    lying.unlink()
    with pytest.raises(StoreDamaged, match="missing"):
        officer.ask(attachments.content, file)


def test_what_is_refused_leaves_no_row_and_no_file(officer: Desk, store: Store) -> None:
    place = a_place(officer)
    for content in (b"MZ" + bytes(50), b"", b"a" * (attachments.MOST_BYTES + 1)):
        with pytest.raises(CaseError):
            put(officer, "places", place, content)
    assert officer.ask(attached, "places", place).cards == ()
    assert not (store.home / kept.FOLDER).exists()


def test_merging_people_keeps_their_files_and_unmerging_gives_them_back(desk: Desk) -> None:
    keep, other = a_person(desk, "Maria", "García"), a_person(desk, "Marie", "Garcia")
    mine, theirs = put(desk, "people", keep, b"one"), put(desk, "people", other, b"two")
    merge = desk.do(merging.merge, MergeDraft(keep=keep, other=other))
    assert {card.id for card in desk.ask(attached, "people", keep).cards} == {mine, theirs}
    assert desk.ask(attachments.content, theirs).content == b"two"
    desk.do(merging.unmerge, merge)
    assert {card.id for card in desk.ask(attached, "people", other).cards} == {theirs}


def test_a_pdf_says_what_was_taken_out_of_it(officer: Desk) -> None:
    place = a_place(officer)
    put(officer, "places", place, a_pdf(acting=True))
    (card,) = officer.ask(attached, "places", place).cards
    assert card.removed == (attachments.METADATA, attachments.ACTIVE)
