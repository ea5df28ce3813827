"""Services in words: rows of the list, whether they are open, how fresh an entry is, and everything on a card."""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from casemgr.i18n import N_, _, plural
from casemgr.records.directory import WHY_WORDS, Freshness, OpenState, ServiceCard
from casemgr.records.directory.shown import HoursShown, NumberShown, PlaceShown
from casemgr.services.directory_list import Listed
from ui.facts_view import Fact, Section
from ui.fields.when import read_time, say_day, say_time
from ui.labels import Labels
from ui.tokens import Tone
from ui.widgets.rows import Row
from ui.wording import say_weekday, sentence_case

DAYS = {
    "MO": N_("Monday"),
    "TU": N_("Tuesday"),
    "WE": N_("Wednesday"),
    "TH": N_("Thursday"),
    "FR": N_("Friday"),
    "SA": N_("Saturday"),
    "SU": N_("Sunday"),
}
TONES = {Freshness.GREEN: Tone.OK, Freshness.AMBER: Tone.WARN, Freshness.RED: Tone.DANGER}


def row_of(one: Listed, now: datetime) -> Row:
    """A service in the list: whose it is, what speaks for or against it, and whether it is open."""
    speaks = [_(WHY_WORDS[why]) for why in one.why if why.value not in ("open_now", "closed")]
    stale = _("Unchecked") if one.freshness is Freshness.RED else ""
    line = " · ".join(part for part in (stale, one.organization, *speaks) if part)
    chip, tone = "", Tone.NEUTRAL
    if one.open is not None:
        state = OpenState(open=one.open, until=one.until)
        chip, tone = say_open(state, now)
    return Row(one.name, line, "building", chip, tone, key=one)


def say_open(state: OpenState, now: datetime) -> tuple[str, Tone]:
    """Whether it is open, until when, and when next."""
    if state.open:
        if state.until is None:
            return _("Open"), Tone.OK
        return _("Open until {time}").format(time=say_time(state.until.astimezone(now.tzinfo).time())), Tone.OK
    if state.open is None and state.next_open is None:
        return _("Hours not known"), Tone.NEUTRAL
    if state.next_open is None:
        return _("Closed"), Tone.NEUTRAL
    opens = state.next_open.astimezone(now.tzinfo)
    at = say_time(opens.time())
    said = at if opens.date() == now.date() else f"{say_weekday(opens.date())}, {at}"
    return _("Closed · opens {when}").format(when=said), Tone.NEUTRAL


def say_fresh(card: ServiceCard, today: date) -> tuple[str, Tone]:
    """How long ago the entry was last known to be right."""
    if card.assured_date is None:
        return _("Never checked"), Tone.DANGER
    days = max(0, (today - card.assured_date).days)
    said = plural("Checked {n} day ago", "Checked {n} days ago", days) if days else _("Checked today")
    return said, TONES[card.freshness]


def sections_of(card: ServiceCard, labels: Labels, zone: tzinfo) -> tuple[Section, ...]:
    """Everything shown under the head of a service: what one needs at the curb comes first."""
    return (
        Section(_("In short, for officers"), tuple(_short(card))),
        Section(_("Reach them"), tuple(_reach(card))),
        Section(_("Hours"), tuple(_hours(card))),
        Section(_("Who and how"), tuple(_who(card))),
        Section(_("What we know ourselves"), tuple(_local(card, labels, zone))),
        Section(_("What it does"), (Fact(card.description),) if card.description else ()),
    )


def _short(card: ServiceCard) -> Iterator[Fact]:
    local = card.local
    if card.alert:
        yield Fact(card.alert, _("Note"))
    if local.quick_card:
        yield Fact(local.quick_card)
    if local.police_contact_phone:
        yield Fact(local.police_contact_phone, _("Number for officers"))
    if local.drop_off_instructions:
        yield Fact(local.drop_off_instructions, _("How to bring someone"))


def _reach(card: ServiceCard) -> Iterator[Fact]:
    for phone in card.phones:
        yield Fact(_number(phone), _("Phone"), second=phone.description)
    for place in card.places:
        named = place.name != card.name and bool(place.address)
        yield Fact(place.address or place.name, place.name if named else _("Address"), _at(place))
    for title, said in ((_("Email"), card.email), (_("Website"), card.url)):
        if said:
            yield Fact(said, title)
    for contact in card.contacts:
        said = ", ".join(part for part in (contact.name, contact.title, contact.email) if part)
        yield Fact(said, _("Contact"))


