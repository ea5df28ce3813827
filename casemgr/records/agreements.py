"""Agreements with partners: what an organization may be told, from one day to another (domain 2.19)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index, col, select

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.fields import Answer
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Record
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _


class AgreementDraft(Draft):
    organization_id: UUID = entry(N_("With whom"), ref="organizations")
    title: str = entry(N_("Agreement"), min_length=2, max_length=120)
    reference: str = entry(N_("Reference"), default="", max_length=60)
    categories: list[str] = entry(N_("What may be shared"), code="information_category", min_length=1)
    begins: date = entry(N_("From"))
    ends: date = entry(N_("Until"))
    note: str = entry(N_("Note"), default="", max_length=500, answer=Answer.LONG_TEXT)


@told(title="title reference", code="categories", text="note", kept="standing", rest="fact")
class Agreement(Record, table=True):
    __table_args__ = (Index("ix_agreement_ends", "ends", "id"),)
    organization_id: UUID = Field(foreign_key="organization.id", index=True)
    title: str = Field(max_length=120)
    reference: str = Field(default="", max_length=60)
    categories: list[str] = Field(default_factory=list, sa_type=JSON)
    begins: date
    ends: date
    note: str = ""


def _check(draft: AgreementDraft) -> None:
    if draft.ends < draft.begins:
        raise Invalid(Problem("ends", _("The agreement ends before it begins.")))


@command(May.EDIT_DIRECTORY)
def add_agreement(tx: Tx, draft: AgreementDraft) -> UUID:
    """Record what was agreed with a partner; from then on nothing beyond it is shared with them."""
    _check(draft)
    row = Agreement(**draft.model_dump())
    tx.add(row)
    return row.id


@command(May.EDIT_DIRECTORY)
def change_agreement(tx: Tx, id: UUID, draft: AgreementDraft) -> None:
    """Change an agreement, or prolong it."""
    _check(draft)
    row = tx.get(Agreement, id)
    if row is None:
        raise NotFound(_("There is no such agreement."))
    for name, value in draft.model_dump().items():
        setattr(row, name, value)
    tx.add(row)


def agreements_with(tx: Tx, organization_id: UUID) -> list[Agreement]:
    """All agreements with an organization, over or not, the one that ends last first."""
    asked = select(Agreement).where(Agreement.organization_id == organization_id)
    return list(tx.exec(asked.order_by(col(Agreement.ends).desc(), col(Agreement.id))))


@query(May.READ_DIRECTORY)
def agreements(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """All agreements, the one that ends first on top."""
    shown: list[Any] = [Agreement.id, Agreement.title, Agreement.reference, Agreement.begins, Agreement.ends]
    return page(tx, select(*shown), (Agreement.ends, Agreement.id), after, size, descending=False)


Kind(
    "agreements",
    Agreement,
    N_("Agreements with partners"),
    N_("Agreement with a partner"),
    read=May.READ_DIRECTORY,
    draft=AgreementDraft,
    new=add_agreement,
    amend=change_agreement,
    page=agreements,
    columns=("title", "reference", "begins", "ends"),
    order=("ends",),
    icon="handshake",
    sight=SightBy(everyone=True),
    searched=lambda _tx, row: Words(row.title, row.reference),
)
