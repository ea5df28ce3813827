"""The command line: the same work as the window, by the same desk."""

from casemgr.cli import audit, demo, directory, months, reports, review, stores, users, work
from casemgr.cli.shell import main

__all__ = ["audit", "demo", "directory", "main", "months", "reports", "review", "stores", "users", "work"]
