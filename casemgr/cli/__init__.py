"""The command line: the same work as the window, by the same desk."""

from casemgr.cli import audit, directory, reports, stores, users, work
from casemgr.cli.shell import main

__all__ = ["audit", "directory", "main", "reports", "stores", "users", "work"]
