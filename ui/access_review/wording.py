"""The review of access in words: why a line is there, what was looked at, how it was answered."""

from datetime import date, timedelta, tzinfo

from casemgr.core.kind import KINDS
from casemgr.i18n import N_, _
from casemgr.records.access_reviews import Answered
from casemgr.services.access_review import PATTERNS, Line, WeekOfReview
from ui.fields.when import say_day, say_time
from ui.tokens import Tone
from ui.widgets.rows import Row
from ui.wording import say_short_day

KEYS = {Answered.JUSTIFIED: "J", Answered.UNCLEAR: "U", Answered.REFER: "R"}
ANSWERS = {
    Answered.JUSTIFIED: (N_("Justified"), Tone.OK),
    Answered.UNCLEAR: (N_("Unclear"), Tone.WARN),
    Answered.REFER: (N_("Referred"), Tone.DANGER),
}
WHY = {
    "own": N_("The record or the search has their own name, or the address where they live."),
    "same_surname": N_("Someone of the same surname, who may be family."),
    "same_street": N_("A place in the street where they live."),
    "colleague": N_("Someone who works here, looked up like anyone else."),
    "figure": N_("Someone on the list of people in public life."),
    "no_open_work": N_("They entered nothing here, changed nothing in 90 days, and promised nothing about it."),
    "bulk": N_("With this record they had opened more in one day than is usual."),
    "off_shift": N_("The roster of that day has others on duty, and not them."),
}


def say_week(start: date, today: date) -> str:
    """A week by its first and last day."""
    last = start + timedelta(days=6)
    return _("{first} to {last}").format(first=say_short_day(start, today), last=say_short_day(last, today))


def chip_of(week: WeekOfReview, today: date) -> str:
    """A week as its chip says it: due, signed, or from before there was anything to look at."""
    said = say_week(week.week_start, today)
    if week.due:
        return _("{week} · due").format(week=said)
    return _("{week} · signed").format(week=said) if week.signed_at is not None else said


def looked_at(line: Line) -> str:
    """What was opened or searched for."""
    if line.record_id is None:
        return _("Searched for “{terms}”").format(terms=line.what) if line.what else _("A search")
    kind = _(KINDS[line.kind].one) if line.kind in KINDS else line.kind
    return f"{kind}: {line.what or _('Not shown to you')}"


def say_moment(line: Line, zone: tzinfo) -> str:
    """When it was looked at."""
    at = line.at.astimezone(zone)
    return f"{say_day(at.date())}, {say_time(at.time())}"


def rows_of(lines: list[Line], zone: tzinfo) -> list[Row]:
    """The lines under the pattern each was picked for."""
    rows: list[Row] = []
    for name, (title, _shows) in PATTERNS.items():
        some = [line for line in lines if line.pattern == name]
        if some:
            rows.append(Row(_(title), end=str(len(some)), heading=True))
        rows += [_row(line, zone) for line in some]
    return rows


def _row(line: Line, zone: tzinfo) -> Row:
    chip, tone = ANSWERS[Answered(line.answer)] if line.answer else ("", Tone.NEUTRAL)
    drawing = KINDS[line.kind].icon if line.kind in KINDS else "search"
    return Row(
        line.who, looked_at(line), icon=drawing, chip=_(chip) if chip else "", tone=tone,
        end=say_moment(line, zone), key=line,
    )  # fmt: skip
