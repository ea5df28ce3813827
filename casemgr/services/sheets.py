"""Sheets: the papers of a kind, of one record or of its list; window and shell preview, print and save them alike."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from casemgr.core.access import Actor, May
from casemgr.core.desk import Desk
from casemgr.core.errors import NotFound
from casemgr.core.jobs import Job, Progress
from casemgr.core.kind import KINDS
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query, require
from casemgr.i18n import _
from casemgr.records import exports
from casemgr.records.exports import ExportDraft, Form
from casemgr.services.exported import Exported, leave_sealed
from casemgr.services.leaving import Outgoing

Pages = Callable[..., Outgoing]
"""`pages(tx, id, language)` of a record, `pages(tx, language)` of a list; both declared as queries by `sheet`."""


@dataclass(frozen=True)
class Sheet:
    """One paper: of which kind, how it is called, how it is made, and whether of one record or of all."""

    name: str
    kind: str
    title: str
    may: May
    pages: Pages
    of_one: bool

    def about(self, id: UUID | None) -> tuple[UUID, ...]:
        """What its query is asked about."""
        return (id,) if self.of_one and id is not None else ()


SHEETS: dict[str, Sheet] = {}


def sheet(kind: str, title: str, may: May, *, logged: bool = False) -> Callable[[Pages], Pages]:
    """Declare a query that makes the pages of a sheet; `logged` writes each making into the audit."""

    def declare(pages: Pages) -> Pages:
        asked = query(may, logged=logged)(pages)
        of_one = "id" in inspect.signature(pages).parameters
        SHEETS[pages.__name__] = Sheet(pages.__name__, kind, title, may, asked, of_one)
        return asked

    return declare


def sheets_of(kind: str, actor: Actor, *, of_one: bool) -> tuple[Sheet, ...]:
    """The sheets an actor can have of a kind: of one record, or of the list."""
    return tuple(one for one in SHEETS.values() if one.kind == kind and one.of_one is of_one and actor.may(one.may))


def sheet_named(name: str) -> Sheet:
    """The sheet of this name."""
    if name not in SHEETS:
        raise NotFound(_("There is no sheet called “{name}”.").format(name=name))
    return SHEETS[name]


@command(May.SIGN_IN)
def enter_sheet(tx: Tx, name: str, number: str, left: ExportDraft) -> UUID:
    """Enter in the register that a sheet is printed or saved; `number` names the record it tells of, if one."""
    one = sheet_named(name)
    require(tx, one.may)
    walled = KINDS[one.kind].sight.barred  # The register is read by those whom the record is kept from.
    what = " · ".join(said for said in (_(one.title), "" if walled else number) if said)
    return exports.register_export(tx, left.model_copy(update={"what": what}))


def save_sheet(desk: Desk, name: str, number: str, pages: Outgoing, to: Path) -> Job[Exported]:
    """Save a sheet as an encrypted PDF under a passphrase of its own; `to` is a folder or a file."""
    yield Progress(0, 1, _("Encrypting"))
    about: Any = ExportDraft(form=Form.PDF, what=name)
    left = leave_sealed(desk, pages, to, about, partial(desk.do, enter_sheet, name, number))
    yield Progress(1, 1)
    return left
