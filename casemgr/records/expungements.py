"""Expungements: an order to remove someone or some records, by one hand and a second; what it reached."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index, col, or_, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, Problem
from casemgr.core.holding import HELD, Held, held_of
from casemgr.core.kind import KIND_OF, KINDS, Kind, Line, Section, Words
from casemgr.core.numbers import next_number
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Moment, Part, Record, joined
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _
from casemgr.records.people import Person, the_person


class OrderStatus(StrEnum):
    """Where an order stands; carried out is not yet cleaned: the file may still hold what was deleted."""

    PROPOSED = "proposed"
    CARRIED_OUT = "carried_out"
    CLEANED = "cleaned"
    WITHDRAWN = "withdrawn"


class OrderDraft(Draft):
    """An order as it came: someone with all that tells of them, or single records."""

    order_number: str = entry(N_("Number of the order"), min_length=2, max_length=60, hint=N_("No names."))
    authority: str = entry(N_("Authority"), min_length=3, max_length=120, hint=N_("The court or the law."))
    ordered_on: date = entry(N_("Day of the order"))
    person_id: UUID | None = entry(N_("Person"), default=None, ref="people")
    numbers: list[str] = entry(N_("Or records, by their numbers"), default_factory=list)


@told(
    number="number order_number",
    title="authority",
    quiet="targets keys_forgotten",
    secret="key_paths",
    code="status",
    kept="standing",
    rest="fact",
)
class Expungement(Record, table=True):
    """`targets` are the ids that go: after it is carried out they name nothing that is there.

    `key_paths` lead to the keys that go with them, of what backups hold.
    """

    __table_args__ = (Index("ix_expungement_page", "entered_at", "id"),)
    number: str = Field(max_length=24, index=True)
    order_number: str = Field(max_length=60)
    authority: str = Field(max_length=120)
    ordered_on: date
    of_person: bool
    targets: list[str] = Field(default_factory=list, sa_type=JSON)
    status: str = Field(default=OrderStatus.PROPOSED.value, max_length=12)
    removed: int = 0
    overwritten: int = 0
    carried_out_by: UUID | None = None
    carried_out_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    cleaned_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    keys_forgotten: str = Field(default="", max_length=300)
    key_paths: list[str] = Field(default_factory=list, sa_type=JSON, sa_column_kwargs=joined(default="[]"))


@told(key="of_kind column_name", rest="fact")
class Mention(Part, table=True):
    """A text that still may name someone: where it stands, for a person to read and redact; never the words."""

    __tablename__ = "expungement_mention"  # type: ignore[assignment]
    expungement_id: UUID = Field(foreign_key="expungement.id", index=True)
    of_kind: str = Field(max_length=24)
    record_id: UUID
    column_name: str = Field(max_length=100)


@command(May.EXPUNGE)
def propose_expungement(tx: Tx, draft: OrderDraft) -> UUID:
    """Enter an order; nothing goes before a second person carries it out, and never while a hold covers it."""
    if (draft.person_id is None) == (not draft.numbers):
        raise Invalid(Problem("person_id", _("Name a person, or records by their numbers: one of the two.")))
    targets = _targets(tx, draft)
    if any(held_of(tx, KIND_OF[type(one)], [one]) for one in targets):
        raise Held(_(HELD))
    order = Expungement(
        number=next_number(tx, "O"),
        of_person=draft.person_id is not None,
        targets=[str(one.id) for one in targets],
        **draft.model_dump(include={"order_number", "authority", "ordered_on"}),
    )
    tx.add(order)
    return order.id


def _targets(tx: Tx, draft: OrderDraft) -> list[Any]:
    if draft.person_id is not None:
        return one_person(tx, the_person(tx, draft.person_id))
    found: list[Any] = []
    for number in draft.numbers:
        row = _by_number(tx, number)
        if row is None or type(row) is Expungement:
            raise Invalid(Problem("numbers", _("There is no record {number}.").format(number=number)))
        found.append(row)
    return found


def one_person(tx: Tx, person: Person) -> list[Person]:
    """Every entry of someone: those merged into theirs, and the one theirs was merged into."""
    found, left = {person.id: person}, [person]
    while left:
        one = left.pop()
        asked = select(Person).where(or_(col(Person.merged_into_id) == one.id, col(Person.id) == one.merged_into_id))
        new = [row for row in tx.all_of(asked) if row.id not in found]
        found |= {row.id: row for row in new}
        left += new
    return list(found.values())


def _by_number(tx: Tx, number: str) -> Any:
    for kind in KINDS.values():
        table: Any = kind.table
        if hasattr(table, "number"):
            for row in tx.all_of(select(table).where(col(table.number) == number)):
                return row
    return None


@act(Expungement, N_("Withdraw"), may=May.EXPUNGE, since={"proposed"}, to="withdrawn")
def withdraw_expungement(_tx: Tx, _order: Expungement) -> None:
    """Leave what an order names where it is."""


@query(May.EXPUNGE)
def orders_to_clean(tx: Tx) -> list[UUID]:
    """The orders that were carried out and after which the file is not cleaned yet."""
    asked = select(Expungement).where(Expungement.status == OrderStatus.CARRIED_OUT.value)
    return [order.id for order in tx.exec(asked.order_by(col(Expungement.id)))]


@query(May.EXPUNGE)
def expungements(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """The orders, latest first."""
    shown: list[Any] = [
        *(Expungement.id, Expungement.number, Expungement.order_number, Expungement.authority),
        *(Expungement.status, Expungement.carried_out_at),
    ]
    return page(tx, select(*shown), (Expungement.entered_at, Expungement.id), after, size)


def mentions_of(tx: Tx, order: UUID) -> list[Mention]:
    """The texts that may still name someone after an order."""
    asked = select(Mention).where(Mention.expungement_id == order)
    return list(tx.exec(asked.order_by(col(Mention.of_kind), col(Mention.record_id), col(Mention.id))))


def _beside(tx: Tx, order: Any) -> Sequence[Section]:
    lines = [Line(one.column_name, one.of_kind, one.of_kind, one.record_id) for one in mentions_of(tx, order.id)]
    return [Section(_("Texts that may still name them, to be read and redacted by a person"), tuple(lines))]


Kind(
    "expungements",
    Expungement,
    N_("Expungements"),
    N_("Expungement"),
    read=May.EXPUNGE,
    draft=OrderDraft,
    new=propose_expungement,
    page=expungements,
    columns=("number", "order_number", "authority", "status", "carried_out_at"),
    letter="O",
    icon="x",
    parts={Mention: "expungement_id"},
    searched=lambda _tx, order: Words(order.number, order.order_number, order.authority),
    states="expungement_status",
    beside=_beside,
)
