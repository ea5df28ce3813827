"""The command line: the same work as the window, by the same desk."""

from casemgr.cli import (
    audit,
    demo,
    directory,
    keys,
    merging,
    months,
    neighborhoods,
    packets,
    papers,
    records,
    reports,
    review,
    stores,
    tour,
    training,
    users,
    work,
)
from casemgr.cli.shell import main

__all__ = [
    "audit",
    "demo",
    "directory",
    "keys",
    "main",
    "merging",
    "months",
    "neighborhoods",
    "packets",
    "papers",
    "records",
    "reports",
    "review",
    "stores",
    "tour",
    "training",
    "users",
    "work",
]