def _number(phone: NumberShown) -> str:
    said = _("{number}, extension {extension}") if phone.extension else "{number}"
    return said.format(number=phone.number, extension=phone.extension)


def _at(place: PlaceShown) -> str:
    return " · ".join(part for part in (place.transportation, *place.accessibility) if part)


def _hours(card: ServiceCard) -> Iterator[Fact]:
    if card.local.open_24_7:
        yield Fact(_("Open around the clock"))
    alike: dict[tuple[str, str], list[str]] = {}
    for rule in card.hours:
        alike.setdefault((_times(rule), _valid(rule)), []).append(rule.days)
    for (times, valid), days in alike.items():
        yield Fact(times, _days(",".join(days)), valid)


def _times(rule: HoursShown) -> str:
    if rule.closed:
        return _("closed")
    if rule.opens_at and rule.closes_at:
        return f"{_time(rule.opens_at)} – {_time(rule.closes_at)}"
    return rule.text or _("not known")


def _time(written: str) -> str:
    read = read_time(written)
    return say_time(read) if read is not None else written


def _days(written: str) -> str:
    codes = list(dict.fromkeys(part.strip() for part in written.split(",") if part.strip()))
    if codes == list(DAYS):
        return _("Every day")
    if codes == list(DAYS)[:5]:
        return _("Monday to Friday")
    return ", ".join(_(DAYS[code]) if code in DAYS else code for code in codes) or _("Hours")


def _valid(rule: HoursShown) -> str:
    dates = " – ".join(part for part in (rule.valid_from, rule.valid_to) if part)
    said = rule.text if rule.opens_at and rule.closes_at else ""
    return " · ".join(part for part in (dates, said) if part)


def _who(card: ServiceCard) -> Iterator[Fact]:
    answers = (
        (_("Who it is for"), card.eligibility_description),
        (_("Ages"), _ages(card)),
        (_("Languages"), ", ".join(card.languages)),
        (_("Documents"), ", ".join(card.documents)),
        (_("How to apply"), card.application_process),
        (_("Cost"), " · ".join(part for part in (card.fees, *card.costs) if part)),
        (_("Wait"), card.wait_time),
        (_("Area"), ", ".join(card.areas)),
        (_("Kind of service"), ", ".join(card.terms)),
    )
    for title, said in answers:
        if said:
            yield Fact(said, title)


def _ages(card: ServiceCard) -> str:
    low, high = card.minimum_age, card.maximum_age
    if low is not None and high is not None:
        return _("{low:g} to {high:g} years").format(low=low, high=high)
    if low is not None:
        return _("from {low:g} years").format(low=low)
    return _("up to {high:g} years").format(high=high) if high is not None else ""


def _local(card: ServiceCard, labels: Labels, zone: tzinfo) -> Iterator[Fact]:
    local = card.local
    room = sentence_case(labels.code("sdohcc_capacity_status", local.capacity_status)) if local.capacity_status else ""
    asked = say_day(local.capacity_checked_at.astimezone(zone).date()) if local.capacity_checked_at else ""
    if room:
        yield Fact(room, _("Room for new people"), _("asked {day}").format(day=asked) if asked else "")
    if local.wait_days is not None:
        yield Fact(plural("{n} day", "{n} days", local.wait_days), _("Wait"))
    answers = (
        (_("Takes people who walk in"), local.walk_in),
        (_("Takes people whom police bring"), local.accepts_police_dropoff),
        (_("Fetches people"), local.transport_available),
        (_("Substance use program (42 CFR Part 2)"), local.part2_program or None),
        (_("Victim services provider (VAWA)"), local.vawa_provider or None),
        (_("Covered by HIPAA"), local.hipaa_entity or None),
    )
    for title, yes in answers:
        if yes is not None:
            yield Fact(_("Yes") if yes else _("No"), title)
    if local.last_good_outcome_at is not None:
        yield Fact(say_day(local.last_good_outcome_at.astimezone(zone).date()), _("Last good outcome"))
    if local.checked_on is not None:
        yield Fact(say_day(local.checked_on), _("Checked by us"))
