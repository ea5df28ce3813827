"""The door: one signed-in user's place of work on one open store, with two verbs."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from casemgr.core import codes
from casemgr.core.access import Actor
from casemgr.core.audit import Happened, Signer
from casemgr.core.changes import Notifier
from casemgr.core.draft import Draft, checked
from casemgr.core.errors import Conflict, NotAllowed, StoreDamaged, Unwritable
from casemgr.core.store import Store
from casemgr.core.tx import Tx
from casemgr.core.verbs import COMMANDS, QUERIES, Declared
from casemgr.i18n import _


class Desk:
    """One signed-in user's place of work: `do` runs one command, `ask` one query; there is no other door."""

    def __init__(self, store: Store, actor: Actor, signer: Signer, notifier: Notifier | None = None) -> None:
        self.store = store
        self.actor = actor
        self.signer = signer
        self.notifier = notifier or Notifier()

    def do(self, command: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Run one command in one transaction, audited, then tell what changed."""
        declared = self._check(command, COMMANDS)
        with _told_plainly(), self.store.tx(self.actor, self.signer, declared.name) as tx:
            drafts = [self._check_draft(tx, a) for a in args]
            result = command(tx, *drafts, **options)
            changes = tx.finish()
        self.notifier.tell(changes)
        return result

    def do_all(self, calls: Iterable[tuple[Callable[..., Any], tuple[Any, ...]]]) -> list[Any]:
        """Run several commands in one transaction: all of them happen, or none; each needs its own right."""
        asked = [(command, self._check(command, COMMANDS), args) for command, args in calls]
        results: list[Any] = []
        with _told_plainly(), self.store.tx(self.actor, self.signer, "together") as tx:
            for command, declared, args in asked:
                tx.flush()
                tx.command = declared.name
                results.append(command(tx, *[self._check_draft(tx, a) for a in args]))
            changes = tx.finish()
        self.notifier.tell(changes)
        return results

    def ask(self, query: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Run one query over one moment; opening what is restricted is written down before it is shown."""
        declared = self._check(query, QUERIES)
        with _told_plainly():
            with self.store.tx(self.actor) as tx:
                result = query(tx, *args, **options)
                opened = sorted(tx.opened)
            happened = [Happened("view", kind, record, reason=declared.name) for kind, record in opened]
            if declared.logged:
                happened.append(Happened("ask", reason=declared.name))
            if happened:
                self._write_down(happened)
        return result

    def beside(self, notifier: Notifier | None = None) -> "Desk":
        """Another desk of the same user on the same store, for a job of its own."""
        return Desk(self.store, self.actor, self.signer, notifier or self.notifier)

    def _check(self, function: Callable[..., Any], table: dict[str, Callable[..., Any]]) -> Declared:
        declared = getattr(function, "declared", None)
        if not isinstance(declared, Declared) or table.get(declared.name) is not function:
            raise NotAllowed(_("This is not something a desk can do."))
        if not self.actor.may(declared.may):
            self._write_down([Happened("refused", outcome="failure", reason=declared.name)])
            raise NotAllowed(_("You do not have the right to do this. Ask a supervisor or an administrator."))
        return declared

    @staticmethod
    def _check_draft(tx: Tx, argument: Any) -> Any:
        """A draft may have been changed since it was made, so it is checked again here, with its codes."""
        if not isinstance(argument, Draft):
            return argument
        draft = checked(type(argument), argument.model_dump())
        codes.check(tx, draft)
        return draft

    def _write_down(self, happened: list[Happened]) -> None:
        with self.store.tx(self.actor, self.signer, "audit") as tx:
            for entry in happened:
                tx.say(entry)
            tx.finish()


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Turn what the store itself may refuse into sentences; everything else is a bug and passes."""
    try:
        yield
    except StaleDataError:
        raise Conflict(_("Someone else changed this while you were writing. Your text is kept; look again.")) from None
    except (DBAPIError, OSError) as trouble:
        said = str(getattr(trouble, "orig", trouble)).lower()
        if "full" in said or "no space" in said:
            raise Unwritable(_("The disk is full. Free some space and try again; nothing is lost.")) from None
        if "readonly" in said or "read-only" in said or "unable to open" in said or "permission" in said:
            raise Unwritable(_("The store cannot be written here. Check the folder and try again.")) from None
        if "malformed" in said or "not a database" in said or "hmac" in said:
            raise StoreDamaged(_("The store file is damaged. Restore a backup; nothing was changed.")) from None
        raise
