"""The data dictionary from the shell: what every column is, without a sign-in, for it tells of no record."""

from pathlib import Path
from typing import Annotated

import typer

from casemgr.cli.output import show
from casemgr.cli.shell import app, asked
from casemgr.core.durable import replace_whole
from casemgr.services.data_dictionary import Form
from casemgr.services.data_dictionary import data_dictionary as written


@app.command("data-dictionary")
def data_dictionary(
    form: Annotated[Form, typer.Option(help="A table for a spreadsheet, or a text to read.")] = Form.MARKDOWN,
    out: Annotated[Path | None, typer.Option(help="File to write; else it is printed.")] = None,
) -> None:
    """Tell of every column of the store: sensitivity, retention, where it may go, searched, blacked out."""
    text = written(form)
    if out is None:
        typer.echo(text, nl=False)
        return
    replace_whole(out, text.encode())
    show({"path": out}, as_json=asked().json)
