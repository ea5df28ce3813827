"""The door: one signed-in user's place of work on one open store, with two verbs."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm.exc import StaleDataError

from casemgr.core import codes, unsent
from casemgr.core.access import Actor, May
from casemgr.core.audit import Happened, Signer
from casemgr.core.changes import Notifier
from casemgr.core.draft import Draft, checked
from casemgr.core.errors import Conflict, NotAllowed, Unwritable
from casemgr.core.general import Reading, kind_named, opened
from casemgr.core.plainly import told_plainly
from casemgr.core.presence import ASKED_ANEW, Presence
from casemgr.core.role_keys import Keychain
from casemgr.core.room import spend_reserve
from casemgr.core.store import Store
from casemgr.core.tx import Tx
from casemgr.core.verbs import COMMANDS, NO_RIGHT, QUERIES, Declared
from casemgr.i18n import N_, _

CHANGED = N_("Someone else changed this while you were writing. Your text is kept; look again.")


class Desk:
    """One signed-in user's place of work: `do` runs one command, `ask` one query; there is no other door."""

    def __init__(
        self,
        store: Store,
        actor: Actor,
        signer: Signer,
        notifier: Notifier | None = None,
        presence: Presence | None = None,
        keychain: Keychain | None = None,
    ) -> None:
        self.store = store
        self.actor = actor
        self.signer = signer
        self.notifier = notifier or Notifier()
        self.presence = presence or Presence()
        self.keychain = keychain

    def do(self, command: Callable[..., Any], *args: Any, seen: Reading | None = None, **options: Any) -> Any:
        """Run one command in one transaction, audited, then tell what changed.

        `seen` is the record as the user read it: Conflict when someone changed it since.
        """
        declared = self._check(command, COMMANDS)
        try:
            return self._done(declared, command, args, options, seen)
        except Unwritable:
            # What somebody is typing is worth the room that is held back for it.
            if command is not unsent.keep or not spend_reserve(self.store.home):
                raise
            return self._done(declared, command, args, options, seen)

    def _done(
        self,
        declared: Declared,
        command: Callable[..., Any],
        args: tuple[Any, ...],
        options: dict[str, Any],
        seen: Reading | None,
    ) -> Any:
        with self._working(declared), self.store.tx(self.actor, self.signer, declared.name, self.keychain) as tx:
            if seen is not None and opened(tx, kind_named(seen.kind), seen.id).version != seen.version:
                raise Conflict(_(CHANGED))
            result = command(tx, *_drafts(tx, args), **dict(zip(options, _drafts(tx, options.values()), strict=True)))
            changes = tx.finish()
        self.notifier.tell(changes)
        return result

    def do_all(self, calls: Iterable[tuple[Callable[..., Any], tuple[Any, ...]]]) -> list[Any]:
        """Run several commands in one transaction: all of them happen, or none; each needs its own right."""
        asked = [(command, self._check(command, COMMANDS), args) for command, args in calls]
        results: list[Any] = []
        together = Declared("together", May.SIGN_IN)
        with self._working(together), self.store.tx(self.actor, self.signer, together.name, self.keychain) as tx:
            for command, declared, args in asked:
                tx.flush()
                tx.command = declared.name
                results.append(command(tx, *_drafts(tx, args)))
            changes = tx.finish()
        self.notifier.tell(changes)
        return results

    def ask(self, query: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Run one query over one moment; opening what is restricted is written down before it is shown."""
        declared = self._check(query, QUERIES)
        with self._working(declared), self.store.tx(self.actor, keychain=self.keychain) as tx:
            result = query(tx, *args, **options)
            restricted = sorted(tx.opened)
        happened = [Happened("view", kind, record, reason=declared.name) for kind, record in restricted]
        if declared.logged:
            happened.append(Happened("ask", reason=declared.name))
        if happened:
            self._write_down(happened)
        return result

    def require(self, right: May, work: str) -> None:
        """NotAllowed, and written down, where work of this name is a job of several steps and not one command.

        NeedsPassphrase for what an open laptop is not enough for.
        """
        self._require(right, work)
        if right in ASKED_ANEW:
            self.presence.require_fresh()

    def beside(self, notifier: Notifier | None = None) -> "Desk":
        """Another desk of the same user on the same store, for a job of its own."""
        notifier = notifier or self.notifier
        return Desk(self.store, self.actor, self.signer, notifier, self.presence, self.keychain)

    def _check(self, function: Callable[..., Any], table: dict[str, Callable[..., Any]]) -> Declared:
        declared = getattr(function, "declared", None)
        if not isinstance(declared, Declared) or table.get(declared.name) is not function:
            raise NotAllowed(_("This is not something a desk can do."))
        if table is COMMANDS:
            self.require(declared.may, declared.name)
        else:
            self._require(declared.may, declared.name)
        return declared

    def _require(self, right: May, work: str) -> None:
        if not self.actor.may(right):
            self._refused(work)
            raise NotAllowed(_(NO_RIGHT))
        if right is not May.SIGN_IN:  # What was typed is kept, and the sign-out written down, however late.
            self.presence.require_session()

    @contextmanager
    def _working(self, declared: Declared) -> Iterator[None]:
        """What is refused midway is written down; what the store refuses is told in a sentence."""
        try:
            with told_plainly():
                yield
        except NotAllowed:
            self._refused(declared.name)
            raise
        except StaleDataError:
            raise Conflict(_(CHANGED)) from None

    def _refused(self, name: str) -> None:
        self._write_down([Happened("refused", outcome="failure", reason=name)])

    def _write_down(self, happened: list[Happened]) -> None:
        with told_plainly(), self.store.tx(self.actor, self.signer, "audit") as tx:
            for entry in happened:
                tx.say(entry)
            tx.finish()


def _drafts(tx: Tx, arguments: Iterable[Any]) -> list[Any]:
    """The arguments, with every draft checked again, and its codes: it may have been changed since it was made."""
    return [_rechecked(tx, argument) for argument in arguments]


def _rechecked(tx: Tx, argument: Any) -> Any:
    if type(argument) in (list, tuple):
        return type(argument)(_rechecked(tx, one) for one in argument)
    if not isinstance(argument, Draft):
        return argument
    draft = checked(type(argument), argument.model_dump(warnings="none"))
    codes.check(tx, draft)
    return draft
