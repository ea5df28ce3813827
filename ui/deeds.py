"""What can be done by name from the box in the header."""

from collections.abc import Iterator

from casemgr.core.access import Actor, May
from casemgr.core.kind import KINDS
from casemgr.i18n import _
from ui.find_rows import Deed
from ui.help.texts import TOPICS
from ui.page import Go
from ui.pages import HELP, INCIDENT, MORE, REVIEW, SETTINGS, other_kinds, places_for
from ui.rights import makeable
from ui.shortcuts import Shortcut, said

NIGHT, COVER, LOCK = "night", "cover", "lock"


def deeds(actor: Actor) -> list[Deed]:
    """Places, kinds, new records, and what the window itself does, as far as someone may."""
    return [*_places(actor), *_new(actor), *_window(actor), *_help()]


def _places(actor: Actor) -> Iterator[Deed]:
    for place in places_for(actor):
        yield Deed(_(place.label), place.icon, Go(place.key))
    if actor.may(May.READ_AUDIT) and actor.may(May.READ_CASES):
        yield Deed(_("Access review"), "shield-check", Go(REVIEW))
    for kind in other_kinds(actor):
        yield Deed(_(kind.title), kind.icon, Go(kind.name))


def _new(actor: Actor) -> Iterator[Deed]:
    keys = {"contacts": said(Shortcut.LOG), "crisis": said(Shortcut.CRISIS)}
    for kind in KINDS.values():
        if makeable(actor, kind):
            name = _("New: {kind}").format(kind=_(kind.one))
            yield Deed(name, "plus", Go(kind.name, new=True), shortcut=keys.get(kind.name, ""))


def _window(actor: Actor) -> Iterator[Deed]:
    yield Deed(_("Night"), "moon", key=NIGHT)
    yield Deed(_("Lock"), "lock", key=LOCK, shortcut=said(Shortcut.LOCK))
    if actor.may(May.LOG_CONTACTS):
        yield Deed(_("End of shift"), "log-out", Go("shift"))
    yield Deed(_("Cover the screen"), "eye-off", key=COVER, shortcut=said(Shortcut.COVER))
    yield Deed(_("Report a privacy incident"), "triangle-alert", Go(INCIDENT))
    yield Deed(_("More"), "ellipsis", Go(MORE))
    yield Deed(_("Settings"), "settings", Go(SETTINGS), shortcut=said(Shortcut.SETTINGS))


def _help() -> Iterator[Deed]:
    yield Deed(_("Help"), "info", Go(HELP), shortcut=said(Shortcut.HELP))
    for topic in TOPICS:
        title = _("Help: {topic}").format(topic=_(topic.title))
        yield Deed(title, "info", Go(HELP, new=True, start={"topic": topic.key}))
