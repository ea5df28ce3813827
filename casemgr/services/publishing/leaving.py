"""Open data leaves: of a month that is over and was signed by someone else, tested, registered, then named."""

import hashlib
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from casemgr.core.access import May, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import BadFile, Invalid, NotAllowed, Problem
from casemgr.core.jobs import Job, Progress
from casemgr.core.settings import text_setting, threshold
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import LANGUAGES, N_, _, speaking
from casemgr.records import exports
from casemgr.records.exports import ExportDraft, Form
from casemgr.records.months import Signature, review_of, signatures
from casemgr.records.staff import staff_names
from casemgr.services import inner_zip
from casemgr.services.exported import Exported, leave
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.publishing.package import SUMS, package
from casemgr.services.publishing.tables import tables
from casemgr.services.summary import figures, totals
from casemgr.services.summary.figures import Figures
from casemgr.services.summary.period import Month, month

EMBARGO = timedelta(days=7)
"""What was written down so lately may still be put right."""
WHAT = N_("Open data of a month")


@query(May.EXPORT)
def data_package(tx: Tx, month_text: str) -> Outgoing:
    """The open data of a month such as 2026-10, as a ZIP.

    NotAllowed for who does not see the whole agency, or alone; Invalid for a month that is not over.
    """
    if tx.actor.scope is not Scope.ALL:
        raise NotAllowed(_("Open data is of the whole agency. Someone who sees all of it has to release it."))
    wanted = month(month_text)
    _first, end = wanted.borders(tx.store.zone)
    if tx.now < end + EMBARGO:
        raise Invalid(Problem("month", _("A month is released seven days after its end at the earliest.")))
    with speaking(LANGUAGES[0]):
        counted = figures(tx, month_text)
    signed = _signed_by_another(tx, wanted, counted)
    least = threshold(tx, "publish_least")
    by = staff_names(tx).get(signed.by, "")
    made = package(tables(counted, least), text_setting(tx, "agency"), str(wanted), f"{tx.now:%Y-%m-%d}", by, least)
    return Outgoing(made, NoPerson.FIGURES)


def _signed_by_another(tx: Tx, wanted: Month, counted: Figures) -> Signature:
    there = review_of(tx, wanted.number, None)
    others = [one for one in signatures(tx, there.id) if one.by != tx.actor.id] if there is not None else []
    if not others:
        raise NotAllowed(_("Nobody else has signed this month. Two have to agree on what is released."))
    if totals.changed(others[0].totals, counted):
        said = _(
            "These are not the figures that were signed: they changed, or one of you sees records the other does not."
        )
        raise NotAllowed(said)
    return others[0]


@command(May.EXPORT)
def enter_package(tx: Tx, month_text: str, left: ExportDraft) -> UUID:
    """Enter in the register that a month's open data is saved; nobody is in it, so it need not be encrypted."""
    what = f"{_(WHAT)} · {month(month_text)}"
    return exports.register_export(tx, left.model_copy(update={"form": Form.OPEN_DATA, "what": what}))


def publish(desk: Desk, month_text: str, to: Path) -> Job[Exported]:
    """Save the open data of a month into a folder or under a name."""
    yield Progress(0, 1, _(WHAT))
    made = desk.ask(data_package, month_text)
    about = ExportDraft(form=Form.OPEN_DATA, what=_(WHAT), sha256=hashlib.sha256(made).hexdigest())
    left = leave(desk, made, to, about, partial(desk.do, enter_package, month_text), check)
    yield Progress(1, 1)
    return left


def check(path: Path) -> None:
    """Open a package and compare each member with its digest; BadFile where one is not what it was."""
    with inner_zip.opened(path.read_bytes()) as archive:
        for line in archive.read(SUMS).decode().splitlines():
            digest, _space, name = line.partition("  ")
            if hashlib.sha256(archive.read(name)).hexdigest() != digest:
                raise BadFile(_("The package is damaged."))
