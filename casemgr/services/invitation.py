"""The next meeting of a neighborhood as it stands on paper: when, where, in which languages, and a code to keep it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID

import segno
from babel.dates import format_date, format_time
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, Table

from casemgr.core.codes import label
from casemgr.core.settings import REPLY_PHONE, text_setting
from casemgr.core.tx import Tx
from casemgr.i18n import _, language
from casemgr.records.meetings import Meeting, next_meeting
from casemgr.services.paper import BODY, HEADING, WIDTH, para

LASTS = timedelta(hours=1.5)
"""How long a meeting is taken to last that says no end."""
CODE = 34 * mm


def when(tx: Tx, moment: datetime) -> str:
    """The day with its weekday, and the time of day, by the town's own clock, in the language in force."""
    there = moment.astimezone(tx.store.zone)
    day = format_date(there.date(), "full", locale=language())
    return f"{day[:1].upper()}{day[1:]}, {format_time(there, 'short', locale=language())}"


def about(tx: Tx, meeting: Meeting) -> Iterator[str]:
    """When, where, and who can take part, a line each."""
    yield when(tx, meeting.starts_at)
    yield meeting.place
    spoken = ", ".join(label(tx, "community_language", code) for code in meeting.languages)
    if spoken:
        yield _("Languages: {languages}").format(languages=spoken)
    if meeting.interpreter:
        yield _("An interpreter is there.")
    if meeting.accessibility_checked:
        yield _("The way in and the seats were checked: everyone can take part.")


def invitation(tx: Tx, neighborhood: UUID) -> Iterator[Flowable]:
    """The next planned meeting of a neighborhood and how to ask about it; nothing but the phone where there is none."""
    meeting = next_meeting(tx, neighborhood)
    phone = text_setting(tx, REPLY_PHONE)
    ask = _("Questions, or something new? Call {phone}.").format(phone=phone) if phone else ""
    if meeting is None:
        if ask:
            yield para(ask, BODY)
        return
    yield para(_("Next meeting: {title}").format(title=meeting.title), HEADING)
    lines = [para(line, BODY) for line in (*about(tx, meeting), ask) if line]
    table = Table([[_code(meeting, phone), lines]], colWidths=[CODE + 4 * mm, WIDTH - CODE - 4 * mm])
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)])
    yield table


def _code(meeting: Meeting, phone: str) -> Image:
    drawn = BytesIO()
    segno.make_qr(calendar_text(meeting, phone), error="m").save(drawn, kind="png", scale=4, border=1)
    drawn.seek(0)
    return Image(drawn, CODE, CODE, hAlign="LEFT")


def calendar_text(meeting: Meeting, phone: str) -> str:
    """The meeting as a camera puts it into a calendar (RFC 5545, the event alone)."""
    end = meeting.ends_at or meeting.starts_at + LASTS
    said = {
        "SUMMARY": _escaped(meeting.title),
        "DTSTART": f"{meeting.starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        "DTEND": f"{end.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        "LOCATION": _escaped(meeting.place),
        "DESCRIPTION": _escaped(phone),
    }
    lines = [f"{name}:{value}" for name, value in said.items() if value]
    return "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", " ")
