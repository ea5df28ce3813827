"""What the head of a person says of them: a line, and a chip for everything one must not overlook."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from casemgr.core.access import Label
from casemgr.i18n import N_, _, plural
from casemgr.records.people import ContactPreference, PersonCard
from casemgr.services.face_sheet import FaceSheet
from ui.fields.when import say_day
from ui.tokens import Tone
from ui.wording import say_language, say_short_day

ENDS_SOON = timedelta(days=30)
"""A consent that ends within these is shown as a warning (domain 5.2)."""
LABELS = {
    Label.RESTRICTED: N_("Restricted record"),
    Label.JUVENILE: N_("Juvenile record"),
    Label.VICTIM_SERVICES: N_("Victim services record"),
    Label.SUBSTANCE_USE_PART2: N_("Part 2 record"),
}


@dataclass(frozen=True)
class Fact:
    """A chip in the head."""

    text: str
    tone: Tone = Tone.NEUTRAL


def line_of(card: PersonCard) -> str:
    """What tells a person apart: birth, pronouns, number."""
    return " · ".join(part for part in (_born(card), card.pronouns, card.number) if part)


def _born(card: PersonCard) -> str:
    if card.dob is not None:
        return _("born {day}, {age} years").format(day=say_day(card.dob), age=card.age)
    return _("about {band} years").format(band=card.age_band) if card.age_band else ""


def facts_of(sheet: FaceSheet, today: date, zone: tzinfo) -> list[Fact]:
    """The chips of a person, what binds us first."""
    card = sheet.card
    facts = [Fact(_("Entered in error"), Tone.DANGER)] if card.withdrawn else []
    if card.label in LABELS:
        facts.append(Fact(_(LABELS[card.label]), Tone.WARN))
    if card.contact_preference is ContactPreference.DONT_REACH_OUT:
        facts.append(Fact(_("Do not reach out"), Tone.DANGER))
    if card.preferred_language:
        language = say_language(card.preferred_language)
        said = _("{language}, interpreter needed") if card.interpreter_needed else "{language}"
        facts.append(Fact(said.format(language=language), Tone.INFO))
    facts.append(_consent(sheet, today))
    return [*facts, *_open(sheet), _met(sheet.last_contact, today, zone)]


def _consent(sheet: FaceSheet, today: date) -> Fact:
    if sheet.consent_until is not None:
        soon = sheet.consent_until - today < ENDS_SOON
        day = say_short_day(sheet.consent_until, today)
        return Fact(_("Consent until {day}").format(day=day), Tone.WARN if soon else Tone.OK)
    if sheet.consent_refused:
        return Fact(_("Consent refused"), Tone.DANGER)
    return Fact(_("No consent"))


def _open(sheet: FaceSheet) -> list[Fact]:
    facts: list[Fact] = []
    if sheet.open_followups:
        said = plural("{n} open follow-up", "{n} open follow-ups", sheet.open_followups)
        facts.append(Fact(said, Tone.WARN))
    if sheet.open_referrals:
        said = plural("{n} referral under way", "{n} referrals under way", sheet.open_referrals)
        facts.append(Fact(said, Tone.INFO))
    return facts


def _met(moment: datetime | None, today: date, zone: tzinfo) -> Fact:
    if moment is None:
        return Fact(_("No contact yet"))
    day = say_short_day(moment.astimezone(zone).date(), today)
    return Fact(_("Last contact {day}").format(day=day))
