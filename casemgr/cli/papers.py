"""What someone may have about themselves, and their consents on paper and taken back, from the shell."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from casemgr.cli.output import run_shown, save, show
from casemgr.cli.shell import app, asked, shift
from casemgr.core.desk import Desk
from casemgr.core.draft import checked
from casemgr.i18n import Language
from casemgr.records import consents
from casemgr.records.consents import RevokeDraft
from casemgr.services.consent_form.blank import blank_form
from casemgr.services.consent_form.cautions import cautions
from casemgr.services.consent_form.filled import form_of, save_form
from casemgr.services.exported import Exported
from casemgr.services.own.account import own_account
from casemgr.services.own.card import own_card
from casemgr.services.own.copy import own_copy
from casemgr.services.own.giving import OwnPages, Paper, save_own
from casemgr.services.withdrawing import save_letters, stop_letters, told_on

Out = Annotated[Path, typer.Option(help="File to write, or a folder for a name that says nothing.")]
Spoken = Annotated[Language | None, typer.Option(help="Else the language the person reads.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="For an account: a day of its period.")]


@app.command()
def own(
    paper: Annotated[Paper, typer.Argument(help="What they are given.")],
    person: Annotated[UUID, typer.Argument(help="The id of the person.")],
    out: Out,
    language: Spoken = None,
    since: Day = None,
    until: Day = None,
    walled: Annotated[
        bool, typer.Option("--walled", help="For a copy or an account: with what stands behind a wall.")
    ] = False,
) -> None:
    """Save what a person may have about themselves as an encrypted PDF; its passphrase is shown this once."""
    with shift() as begun:
        spoken, period = language or "", (since and since.date(), until and until.date())
        pages = _pages(begun.desk, paper, person, spoken, period, walled=walled)
        left = run_shown(save_own(begun.desk, person, paper, pages, out), quiet=asked().json)
    show(_said(left) | {"left_out": pages.left_out}, as_json=asked().json)


def _said(left: Exported) -> dict[str, object]:
    return {name: getattr(left, name) for name in ("number", "path", "sha256", "pages", "passphrase")}


def _pages(desk: Desk, paper: Paper, person: UUID, language: str, period: tuple, *, walled: bool) -> OwnPages:
    if paper is Paper.CARD:
        return desk.ask(own_card, person, language)
    if paper is Paper.COPY:
        return desk.ask(own_copy, person, language, walled=walled)
    return desk.ask(own_account, person, language, *period, walled=walled)


@app.command()
def consent_form(
    out: Out,
    consent: Annotated[UUID | None, typer.Option(help="A consent that was recorded; else a blank form.")] = None,
    recipients: Annotated[str, typer.Option("--for", help="On a blank form: with whom, in words.")] = "",
    service: Annotated[UUID | None, typer.Option(help="On a blank form: with which service.")] = None,
    share: Annotated[list[str] | None, typer.Option(help="On a blank form: a category that is ticked.")] = None,
    language: Spoken = None,
    large: Annotated[bool, typer.Option("--large", help="In large print.")] = False,
) -> None:
    """Save a consent form to be signed on paper; filled in, it is encrypted and its passphrase shown this once."""
    with shift() as begun:
        if consent is None:
            pages = begun.desk.ask(blank_form, language or "en", service, recipients, share or (), large=large)
            for warning in cautions(pages):
                typer.echo(warning, err=True)
            save(out / f"{pages.version}.pdf" if out.is_dir() else out, pages.pdf)
            show({"version": pages.version, "checked": not pages.unchecked}, as_json=asked().json)
            return
        filled = begun.desk.ask(form_of, consent, language or "", large=large)
        person, warnings = begun.desk.ask(consents.consent, consent).person_id, cautions(filled)
        for warning in warnings:
            typer.echo(warning, err=True)
        left = run_shown(save_form(begun.desk, person, filled, out), quiet=asked().json)
    said = {"version": filled.version, "checked": not filled.unchecked, "warnings": warnings}
    show(_said(left) | said, as_json=asked().json)


@app.command()
def withdraw(
    consent: Annotated[UUID, typer.Argument(help="The id of the consent.")],
    reason: Annotated[str, typer.Option(help="Why, and who said so.")],
    letters: Annotated[Path | None, typer.Option(help="Save the letters to those who were told, encrypted.")] = None,
    language: Annotated[Language, typer.Option(help="Language of the letters.")] = "en",
) -> None:
    """Record that a consent is taken back, and list who was told on it."""
    draft = checked(RevokeDraft, {"reason": reason})
    with shift() as begun:
        begun.desk.do(consents.revoke_consent, consent, draft)
        told = begun.desk.ask(told_on, consent)
        left = None
        if letters is not None and told:
            made = begun.desk.ask(stop_letters, consent, language)
            left = run_shown(save_letters(begun.desk, consent, made, letters), quiet=asked().json)
    show({"told": told, "letters": _said(left) if left is not None else None}, as_json=asked().json)
