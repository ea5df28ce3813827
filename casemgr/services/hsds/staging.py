"""A published directory read whole into memory: its rows by table and key, and what was left out."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import available_timezones

from casemgr.core.errors import Invalid, Problem
from casemgr.core.jobs import Job, Progress
from casemgr.i18n import _
from casemgr.records.directory.schema import TABLES
from casemgr.services.hsds.archive import LIMITS, open_archive
from casemgr.services.hsds.read import Directory, open_directory
from casemgr.services.hsds.report import FileReport, file_reports
from casemgr.services.hsds.rows import Rejected, Remark, Row, Value

STEP = 500
READING = 60
"""Percent of an import that is reading."""


@dataclass(frozen=True, slots=True)
class StagedRow:
    """A row as published, and the digest by which a later import knows whether it says something else."""

    values: Mapping[str, Value]
    digest: str


@dataclass
class Staged:
    """A directory in memory."""

    file: str
    zone: str
    digest: str = ""
    rows: dict[str, dict[str, StagedRow]] = field(default_factory=lambda: {name: {} for name in TABLES})
    rejected: list[Rejected] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    files: tuple[FileReport, ...] = ()
    ignored: tuple[str, ...] = ()


def check_zone(zone: str) -> str:
    """The zone, if there is one of that name."""
    if zone not in available_timezones():
        raise Invalid(
            Problem("zone", _("There is no time zone “{zone}”; write it as America/Chicago.").format(zone=zone))
        )
    return zone


def stage(path: Path, zone: str, encoding: str) -> Job[Staged]:
    """Read a directory whole; BadFile when its files are not what they claim to be. Nothing is written."""
    staged = Staged(path.name, check_zone(zone))
    note = _("Reading")
    yield Progress(0, 100, note)
    with open_directory(path, encoding=encoding) as directory:
        yield from _read(directory, staged, note)
        staged.files, staged.ignored = file_reports(directory.tallies), directory.ignored
    staged.digest = _digest_of_files(path)
    return staged


def _read(directory: Directory, staged: Staged, note: str) -> Job[None]:
    for number, entry in enumerate(directory.entries()):
        match entry:
            case Row():
                _keep(staged, entry)
            case Rejected():
                staged.rejected.append(entry)
            case Remark():
                staged.remarks.append(entry)
        if number % STEP == 0:
            yield Progress(int(directory.done * READING), 100, note)


def _keep(staged: Staged, row: Row) -> None:
    if row.table == "schedule":
        row.values["zone"] = staged.zone
    told = {name: value for name, value in row.values.items() if value is not None}
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    digest = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    staged.rows[row.table][row.key] = StagedRow(row.values, digest)


def _digest_of_files(path: Path) -> str:
    """One digest for the zip or the file, or for all files of a folder with their names."""
    if path.is_file():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    digest = hashlib.sha256()
    with open_archive(path, LIMITS) as sources:
        for source in sources:
            with source.open() as stream:
                inner = hashlib.file_digest(stream, "sha256")  # type: ignore[arg-type]
            digest.update(f"{source.name}\0{inner.hexdigest()}\n".encode())
    return digest.hexdigest()
