"""A service for a need as a row: its name, and in words why it stands where it does."""

from datetime import datetime

from casemgr.i18n import N_, _
from casemgr.records.directory import Freshness
from casemgr.services.choosing.offers import Offer
from casemgr.services.choosing.ranking import Facts, Why
from ui.fields.when import say_day, say_time
from ui.tokens import Tone
from ui.widgets.rows import Row
from ui.wording import sentence_case

FRESH = {
    Freshness.GREEN: (N_("Checked lately"), Tone.OK),
    Freshness.AMBER: (N_("Checked some time ago"), Tone.WARN),
    Freshness.RED: (N_("Not checked for long"), Tone.DANGER),
}
FLAGS = {Why.FULL: N_("No room"), Why.CLOSED: N_("Closed now"), Why.WAITLIST: N_("Waiting list")}


def row_of(offer: Offer, now: datetime) -> Row:
    """A service with why it stands there, `now` in the town's zone; a stale entry is flagged, none is hidden."""
    facts = offer.ranked.facts
    said = [words for reason in offer.ranked.reasons if (words := say(reason.why, facts, now))]
    line = sentence_case(" · ".join(said)) or _("Nothing known that speaks for or against")
    chip, tone = _flag(offer)
    title = " · ".join(part for part in (offer.name, offer.organization) if part)
    return Row(title, line, "building", chip, tone, key=offer)


def _flag(offer: Offer) -> tuple[str, Tone]:
    if offer.freshness is Freshness.RED:
        return _(FRESH[Freshness.RED][0]), Tone.DANGER
    against = next((FLAGS[one.why] for one in offer.ranked.reasons if one.why in FLAGS), "")
    if against:
        return _(against), Tone.WARN
    if offer.freshness is Freshness.AMBER:
        return _("Checked {n} d ago").format(n=offer.checked_days), Tone.WARN
    return "", Tone.NEUTRAL


def say(why: Why, facts: Facts, now: datetime) -> str:
    """One reason in words."""
    if why is Why.OPEN:
        return _hours(facts.until, now, _("open now"), _("open now until {time}"))
    if why is Why.CLOSED:
        return _hours(facts.next_open, now, _("closed now"), _("closed now, opens {time}"))
    if why in (Why.ROOM, Why.FULL):
        room = _("has room") if why is Why.ROOM else _("has no room")
        return room if facts.room_days is None else _("{room}, checked {n} d ago").format(room=room, n=facts.room_days)
    if why is Why.WAITLIST:
        return _("waits {n} d").format(n=facts.wait_days) if facts.wait_days is not None else _("has a waiting list")
    if why in (Why.NEAR, Why.FAR) and facts.distance_km is not None:
        return _("{n} km away").format(n=facts.distance_km)
    if why in (Why.WORKED, Why.SELDOM_WORKED):
        return _("took {took} of {sent}, {connected} connected").format(
            took=facts.took, sent=facts.sent, connected=facts.connected
        )
    plain = {
        Why.DROP_OFF: _("takes people police bring"),
        Why.NO_DROP_OFF: _("not known to take people police bring"),
        Why.LANGUAGE: _("speaks their language"),
        Why.OTHER_LANGUAGE: _("does not speak their language"),
    }
    return plain.get(why, "")


def _hours(at: datetime | None, now: datetime, without: str, with_time: str) -> str:
    if at is None:
        return without
    local = at.astimezone(now.tzinfo)
    said = (
        say_time(local.time()) if local.date() == now.date() else f"{say_day(local.date())}, {say_time(local.time())}"
    )
    return with_time.format(time=said)
