"""How long ago, in words."""

from datetime import timedelta

from casemgr.i18n import _, plural


def ago(age: timedelta) -> str:
    """An age in its largest whole unit."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return plural("{n} minute ago", "{n} minutes ago", minutes)
    if minutes < 60 * 24:
        return plural("{n} hour ago", "{n} hours ago", minutes // 60)
    return plural("{n} day ago", "{n} days ago", minutes // (60 * 24))
