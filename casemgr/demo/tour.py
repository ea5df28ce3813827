"""The tour: what the founding study asks for, each statement done in the demo town and shown (`tour.json`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from casemgr import app
from casemgr.app import Shift
from casemgr.core import calling, general
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError, Unwritable
from casemgr.core.home import Home
from casemgr.core.jobs import Job, Progress, run
from casemgr.core.stretch import Effort
from casemgr.core.vault import Vault
from casemgr.core.verbs import COMMANDS, QUERIES
from casemgr.demo import books, crew
from casemgr.demo.books import Paper, RecordOf, Statement, Step
from casemgr.demo.building import build
from casemgr.demo.named import Named
from casemgr.i18n import _
from casemgr.records.neighborhoods import neighborhood_named
from casemgr.records.staff import staff
from casemgr.services.choosing import offers  # noqa: F401  (a query a step asks)
from casemgr.services.exported import Exported
from casemgr.services.own import giving as own
from casemgr.services.own.card import own_card
from casemgr.services.own.giving import save_own
from casemgr.services.packet.making import make_packet
from casemgr.services.publishing import publish
from casemgr.services.sheets import save_sheet, sheet_named
from casemgr.services.summary import figures, totals
from casemgr.services.summary.figures import Figures, said
from casemgr.services.summary.review import sign_month
from casemgr.shift import desk_beside

READER = "s.okafor"
"""Reads the month before and after each stop."""


@dataclass(frozen=True)
class Stop:
    """What one statement left: the steps in words, the record, the figure of the month, and the paper.

    `kind` and `id` open the record; `record` says it in words.
    """

    statement: str
    shown_by: str
    done: tuple[str, ...]
    record: str
    kind: str
    id: UUID
    figure: str
    before: str
    after: str
    paper: Path
    passphrase: str
    pages: int


def tour(home: Home, out: Path, *, effort: Effort | None = None) -> Job[tuple[Stop, ...]]:
    """Walk every statement in order in the demo town at `home`, which is built first where there is none.

    The papers are saved encrypted into `out`. CaseError where there is another store, and, with the statement, where a
    step fails, or goes through where it has to be refused. `effort` is that of the key file.
    """
    if home.there:
        _check_demo(home, effort)
    _make(out)
    if not home.there:
        yield from build(home, effort=effort or Effort.REAL)
    statements = books.tour().statements
    stops: list[Stop] = []
    with _town(home, effort) as guide:
        for n, one in enumerate(statements):
            yield Progress(n, len(statements), one.statement)
            stops.append(_walked(guide, n + 1, one, out))
    yield Progress(len(statements), len(statements))
    return tuple(stops)


def _check_demo(home: Home, effort: Effort | None) -> None:
    there = {user.name for user in Vault.load(home.vault, effort=effort).users}
    if not {one.user for one in books.town().staff} <= there:
        raise CaseError(_("This is no demo town as it was built. Build one first: casemgr demo"))


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(_("The folder {name} cannot be made there.").format(name=out)) from error


@contextmanager
def _town(home: Home, effort: Effort | None) -> Iterator["Guide"]:
    shift = app.unlock(home, crew.founder(books.town()).user, crew.PASSPHRASE, effort=effort)
    try:
        yield Guide(shift)
    finally:
        shift.end()


def _walked(guide: "Guide", n: int, one: Statement, out: Path) -> Stop:
    try:
        return guide.stop(one, out)
    except CaseError as error:
        said = _("Stop {n}, “{statement}”, failed: {why}")
        raise CaseError(said.format(n=n, statement=one.statement, why=error)) from error


class Guide:
    """Walks from stop to stop; everybody signs in with a passphrase of their own, and signs what they do."""

    def __init__(self, shift: Shift) -> None:
        self._shift = shift
        self._desks = {crew.founder(books.town()).user: shift.desk}
        admin = shift.desk
        today = admin.store.clock().astimezone(admin.store.zone).date()
        quarters = {one.code: admin.ask(neighborhood_named, one.code) for one in books.town().neighborhoods}
        ids = {row.user_name: row.id for row in admin.ask(staff).rows}
        self._named = Named(today, admin.store.zone, quarters, ids)
        self._month = f"{today:%Y-%m}"
        self._figures = self._read()

    def stop(self, one: Statement, out: Path) -> Stop:
        """Do what a statement asks for, and show what it left."""
        done = tuple(self._step(step) for step in one.steps)
        before, self._figures = self._figures, self._read()
        label, was = _figure(before, one.figure)
        left = self._save(one.paper, out)
        return Stop(
            statement=one.statement,
            shown_by=one.shown_by,
            done=done,
            record=self._record(one.record),
            kind=one.record.kind,
            id=self._id(self._desk(one.record.who), one.record.id),
            figure=label,
            before=was,
            after=_figure(self._figures, one.figure)[1],
            paper=left.path,
            passphrase=left.passphrase,
            pages=left.pages,
        )

    def _desk(self, user: str) -> Desk:
        if user not in self._desks:
            try:
                keys = self._shift.vault.open(user, crew.PASSPHRASE)
            except CaseError as refused:
                raise CaseError(f"{user}: {refused}") from refused
            self._desks[user] = desk_beside(self._shift, keys)
        return self._desks[user]

    def _read(self) -> Figures:
        return self._desk(READER).ask(figures, self._month)

    def _step(self, step: Step) -> str:
        desk = self._desk(step.who)
        verb = calling.named(COMMANDS | QUERIES, step.do)
        positional, named = calling.bind(verb, self._named.filled(desk, step.given))
        try:
            result = (desk.do if step.do in COMMANDS else desk.ask)(verb, *positional, **named)
        except CaseError as refused:
            if not step.refused:
                raise CaseError(f"{step.who}, {step.do}: {refused}") from refused
            return f"{step.who}: {step.do} – {_('refused')}: {refused}"
        if step.refused:
            raise CaseError(_("“{step}” should have been refused.").format(step=step.do))
        if step.name:
            self._named.made[step.name] = result
        found = f" – {len(result)}" if isinstance(result, list) else ""
        return f"{step.who}: {step.do}{found}"

    def _record(self, one: RecordOf) -> str:
        desk = self._desk(one.who)
        reading = desk.ask(general.reading, one.kind, self._id(desk, one.id))
        number = "" if reading.number and reading.number in reading.title else reading.number or str(reading.id)
        return " · ".join(word for word in (number, reading.title, reading.status) if word)

    def _id(self, desk: Desk, said: str) -> UUID:
        return self._named.filled(desk, said)

    def _save(self, paper: Paper, out: Path) -> Exported:
        desk = self._desk(paper.who)
        if paper.data:
            return self._release(desk, str(self._named.filled(desk, paper.data)), out)
        if paper.packet:
            return run(make_packet(desk, self._id(desk, paper.packet), out)).pdf
        if paper.card:
            person = self._id(desk, paper.card)
            return run(save_own(desk, person, own.Paper.CARD, desk.ask(own_card, person), out))
        one = sheet_named(paper.sheet)
        id = self._id(desk, paper.of) if paper.of else None
        pages = desk.ask(one.pages, *one.about(id))
        number = desk.ask(general.reading, one.kind, id).number if id is not None else ""
        return run(save_sheet(desk, one.name, number, pages, out))

    def _release(self, desk: Desk, month: str, out: Path) -> Exported:
        """The open data of a month, which another signs first."""
        signer = self._desk(READER)
        signer.do(sign_month, month, totals.digest(signer.ask(figures, month)))
        return run(publish(desk, month, out))


def _figure(of: Figures, name: str) -> tuple[str, str]:
    """A figure of a month by its section and code such as `watch.hours`, or a headline such as `headline.0`."""
    section, _dot, code = name.partition(".")
    if section == "headline":
        return of.headlines[int(code)].label, str(of.headlines[int(code)].now)
    found = next(one for part in of.sections if part.code == section for one in part.figures if one.code == code)
    return found.label, said(found)
