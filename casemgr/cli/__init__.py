"""The command line: the same work as the window, by the same desk."""

from casemgr.cli import (
    attachments,
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
    review,
    stores,
    tour,
    training,
    users,
    work,
)
from casemgr.cli.shell import main

__all__ = [
    "attachments",
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
    "review",
    "stores",
    "tour",
    "training",
    "users",
    "work",
]
