"""The table of rights from the shell: who may do what, without a sign-in, for it tells of no record."""

from pathlib import Path
from typing import Annotated

import typer

from casemgr.cli.output import show
from casemgr.cli.shell import app, asked
from casemgr.core.durable import replace_whole
from casemgr.services.data_dictionary import Form
from casemgr.services.rights_table import rights_table


@app.command()
def rights(
    form: Annotated[Form, typer.Option(help="A table for a spreadsheet, or a text to read.")] = Form.MARKDOWN,
    out: Annotated[Path | None, typer.Option(help="File to write; else it is printed.")] = None,
) -> None:
    """Tell of every command and query which right it needs, and of every role what it may do and sees."""
    text = rights_table(form)
    if out is None:
        typer.echo(text, nl=False)
        return
    replace_whole(out, text.encode())
    show({"path": out}, as_json=asked().json)
