"""A person's own card: where they were sent, by when we are in touch, what they agreed to share, in their language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer
from sqlmodel import col, select

from casemgr.core import codes, general
from casemgr.core.access import May
from casemgr.core.days import long_day
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _, speaking
from casemgr.records import consents, directory, followups, people
from casemgr.records.consents import ConsentCard, Standing
from casemgr.records.referrals import UNDER_WAY, Referral
from casemgr.services.own.giving import OwnPages, Paper, leave_for, spoken, telling_nothing, unspoken
from casemgr.services.paper import BODY, HEADING, SMALL, TITLE, PageFrame, document, para


@dataclass(frozen=True)
class Place:
    """Where someone was sent: what they need to get there, and when."""

    service: str
    organization: str
    address: str
    phone: str
    appointment: date | None
    number: str


@query(May.READ_CASES)
def own_card(tx: Tx, person: UUID, language: str = "") -> OwnPages:
    """The card of a person, in their language where we speak it; nothing behind a wall is on it, nor anyone else."""
    card = people.person(tx, person)
    written = spoken(card.preferred_language, language)
    under_way = _under_way(tx, card.id)
    shown = [row for row in under_way if not row.wall]
    places = [_place(tx, row) for row in shown]
    due = [row.due_at for row in followups.of_person(tx, card.id) if row.status == followups.Status.OPEN]
    agreed = telling_nothing(tx, [one for one in consents.consents_of(tx, card.id) if one.status is Standing.ACTIVE])
    with speaking(written):
        story = [
            para(_("For {name}").format(name=card.given or card.number), TITLE),
            para(_("Given by {name}").format(name=tx.actor.name), BODY),
            *_sent(places),
            *_promised(tx, due),
            *_agreed(tx, agreed),
            Spacer(1, 6 * mm),
            para(_("When you call or write, give this number: {number}").format(number=card.number), BODY),
            para(_("This card is yours. You need not show it to anyone."), SMALL),
        ]
        frame = PageFrame(_("Your card"), text_setting(tx, "agency"), card.number, written)
        pdf = document(frame, story, leave_for(tx, person, Paper.CARD))
    return OwnPages(
        pdf=pdf,
        language=written,
        left_out=len(under_way) - len(shown),
        has_safe_contact_note=card.has_safe_contact_note,
        untranslated=unspoken(card.preferred_language),
    )


def _under_way(tx: Tx, person: UUID) -> Sequence[Referral]:
    asked = select(Referral).where(Referral.person_id == person, col(Referral.status).in_(sorted(UNDER_WAY)))
    return tx.exec(asked.order_by(col(Referral.last_event_at).desc(), col(Referral.id))).all()


def _place(tx: Tx, row: Referral) -> Place:
    service = directory.service(tx, row.service_id)
    when: datetime | None = row.appointment_at
    return Place(
        service=row.service_name,
        organization=row.organization_name,
        address=next((place.address for place in service.places if place.address), ""),
        phone=next((phone.number for phone in service.phones if phone.number), ""),
        appointment=when.astimezone(tx.store.zone).date() if when is not None else row.next_step_on,
        number=row.number,
    )


def _sent(places: Sequence[Place]) -> Iterator[Flowable]:
    if not places:
        return
    yield para(_("Where you were referred"), HEADING)
    for place in places:
        yield para(" · ".join(part for part in (place.service, place.organization) if part), BODY)
        day = _("Your next step there: {day}").format(day=long_day(place.appointment)) if place.appointment else ""
        reference = _("Reference {number}").format(number=place.number)
        yield para(" · ".join(part for part in (place.address, place.phone, day, reference) if part), SMALL)
        yield Spacer(1, 2 * mm)


def _promised(tx: Tx, due: Sequence[datetime]) -> Iterator[Flowable]:
    ahead = sorted(at for at in due if at >= tx.now)
    if ahead:
        yield para(_("What we promised"), HEADING)
        day = long_day(ahead[0].astimezone(tx.store.zone).date())
        yield para(_("We are in touch with you by {day}.").format(day=day), BODY)


def _agreed(tx: Tx, given: Sequence[ConsentCard]) -> Iterator[Flowable]:
    if not given:
        return
    receivers = general.titles(tx, "organizations", [id for one in given for id in one.recipient_ids])
    yield para(_("What you agreed that we share"), HEADING)
    for one in given:
        what = ", ".join(codes.label(tx, "information_category", code) for code in one.categories)
        who = ", ".join([*(receivers[id] for id in one.recipient_ids if id in receivers), *one.recipient_classes])
        until = long_day(one.expires_on)
        yield para(_("{what}, with {who}, until {day}").format(what=what, who=who, day=until), BODY)
    said = _("You can take this back at any time, in person or by phone; no service depends on it.")
    yield para(said, SMALL)
