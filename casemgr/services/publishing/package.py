"""The package: tables as CSV, what each column means, how it was counted, what was left out, and digests."""

import csv
import hashlib
import io
import json
from collections.abc import Sequence

from casemgr.services import inner_zip
from casemgr.services.publishing.tables import Table
from casemgr.services.spreadsheet import guarded

SUMS = "SHA256SUMS"
LICENSE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
METHODS = """# How this was counted

{agency}, {month}. Counted {counted} from the records of the whole agency; signed by {signed}, released by another.

- A month is released seven days after its end at the earliest.
- A part of all contacts or referrals is shown where it is {least} or more. Smaller ones, and with them those of which
  there was none, stand together as `others_together`; where that comes to less than {least}, another joins them, the
  first by its code. What is less than {least} in all is withheld: the cell is empty and its `status` says so.
- Of people in crisis a count is shown only where it, the whole and the rest are each zero or {least} or more.
- Meetings, issues, projects, patrols and education sessions are no counts of people and are shown as they are.
- Left out altogether: whatever names or places anyone; figures on the young; concerns and commendations; training;
  exact addresses and times.
- A person is counted once for each contact or encounter. What was marked entered in error is not counted.
- Months that change later are not released again by parts: a difference of a few would be a small count itself.
"""


def package(tables: Sequence[Table], agency: str, month: str, counted: str, signed: str, least: int) -> bytes:
    """A ZIP of everything; the same tables make the same bytes."""
    methods = METHODS.format(agency=agency, month=month, counted=counted, signed=signed, least=least)
    members = [(f"{table.name}.csv", _csv(table)) for table in tables]
    members.append(("datapackage.json", _described(tables, agency, month)))
    members.append(("METHODS.md", methods.encode()))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in members)
    return inner_zip.write([*members, (SUMS, sums.encode())])


def _csv(table: Table) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in table.fields])
    writer.writerows([guarded(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode()


def _described(tables: Sequence[Table], agency: str, month: str) -> bytes:
    """What the package holds, in the form of Frictionless Data Package."""
    said = {
        "name": f"community-work-{month}",
        "title": f"Community work of {agency}, {month}",
        "licenses": [LICENSE],
        "resources": [
            {
                "name": table.name,
                "title": table.title,
                "path": f"{table.name}.csv",
                "format": "csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [{"name": f.name, "type": f.type, "description": f.meaning} for f in table.fields],
                    "missingValues": [""],
                },
            }
            for table in tables
        ],
    }
    return json.dumps(said, indent=1, ensure_ascii=False).encode()
