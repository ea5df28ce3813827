"""The slip the person takes along: plain words in their language, and nothing on it that would give them away."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

import segno
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, Spacer

from casemgr.core.access import May
from casemgr.core.days import long_day
from casemgr.core.errors import Invalid, Problem
from casemgr.core.settings import REPLY_PHONE, text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _, speaking
from casemgr.records import directory, people
from casemgr.records.referrals import Referral, Status
from casemgr.records.referrals.steps import the_referral
from casemgr.services.own.giving import OwnPages, Paper, leave_for, spoken, unspoken
from casemgr.services.paper import BODY, HEADING, SMALL, TITLE, PageFrame, document, para


@dataclass(frozen=True)
class PersonSlip:
    """The pages; `discreet` where they name neither service nor agency, because the paper may be found."""

    pages: OwnPages
    discreet: bool
    person_id: UUID


@query(May.READ_CASES)
def person_slip(tx: Tx, id: UUID, language: str = "", *, discreet: bool = False) -> PersonSlip:
    """The slip of a referral, in the language of the person; a victim service and an unsafe home make it discreet."""
    row = the_referral(tx, id)
    if row.person_id is None or row.status == Status.DRAFT:
        raise Invalid(Problem("person_id", _("A slip is for a person whose referral was sent.")))
    person = people.person(tx, row.person_id)
    hidden = discreet or row.no_reply or bool(row.wall) or person.has_safe_contact_note
    written = spoken(person.preferred_language, language)
    with speaking(written):
        story = [*(_plain() if hidden else _whole(tx, row)), *_reference(tx, row, hidden=hidden)]
        frame = PageFrame(_("Reference"), "" if hidden else text_setting(tx, "agency"), row.number, written)
        pdf = document(frame, story, leave_for(tx, row.person_id, Paper.SLIP))
    known = person.has_safe_contact_note
    pages = OwnPages(pdf, written, has_safe_contact_note=known, untranslated=unspoken(person.preferred_language))
    return PersonSlip(pages, hidden, row.person_id)


def _plain() -> Iterator[Flowable]:
    """Neither where nor from whom, and no number that would tell it."""
    yield para(_("Your reference"), TITLE)
    yield para(_("Call the number you were told and give this reference."), BODY)


def _whole(tx: Tx, row: Referral) -> Iterator[Flowable]:
    service = directory.service(tx, row.service_id)
    yield para(_("Where you were referred"), TITLE)
    yield para(" · ".join(part for part in (row.service_name, row.organization_name) if part), HEADING)
    for line in (
        next((place.address for place in service.places if place.address), ""),
        next((phone.number for phone in service.phones if phone.number), ""),
        _("Ask for {name}.").format(name=row.to_contact) if row.to_contact else "",
    ):
        if line:
            yield para(line, BODY)
    yield para(_("They expect you. You decide whether you go; nothing happens to you if you do not."), BODY)


def _reference(tx: Tx, row: Referral, *, hidden: bool) -> Iterator[Flowable]:
    when = row.appointment_at.astimezone(tx.store.zone).date() if row.appointment_at else row.next_step_on
    if when is not None:
        yield para(_("Your next step there: {day}").format(day=long_day(when)), BODY)
    yield Spacer(1, 4 * mm)
    drawn = BytesIO()
    segno.make_qr(row.number, error="m").save(drawn, kind="png", scale=6, border=2)
    drawn.seek(0)
    yield Image(drawn, 38 * mm, 38 * mm, hAlign="LEFT")
    yield para(row.number, HEADING)
    phone = text_setting(tx, REPLY_PHONE)
    if phone and not hidden:
        yield para(_("If something goes wrong, call us: {phone}").format(phone=phone), SMALL)
    yield para(_("This paper is yours. You need not show it to anyone."), SMALL)
