"""Where the store is; create, unlock, migrate, sign in: the one place that assembles."""

import casemgr.records  # noqa: F401  (every kind there is)
from casemgr.core import codes, general, settings, unsent  # noqa: F401  (their commands and queries)
