"""Reading consents: the list, those of a person, those about to end."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case
from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.errors import NotFound
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.disclosing import Standing
from casemgr.i18n import N_, _
from casemgr.records.consents.commands import record_consent
from casemgr.records.consents.covering import today
from casemgr.records.consents.signatures import Signature, read
from casemgr.records.consents.tables import Consent, ConsentDraft, ConsentReview, ConsentSignature


@dataclass(frozen=True)
class ConsentCard:
    """One consent or refusal, whole; `status` as it stands today."""

    id: UUID
    person_id: UUID
    status: Standing
    given_by: str
    authority_doc: str
    recipient_ids: tuple[UUID, ...]
    recipient_classes: tuple[str, ...]
    categories: tuple[str, ...]
    purposes: tuple[str, ...]
    disclosers: tuple[str, ...]
    not_to_share: str
    withholding_reason: str
    effective_on: date
    expires_on: date
    expires_event: str
    method: str
    witness: str
    language: str
    interpreter: str
    not_a_condition_of_service: bool
    notice_version: str
    supersedes: UUID | None
    revoked_at: datetime | None
    revoked_by: UUID | None
    revocation_reason: str
    revocation_scope: str
    updated_at: datetime | None


@query(May.READ_CASES)
def consents(tx: Tx, after: tuple[date, UUID] | None = None, size: int = SIZE) -> Page:
    """All consents and refusals the actor may see, latest first."""
    past = and_(Consent.status == Standing.ACTIVE.value, Consent.expires_on < today(tx))  # type: ignore[arg-type]
    status = case((past, Standing.EXPIRED.value), else_=Consent.status).label("status")
    columns: tuple[Any, ...] = (Consent.person_id, status, Consent.categories, Consent.effective_on, Consent.expires_on)
    return page(tx, select(Consent.id, *columns), (Consent.effective_on, Consent.id), after, size)


@query(May.READ_CASES)
def consent(tx: Tx, id: UUID) -> ConsentCard:
    """One consent or refusal."""
    row = tx.get(Consent, id)
    if row is None:
        raise NotFound(_("There is no such consent, or you may not see it."))
    return _card(row, today(tx))


@query(May.READ_CASES)
def signature_of(tx: Tx, id: UUID) -> Signature | None:
    """The signature under a consent, drawn or typed; None where it was not signed on a screen."""
    kept = tx.exec(select(ConsentSignature).where(ConsentSignature.consent_id == id)).first()
    return None if kept is None else Signature(read(kept.strokes), kept.typed_name, kept.at)


@query(May.READ_CASES)
def consents_of(tx: Tx, person_id: UUID) -> list[ConsentCard]:
    """The consents and refusals of a person: those in force first, then latest first."""
    day = today(tx)
    cards = [_card(row, day) for row in tx.exec(select(Consent).where(Consent.person_id == person_id))]
    cards.sort(key=lambda card: (card.effective_on, card.id), reverse=True)
    return sorted(cards, key=lambda card: card.status is not Standing.ACTIVE)


@query(May.READ_CASES)
def consents_ending(tx: Tx, days: int = 30) -> list[ConsentCard]:
    """The consents in force that end within so many days, the first to end first."""
    day = today(tx)
    asked = select(Consent).where(
        Consent.status == Standing.ACTIVE.value,
        Consent.expires_on >= day,
        Consent.expires_on <= day + timedelta(days=days),
    )
    return [_card(row, day) for row in sorted(tx.exec(asked), key=lambda row: (row.expires_on, row.id))]


def _card(row: Consent, day: date) -> ConsentCard:
    past = row.status == Standing.ACTIVE and row.expires_on < day
    lists = ("recipient_classes", "categories", "purposes", "disclosers")
    values = {name: getattr(row, name) for name in ConsentCard.__dataclass_fields__}
    values |= {name: tuple(values[name]) for name in lists}
    values["recipient_ids"] = tuple(UUID(id) for id in row.recipient_ids)
    values["status"] = Standing.EXPIRED if past else Standing(row.status)
    return ConsentCard(**values)


def _words(_tx: Tx, row: Consent) -> Words:
    title = _("Refusal of {day}") if row.status == Standing.REFUSED else _("Consent of {day}")
    return Words(title.format(day=row.effective_on))


Kind(
    "consents",
    Consent,
    N_("Consents"),
    N_("Consent"),
    read=May.READ_CASES,
    draft=ConsentDraft,
    new=record_consent,
    page=consents,
    columns=("person_id", "status", "categories", "effective_on", "expires_on"),
    order=("effective_on",),
    icon="shield-check",
    sight=SightBy(neighborhood="neighborhood_id"),
    parts={ConsentSignature: "consent_id", ConsentReview: "consent_id"},
    searched=_words,
    retention="consent",
)
