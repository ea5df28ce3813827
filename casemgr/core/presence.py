"""That whoever works here is still the one who signed in: how long a session lasts, and when it asks again."""

import time
from collections.abc import Callable
from datetime import timedelta

from casemgr.core.access import May
from casemgr.core.errors import NeedsPassphrase, SessionOver
from casemgr.i18n import _

LONGEST_HOURS = 12
"""After so long everyone signs in anew (CJIS IA-11)."""
FRESH_SECONDS = 600
"""For so long a passphrase speaks for what is asked next."""
ASKED_ANEW = frozenset(
    {May.EXPORT, May.EXPORT_PLAIN, May.MERGE_PEOPLE, May.MANAGE_STAFF, May.APPROVE_DISPOSAL, May.EXPUNGE}
)
"""What takes more than an open laptop: what leaves, what cannot be taken back, and who may do what."""


class Presence:
    """One session's beginning, and when its user last gave the passphrase; by a clock that nobody can set.

    `proved` is False where the session began with less than a passphrase.
    """

    def __init__(self, *, proved: bool = True, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._began = monotonic()
        self._proved = self._began if proved else None
        self.lasts = timedelta(hours=LONGEST_HOURS)

    def prove(self) -> None:
        """The user has just given the passphrase again."""
        self._proved = self._monotonic()

    def require_session(self) -> None:
        """SessionOver once it has lasted its time."""
        if self._monotonic() - self._began >= self.lasts.total_seconds():
            raise SessionOver(_("This session has lasted as long as one may. Sign in again."))

    def require_fresh(self) -> None:
        """NeedsPassphrase unless it was given within the last minutes."""
        if self._proved is None or self._monotonic() - self._proved >= FRESH_SECONDS:
            raise NeedsPassphrase(_("This asks for your passphrase again."))
