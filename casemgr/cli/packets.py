"""Packets and replies from the shell: what leaves with a referral, and what a service says back."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from casemgr.cli.output import run_shown, show
from casemgr.cli.shell import app, asked, shift
from casemgr.core.draft import checked
from casemgr.core.errors import Invalid, Problem
from casemgr.i18n import Language, _
from casemgr.services.exported import Exported
from casemgr.services.own.giving import Paper, save_own
from casemgr.services.packet.answering import ReplyDraft, read_reply, reply_from, take_reply
from casemgr.services.packet.making import make_packet
from casemgr.services.packet.person_slip import person_slip

packets = typer.Typer(help="What leaves with a referral.", no_args_is_help=True)
app.add_typer(packets, name="packet")

Referral = Annotated[UUID, typer.Argument(help="The id of the referral.")]
Folder = Annotated[Path, typer.Option(help="A folder: each file gets a name that says nothing.")]


@packets.command()
def make(
    referral: Referral,
    out: Folder,
    language: Annotated[Language, typer.Option(help="Language of the letter.")] = "en",
    page: Annotated[bool, typer.Option("--page", help="Also a page that opens itself, where it is turned on.")] = False,
) -> None:
    """Save the letter of a referral for its service, encrypted; each passphrase is shown this once."""
    with shift() as begun:
        made = run_shown(make_packet(begun.desk, referral, out, language=language, with_page=page), quiet=asked().json)
    show([_said(one) for one in (made.pdf, made.page) if one is not None], as_json=asked().json)
    if made.trouble:
        typer.echo(made.trouble, err=True)


@packets.command()
def slip(
    referral: Referral,
    out: Folder,
    language: Annotated[Language | None, typer.Option(help="Else the language the person reads.")] = None,
    discreet: Annotated[bool, typer.Option("--discreet", help="Name neither service nor agency.")] = False,
) -> None:
    """Save the slip that the person takes along, encrypted; its passphrase is shown this once."""
    with shift() as begun:
        made = begun.desk.ask(person_slip, referral, language or "", discreet=discreet)
        job = save_own(begun.desk, made.person_id, Paper.SLIP, made.pages, out)
        left = run_shown(job, quiet=asked().json)
    show(_said(left) | {"discreet": made.discreet}, as_json=asked().json)


def _said(left: Exported) -> dict[str, object]:
    named = "number", "path", "sha256", "size", "passphrase"
    return {name: getattr(left, name) for name in named}


@app.command()
def reply(
    file: Annotated[Path | None, typer.Argument(help="The reply file a service sent.")] = None,
    code: Annotated[str, typer.Option(help="Or the code it read out.")] = "",
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day said with a code.")] = None,
    said_by: Annotated[str, typer.Option("--by", help="Who said it.")] = "",
    met: Annotated[
        list[str] | None, typer.Option("--met", help="For help given: ID=ACHIEVED, once for each desired outcome.")
    ] = None,
    look: Annotated[bool, typer.Option("--look", help="Only say what it is; nothing is taken over.")] = False,
) -> None:
    """Take over the answer of a service: once, into the referral it belongs to."""
    if (file is None) == (not code):
        raise Invalid(Problem("code", _("Give either a reply file or a code that was read out.")))
    grades = [dict(zip(("desired_outcome_id", "achievement"), one.split("=", 1), strict=False)) for one in met or ()]
    values = {"content": reply_from(file) if file else "", "code": code, "on": on and on.date(), "said_by": said_by}
    draft = checked(ReplyDraft, values | {"achieved": grades})
    with shift() as begun:
        said = begun.desk.ask(read_reply, draft)
        if not look:
            begun.desk.do(take_reply, draft)
    told = {"referral": said.referral_id, "number": said.number, "says": said.words, "on": said.told.on}
    show(told | {"taken": not look}, as_json=asked().json)
