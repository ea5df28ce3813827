"""Retention from the shell: what is due, batches, holds, orders to expunge, and their certificates."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from casemgr.cli.output import run_shown, show
from casemgr.cli.shell import app, asked, shift
from casemgr.core import general
from casemgr.core.acts import Nothing
from casemgr.core.draft import checked
from casemgr.i18n import Language, language
from casemgr.records.expungements import OrderDraft, orders_to_clean, propose_expungement
from casemgr.records.holds import HoldDraft, ReleaseDraft, place_hold, release_hold
from casemgr.services import retention
from casemgr.services.retention import ProposeDraft
from casemgr.services.sheets import save_sheet, sheet_named

keeping = typer.Typer(help="Retention: what is due, disposal, holds, expungement.", no_args_is_help=True)
app.add_typer(keeping, name="retention")
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]
SHEETS = {"disposals": "disposal_certificate", "expungements": "expungement_certificate"}


@keeping.command()
def due() -> None:
    """The three lists: past due, due within thirty days, scheduled."""
    with shift() as begun:
        show(begun.desk.ask(retention.disposition), as_json=asked().json)


@keeping.command()
def propose(
    classes: Annotated[
        list[str] | None, typer.Option("--class", help="A class such as contact; may be given again.")
    ] = None,
    most: Annotated[int, typer.Option(help="Records of each kind, at most.", min=1, max=2000)] = 500,
) -> None:
    """Propose a batch of what is past due; nothing goes before a second person approves it."""
    with shift() as begun:
        draft = checked(ProposeDraft, {"classes": classes or [], "most": most})
        show({"disposal": begun.desk.do(retention.propose_disposal, draft)}, as_json=asked().json)


@keeping.command()
def approve(disposal: Annotated[UUID, typer.Argument(help="The id of the batch.")]) -> None:
    """Approve a batch somebody else proposed: its records are deleted, their numbers and dates kept."""
    with shift() as begun:
        begun.desk.do(retention.approve_disposal, disposal, Nothing())
        reading = begun.desk.ask(general.reading, "disposals", disposal)
    show(reading, as_json=asked().json)


@keeping.command()
def hold(
    matter: Annotated[str, typer.Option(help="Such as a docket number; no names.")],
    basis: Annotated[str, typer.Option(help="subpoena, audit, legal or records_request.")],
    people: Annotated[list[UUID] | None, typer.Option("--person", help="The id of a person.")] = None,
    numbers: Annotated[list[str] | None, typer.Option("--number", help="The number of a record.")] = None,
    neighborhood: Annotated[UUID | None, typer.Option(help="Everything of a neighborhood.")] = None,
    staff: Annotated[UUID | None, typer.Option(help="Everything of a member of staff.")] = None,
    kind: Annotated[str, typer.Option(help="Of this kind of record alone.")] = "",
    since: Day = None,
    until: Day = None,
) -> None:
    """Hold records: nothing deletes, overwrites or merges them away until it is released."""
    said: dict[str, Any] = {"matter": matter, "basis": basis, "people": people or [], "numbers": numbers or []}
    said |= {"neighborhood_id": neighborhood, "staff_id": staff, "only_kind": kind}
    said |= {"since": since and since.date(), "until": until and until.date()}
    with shift() as begun:
        show({"hold": begun.desk.do(place_hold, checked(HoldDraft, said))}, as_json=asked().json)


@keeping.command()
def release(
    id: Annotated[UUID, typer.Argument(help="The id of the hold.")],
    reason: Annotated[str, typer.Option(help="Why it ends.")],
) -> None:
    """Release a hold."""
    with shift() as begun:
        begun.desk.do(release_hold, id, checked(ReleaseDraft, {"reason": reason}))


@keeping.command()
def order(
    number: Annotated[str, typer.Option("--order", help="The number of the order.")],
    authority: Annotated[str, typer.Option(help="The court or the law.")],
    day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day of the order.")],
    person: Annotated[UUID | None, typer.Option(help="The id of the person.")] = None,
    numbers: Annotated[list[str] | None, typer.Option("--number", help="Or the number of a record.")] = None,
) -> None:
    """Enter an order to expunge; a second person carries it out."""
    said = {"order_number": number, "authority": authority, "ordered_on": day.date()}
    said |= {"person_id": person, "numbers": numbers or []}
    with shift() as begun:
        show({"expungement": begun.desk.do(propose_expungement, checked(OrderDraft, said))}, as_json=asked().json)


@keeping.command()
def expunge(id: Annotated[UUID, typer.Argument(help="The id of the order, as it was entered.")]) -> None:
    """Carry out an order somebody else entered, and clean the file; stopped midway, it goes on when run again."""
    with shift() as begun:
        waiting = id in begun.desk.ask(orders_to_clean)
        job = retention.clean(begun.desk, id) if waiting else retention.expunge(begun.desk, id)
        run_shown(job, quiet=asked().json)
        show(begun.desk.ask(general.reading, "expungements", id), as_json=asked().json)


@keeping.command()
def certificate(
    kind: Annotated[str, typer.Argument(help="disposals or expungements.")],
    id: Annotated[UUID, typer.Argument(help="The id of the batch or the order.")],
    out: Annotated[Path, typer.Option(help="File to write, or a folder for a name that says nothing.")],
    spoken: Annotated[Language | None, typer.Option("--language", help="Else the language of the shell.")] = None,
) -> None:
    """Save a certificate as an encrypted PDF; its passphrase is shown this once."""
    name = SHEETS.get(kind, kind)
    with shift() as begun:
        number = begun.desk.ask(general.reading, kind, id).number
        pages = begun.desk.ask(sheet_named(name).pages, id, spoken or language())
        left = run_shown(save_sheet(begun.desk, name, number, pages, out), quiet=asked().json)
    show({said: getattr(left, said) for said in ("number", "path", "sha256", "passphrase")}, as_json=asked().json)
