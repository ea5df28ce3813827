"""Neighborhoods from the shell: their boundaries from a file."""

from pathlib import Path
from typing import Annotated

import typer

from casemgr.cli.output import show
from casemgr.cli.shell import app, asked, shift
from casemgr.core.errors import BadFile
from casemgr.i18n import _
from casemgr.records.neighborhoods import MOST_SIGNS, outlines_in, set_boundaries

areas = typer.Typer(help="Neighborhoods: their boundaries.", no_args_is_help=True)
app.add_typer(areas, name="neighborhoods")


@areas.command()
def boundaries(
    file: Annotated[Path, typer.Argument(help="A GeoJSON file of polygons, each with the code or name of one.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be set, and set nothing.")] = False,
) -> None:
    """Set the boundaries a file names, feature by feature; all that fit, or none where one is wrong."""
    text = _read(file)
    with shift() as begun:
        found = begun.desk.ask(outlines_in, text)
        count = 0 if dry_run else begun.desk.do(set_boundaries, text)
    rows = [{"feature": one.place, "named": one.named, "found": one.found, "why": one.why} for one in found]
    show({"set": count, "features": rows}, as_json=asked().json)


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            raw = opened.read(MOST_SIGNS + 1)
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(_("This file is not text in UTF-8.")) from error
    except OSError as error:
        raise BadFile(_("The file {name} cannot be read.").format(name=file.name)) from error
