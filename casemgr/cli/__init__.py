"""The command line: the same work as the window, by the same desk."""

from casemgr.cli import (
    audit,
    demo,
    directory,
    merging,
    months,
    neighborhoods,
    packets,
    papers,
    records,
    reports,
    retention,
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
    "main",
    "merging",
    "months",
    "neighborhoods",
    "packets",
    "papers",
    "records",
    "reports",
    "retention",
    "review",
    "stores",
    "tour",
    "training",
    "users",
    "work",
]
