"""What someone may have about themselves, from the shell: their card, a copy of it all, who was told what."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from casemgr.cli.output import run_shown, show
from casemgr.cli.shell import app, asked, shift
from casemgr.core.desk import Desk
from casemgr.i18n import Language
from casemgr.services.own.account import own_account
from casemgr.services.own.card import own_card
from casemgr.services.own.copy import own_copy
from casemgr.services.own.giving import OwnPages, Paper, save_own

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="For an account: a day of its period.")]


@app.command()
def own(
    paper: Annotated[Paper, typer.Argument(help="What they are given.")],
    person: Annotated[UUID, typer.Argument(help="The id of the person.")],
    out: Annotated[Path, typer.Option(help="File to write, or a folder for a name that says nothing.")],
    language: Annotated[Language | None, typer.Option(help="Else the language the person reads.")] = None,
    since: Day = None,
    until: Day = None,
    walled: Annotated[bool, typer.Option("--walled", help="For a copy: with what stands behind a wall.")] = False,
) -> None:
    """Save what a person may have about themselves as an encrypted PDF; its passphrase is shown this once."""
    with shift() as begun:
        spoken, period = language or "", (since and since.date(), until and until.date())
        pages = _pages(begun.desk, paper, person, spoken, period, walled=walled)
        left = run_shown(save_own(begun.desk, person, paper, pages, out), quiet=asked().json)
    said = {"number": left.number, "path": left.path, "sha256": left.sha256, "pages": left.pages}
    show(said | {"passphrase": left.passphrase, "left_out": pages.left_out}, as_json=asked().json)


def _pages(desk: Desk, paper: Paper, person: UUID, language: str, period: tuple, *, walled: bool) -> OwnPages:
    if paper is Paper.CARD:
        return desk.ask(own_card, person, language)
    if paper is Paper.COPY:
        return desk.ask(own_copy, person, language, walled=walled)
    return desk.ask(own_account, person, language, *period)
