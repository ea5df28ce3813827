"""The weekly review, from the shell: counts in and out of each queue, signed and printed."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from casemgr.cli.output import save, show
from casemgr.cli.shell import app, asked, shift
from casemgr.core.draft import checked
from casemgr.i18n import _, language
from casemgr.records.reviews import SheetDraft
from casemgr.services.review.pdf import week_pages
from casemgr.services.review.sheet import Sheet, sign_week, week
from casemgr.services.review.spans import QUEUE_NAMES


@app.command()
def review(
    day: Annotated[
        datetime | None, typer.Option("--week", formats=["%Y-%m-%d"], help="A day of the week; else the one running.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write the sheet to this PDF.")] = None,
    sign: Annotated[bool, typer.Option("--sign", help="Sign it as it stands; it is kept.")] = False,
    note: Annotated[str, typer.Option(help="A note under what is signed.")] = "",
) -> None:
    """Count what came into each queue of the review in a week and what left it."""
    wanted = None if day is None else day.date()
    with shift() as begun:
        if sign:
            counted = begun.desk.ask(week, wanted)
            begun.desk.do(sign_week, checked(SheetDraft, {"week_start": counted.week_start, "note": note}))
        sheet = begun.desk.ask(week, wanted)
        pdf = begun.desk.ask(week_pages, sheet.week_start, language()) if out is not None else None
    if out is not None and pdf is not None:
        save(out, pdf)
    show(_said(sheet), as_json=True) if asked().json else typer.echo("\n".join(_lines(sheet)))


def _said(sheet: Sheet) -> dict[str, date | datetime | bool | str | list[dict[str, int | str]] | None]:
    return {
        "week_start": sheet.week_start,
        "signed_name": sheet.signed_name,
        "signed_at": sheet.signed_at,
        "adds_up": sheet.adds_up,
        "queues": [
            {"queue": one.queue.value, "start": one.start, "new": one.new, "closed": one.closed, "end": one.end}
            for one in sheet.flows
        ],
    }


def _lines(sheet: Sheet) -> list[str]:
    columns = (_("start"), _("new"), _("closed"), _("end"))
    lines = [f"{sheet.week_start}  " + " ".join(f"{name:>9}" for name in columns)]
    for one in sheet.flows:
        numbers = (one.start, one.new, one.closed, one.end)
        lines.append(f"{_(QUEUE_NAMES[one.queue]):<12}" + " ".join(f"{n:>9}" for n in numbers))
    lines.append(_("It adds up in every queue.") if sheet.adds_up else _("It does not add up."))
    lines.append(_("Signed by {name}.").format(name=sheet.signed_name) if sheet.signed_at else _("Not signed."))
    return lines
