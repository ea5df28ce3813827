"""The letter gathered from the store: of the person only the categories that leave was given for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from casemgr.core import codes, general
from casemgr.core.access import May
from casemgr.core.audit_anchor import log_mark
from casemgr.core.days import long_day
from casemgr.core.errors import Invalid, Problem
from casemgr.core.languages import language_name
from casemgr.core.settings import REPLY_PHONE, text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.disclosing import Allow
from casemgr.i18n import Language, _, language, speaking
from casemgr.records import notices, people, referrals
from casemgr.records.people import ContactPreference, PersonCard
from casemgr.records.referrals import UNDER_WAY, Referral, ReferralCard
from casemgr.records.referrals.packets import answers, spoken_code
from casemgr.records.referrals.sending import leave_again, told
from casemgr.records.referrals.steps import the_referral
from casemgr.records.referrals.telling import NEEDS, untold
from casemgr.services.exported import good_until
from casemgr.services.packet.letter import Answer, Choice, Letter, NoticeText, ReplyForm, Row, Section


@dataclass(frozen=True)
class Gathered:
    """A letter, and the leave by which it may go out."""

    letter: Letter
    leave: Allow


def check_under_way(row: Referral) -> None:
    """Invalid unless the service itself was told of the referral, and it has not ended."""
    if row.status not in UNDER_WAY or not told(row):
        sentence = _("A packet goes only with a referral that was sent to the service itself and has not ended.")
        raise Invalid(Problem("handoff", sentence))


@query(May.REFER)
def gather(tx: Tx, id: UUID, language: Language, packet: str = "", token: str = "") -> Gathered:
    """The letter of a referral that was sent to a service; `token` in hex, without it there is no way to answer.

    NoConsent where leave has ended since it was sent, Invalid where the service itself is told nothing.
    """
    row = the_referral(tx, id)
    check_under_way(row)
    leave = leave_again(tx, row)
    card = referrals.referral(tx, id)
    with speaking(language):
        letter = Letter(
            language=language,
            agency=text_setting(tx, "agency"),
            number=row.number,
            recipient=" · ".join(part for part in (row.organization_name, row.service_name) if part),
            sent_on=_day(tx, row.requested_at or tx.now),
            good_until=good_until(tx.now),
            greeting=_greeting(tx, no_reply=row.no_reply),
            sections=tuple(section for section in _sections(tx, card, leave) if section.rows),
            notices=tuple(_notices(tx, leave, language)),
            reply=None if row.no_reply or not token else _form(tx, packet, bytes.fromhex(token), wall=bool(row.wall)),
            log=log_mark(tx),
        )
    return Gathered(letter, leave)


def _greeting(tx: Tx, *, no_reply: bool) -> str:
    agency = text_setting(tx, "agency") or _("The police")
    said = [_("{agency} refers someone to you, with no more than they agreed to share.").format(agency=agency)]
    if no_reply:
        said.append(_("We ask for no answer, not even whether they came."))
    else:
        said.append(_("Please tell us how it stands, and nothing of what is said in your care."))
    said.append(_("What you tell us is never used to start enforcement."))
    return " ".join(said)


def _notices(tx: Tx, leave: Allow, language: Language) -> Iterator[NoticeText]:
    for code in sorted(leave.notices):
        said = notices.notice_said(tx, code, language)
        yield NoticeText(said.title, f"{said.text} ({said.source})")


def _sections(tx: Tx, card: ReferralCard, leave: Allow) -> Iterator[Section]:
    person = people.person(tx, card.person_id) if card.person_id is not None and leave.categories else None
    if person is not None:
        for category, rows in _OF_PERSON.items():
            if category in leave.categories:
                yield _section(codes.label(tx, "information_category", category), rows(tx, person))
    unsaid = untold(card.person_id, leave.categories)
    if card.person_id is None or NEEDS in leave.categories:
        access = ", ".join(person.accessibility_needs) if person is not None else ""
        need = codes.label(tx, "need_domain", card.need_domain) if card.need_domain else ""
        yield _section(_("Needs"), {_("Needs help with"): need, _("Needs for access"): access})
    written = {
        "reason": (_("Reason"), card.reason),
        "desired_outcomes": (_("What they hope for"), "; ".join(hope.text for hope in card.desired_outcomes)),
        "when_unavailable": (_("They cannot come"), card.when_unavailable),
        "has_other_responsibilities": (_("Duties to plan around"), card.has_other_responsibilities),
    }
    yield _section(
        _("The referral"),
        {
            **dict(row for name, row in written.items() if name not in unsaid),
            _("Answer by"): long_day(_day(tx, card.acknowledge_by)) if card.acknowledge_by else "",
            _("Program"): card.program,
            _("For"): card.to_contact,
        },
    )


def _section(title: str, rows: Mapping[str, str]) -> Section:
    return Section(title[:1].upper() + title[1:], tuple(Row(label, value) for label, value in rows.items() if value))


def _identity(_tx: Tx, person: PersonCard) -> Mapping[str, str]:
    name = " ".join(part for part in (person.given, person.middle, person.family, person.suffix) if part)
    return {
        _("Name"): name or person.name,
        _("Born"): long_day(person.dob) if person.dob else "",
        _("Pronouns"): person.pronouns,
    }


def _contact_details(_tx: Tx, person: PersonCard) -> Mapping[str, str]:
    """How to reach them; a phone that is not safe is left out, and so is all where they are not to be reached."""
    spoken = {
        _("Language"): language_name(person.preferred_language, language()),
        _("Interpreter"): _("needed") if person.interpreter_needed else "",
    }
    if person.contact_preference is ContactPreference.DONT_REACH_OUT:
        return {_("Reaching them"): _("Do not reach out; they come to you."), **spoken}
    safe = _("Ask us first how they can be reached safely.") if person.has_safe_contact_note else ""
    return {
        _("Reaching them"): safe,
        _("Phone"): ", ".join(phone.raw for phone in person.phones if phone.safe) if not safe else "",
        _("Email"): ", ".join(person.emails) if not safe else "",
        **spoken,
    }


def _location(tx: Tx, person: PersonCard) -> Mapping[str, str]:
    home = person.neighborhood_id
    return {_("Neighborhood"): general.titles(tx, "neighborhoods", [home]).get(home, "") if home else ""}


_OF_PERSON: Mapping[str, Callable[[Tx, PersonCard], Mapping[str, str]]] = {
    "identity": _identity,
    "contact_details": _contact_details,
    "location": _location,
}


def _form(tx: Tx, packet: str, token: bytes, *, wall: bool) -> ReplyForm:
    """What can be answered; words of their own are asked of nobody behind a wall."""
    choices = tuple(
        Choice(Answer(event.value), detail, _answer(tx, Answer(event.value), detail), spoken_code(token, event, detail))
        for event, detail in answers(tx, offered=True)
    )
    return ReplyForm(packet, token, choices, text_setting(tx, REPLY_PHONE), notes=not wall)


def _answer(tx: Tx, answer: Answer, detail: str) -> str:
    if answer is Answer.DECLINE:
        return codes.label(tx, "referral_decline_reason", detail)
    if detail:
        return codes.label(tx, "referral_outcome", detail)
    plain = {
        Answer.ACKNOWLEDGE: _("We have it"),
        Answer.ACCEPT: _("We take them on"),
        Answer.START: _("They have had their first service"),
    }
    return plain[answer]


def _day(tx: Tx, at: datetime) -> date:
    return at.astimezone(tx.store.zone).date()
