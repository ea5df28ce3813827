"""A consent is taken back: who was told on the strength of it, and letters that ask them to stop, naming nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer
from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.days import long_day
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, Problem
from casemgr.core.jobs import Job, Progress
from casemgr.core.settings import REPLY_PHONE, text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, Language, _, speaking
from casemgr.records import consents, exports
from casemgr.records.consents import Consent, Standing
from casemgr.records.disclosures import Disclosure
from casemgr.records.exports import ExportDraft, Form
from casemgr.records.referrals import Referral
from casemgr.services.exported import Exported, leave_sealed
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, HEADING, SMALL, TITLE, PageFrame, document, para

TITLE_OF_LETTERS = N_("Letters after a withdrawal")


@dataclass(frozen=True)
class Told:
    """One entry of the register that rests on a consent; `referral` is the number the recipient knows."""

    number: str
    recipient: str
    on: date
    categories: tuple[str, ...]
    referral: str
    no_reply: bool


@dataclass(frozen=True)
class Letters:
    """The letters as one PDF, a page for each recipient, and how many there are."""

    pdf: Outgoing
    n: int


@query(May.READ_CASES)
def told_on(tx: Tx, consent_id: UUID) -> list[Told]:
    """Everything that went out on the strength of a consent, latest first, as far as the actor may see.

    With it what went out on the wider one it was left of: who was told then is to stop as well.
    """
    asked = select(Disclosure).where(col(Disclosure.consent_id).in_(_with_wider(tx, consent_id)))
    rows = tx.exec(asked.order_by(col(Disclosure.at).desc(), col(Disclosure.id))).all()
    ids = [row.about_id for row in rows if row.about_id is not None]
    sent = {one.id: one for one in tx.exec(select(Referral).where(col(Referral.id).in_(ids)))} if ids else {}
    return [_told(tx, row, sent.get(row.about_id) if row.about_id is not None else None) for row in rows]


def _with_wider(tx: Tx, consent_id: UUID) -> list[UUID]:
    """A consent and those it was narrowed from, one after the other."""
    chain, before = [consent_id], tx.get(Consent, consent_id)
    while before is not None and before.supersedes is not None:
        chain.append(before.supersedes)
        before = tx.get(Consent, before.supersedes)
    return chain


@command(May.RECORD_CONSENT)
def letters_left(tx: Tx, consent_id: UUID, left: ExportDraft) -> UUID:
    """Enter the letters of a withdrawn consent in the register before they are printed, or saved encrypted."""
    consents.consent(tx, consent_id)
    return exports.register_export(tx, left.model_copy(update={"what": _(TITLE_OF_LETTERS)}))


def save_letters(desk: Desk, consent_id: UUID, letters: Letters, to: Path) -> Job[Exported]:
    """Save the letters as an encrypted PDF, under a passphrase of its own; `to` is a folder or a file."""
    yield Progress(0, 1, _("Encrypting"))
    about = ExportDraft(form=Form.PDF, what=_(TITLE_OF_LETTERS))
    left = leave_sealed(desk, letters.pdf, to, about, partial(desk.do, letters_left, consent_id))
    yield Progress(1, 1)
    return left


def _told(tx: Tx, row: Disclosure, sent: Referral | None) -> Told:
    return Told(
        number=row.number,
        recipient=row.recipient,
        on=row.at.astimezone(tx.store.zone).date(),
        categories=tuple(row.categories),
        referral=sent.number if sent is not None else "",
        no_reply=sent is not None and sent.no_reply,
    )


@query(May.READ_CASES)
def stop_letters(tx: Tx, consent_id: UUID, language: Language = "en") -> Letters:
    """A letter to each recipient of a consent that was withdrawn: by numbers alone, for no name may be told any more.

    Invalid while the consent stands, and where nobody was told.
    """
    card = consents.consent(tx, consent_id)
    if card.status is not Standing.REVOKED:
        raise Invalid(Problem("consent_id", _("This consent was not withdrawn; there is nothing to write to anyone.")))
    by_recipient: dict[str, list[Told]] = {}
    for told in told_on(tx, consent_id):
        by_recipient.setdefault(told.recipient, []).append(told)
    if not by_recipient:
        raise Invalid(Problem("consent_id", _("Nobody was told anything on this consent; no letter is needed.")))
    agency = text_setting(tx, "agency")
    with speaking(language):
        phone, today = text_setting(tx, REPLY_PHONE), consents.today(tx)
        ended = card.revoked_at.astimezone(tx.store.zone).date() if card.revoked_at is not None else today
        story: list[Flowable] = []
        for recipient, told in by_recipient.items():
            story += [PageBreak()] if story else []
            story += _letter(recipient, told, ended, phone)
        frame = PageFrame(_("Please stop"), agency, long_day(today), language)
        return Letters(document(frame, story, NoPerson.FORM), len(by_recipient))


def _letter(recipient: str, told: list[Told], ended: date, phone: str) -> Iterator[Flowable]:
    yield para(recipient, BODY)
    yield Spacer(1, 8 * mm)
    yield para(_("Please use and share it no further"), TITLE)
    said = _("A consent under which we told you something was withdrawn on {day}.")
    yield para(said.format(day=long_day(ended)), BODY)
    yield para(_("What we told you"), HEADING)
    for one in told:
        known = _("referral {number}").format(number=one.referral) if one.referral else ""
        entry = _("entry {number}").format(number=one.number)
        yield para(" · ".join(part for part in (long_day(one.on), known, entry) if part), BODY)
    yield para(_("What we ask of you"), HEADING)
    asks = [
        _("From now on, do not use or share what we told you about this, unless a law or the person allows you to."),
        _("Destroy our file and its passphrase where you do not have to keep them."),
    ]
    if not all(one.no_reply for one in told):
        asks.append(_("Do not tell us anything more about it."))
    yield from (para("•  " + line, BODY) for line in asks)
    yield Spacer(1, 6 * mm)
    yield para(_("No reason has to be given for a withdrawal, and none is given here."), SMALL)
    if phone:
        yield para(_("If something is unclear, call us: {phone}").format(phone=phone), SMALL)
