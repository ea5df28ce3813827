"""The service directory, from the shell."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from casemgr.cli.output import run_shown, show
from casemgr.cli.shell import app, asked, shift
from casemgr.i18n import _
from casemgr.services.hsds.load import import_directory
from casemgr.services.hsds.read import UTF8
from casemgr.services.hsds.report import ImportReport
from casemgr.services.hsds.rows import Rejected, Remark

directory = typer.Typer(help="The service directory.", no_args_is_help=True)
app.add_typer(directory, name="directory")

COLUMNS = ("read", "added", "changed", "unchanged", "removed", "rejected", "folded")
SHOWN = 20
"""Entries named on the screen; --json names all."""


@directory.command(name="import")
def import_(
    path: Annotated[Path, typer.Argument(help="A zip, a folder, a CSV or a JSON file of HSDS 3.0, 2.0 or 1.1.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    zone: Annotated[str | None, typer.Option(help="Time zone of the opening hours; else the store's own.")] = None,
    encoding: Annotated[str, typer.Option(help="Encoding of the CSV files.")] = UTF8,
) -> None:
    """Bring in a published directory; what you know of services yourselves stays."""
    with shift() as begun:
        job = import_directory(begun.desk, path, dry_run=dry_run, zone=zone, encoding=encoding)
        report = run_shown(job, quiet=asked().json)
    if asked().json:
        show(report, as_json=True)
    else:
        typer.echo("\n".join(_lines(report)))


def _lines(report: ImportReport) -> list[str]:
    width = max((len(t.table) for t in report.tables), default=0)
    lines = [" ".join([" " * width, *(f"{name:>9}" for name in COLUMNS)])]
    lines += [
        " ".join([f"{table.table:<{width}}", *(f"{getattr(table, name):>9}" for name in COLUMNS)])
        for table in report.tables
    ]
    lines += _entries(report)
    lines += _counted(_("Rejected:"), report.rejected)
    lines += _counted(_("Kept, but:"), report.remarks)
    lines += [_("Not read: {file}").format(file=name) for name in report.ignored]
    lines.append(_ending(report))
    return lines


def _entries(report: ImportReport) -> list[str]:
    lines = [
        f"  {entry.how} {entry.table}: {entry.name}" + (f" ({', '.join(entry.fields)})" if entry.fields else "")
        for entry in report.entries[:SHOWN]
    ]
    more = len(report.entries) - SHOWN
    return [*lines, _("  … and {n} more").format(n=more)] if more > 0 else lines


def _counted(title: str, said: Sequence[Rejected | Remark]) -> list[str]:
    """Each reason once, with how many rows it concerns and where the first of them stands."""
    first: dict[tuple[str, str, str], Rejected | Remark] = {}
    counts = Counter[tuple[str, str, str]]()
    for row in said:
        counts[row.file, row.table, row.reason] += 1
        first.setdefault((row.file, row.table, row.reason), row)
    at = _("  {n} × {file} ({table}): {why} First: line {line} {detail}")
    lines = [
        at.format(n=n, file=key[0], table=key[1], why=key[2], line=first[key].line, detail=first[key].detail).rstrip()
        for key, n in counts.most_common()
    ]
    return [title, *lines] if lines else []


def _ending(report: ImportReport) -> str:
    if report.id is not None:
        return _("Imported.") if report.changes else _("Nothing has changed.")
    return _("This is what an import would do; nothing was changed.")
