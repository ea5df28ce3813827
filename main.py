"""Open the window; with words after it, be the command line."""

import argparse
import ctypes
import importlib
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from casemgr.own_memory import keep_memory_private
from casemgr.own_openssl import use_own_openssl

if TYPE_CHECKING:
    from casemgr.core.home import Home
    from casemgr.core.jobs import Progress
    from ui.demo import DemoUser
    from ui.start import Parts

USAGE = 2
NO_DISPLAY = (
    "There is no display to open a window on. Sign in to a desktop, set DISPLAY or WAYLAND_DISPLAY, "
    "or use the command line: main.py --help\n"
)
OFF_SCREEN = frozenset({"offscreen", "minimal", "vnc", "linuxfb", "eglfs"})
LIBRARIES = (
    "libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 "
    "libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 "
    "libxkbcommon-x11-0 libx11-xcb1"
)
MISSING = "The system library {library} is missing. On Debian or Ubuntu:\nsudo apt-get install {libraries}\n"
SERVICES = (
    "app", "installed", "core.amendments", "core.crash", "core.room", "records.referrals.hopes",
    "services.access_review", "services.account_list", "services.account_review", "services.attachments_out",
    "services.audit_archive",
    "services.audit_export", "services.backup", "services.backup_rounds", "services.bundle_file", "services.calendar",
    "services.choosing.offers", "services.concern_receipt", "services.consent_form.blank",
    "services.consent_form.cautions", "services.consent_form.filled", "services.crisis_papers",
    "services.data_dictionary", "services.directory_list", "services.education_sheet",
    "services.erasure_record", "services.every_sheet",
    "services.exported", "services.face_sheet", "services.hsds.load", "services.incident", "services.key_papers",
    "services.lost_laptop", "services.meeting_sheet", "services.merging", "services.neighborhood_faces",
    "services.offboarding", "services.openings", "services.own.account",
    "services.own.card", "services.own.copy", "services.own.giving", "services.packet.answering",
    "services.packet.making", "services.packet.person_slip", "services.publishing", "services.recovery_sheet",
    "services.redacting", "services.referral_queues", "services.release_sheet", "services.retention",
    "services.review.pdf", "services.review.queues", "services.review.script", "services.rights_table",
    "services.seal_sheet", "services.seeking", "services.sharing", "services.sheets", "services.shift_end",
    "services.split_sheets", "services.summary.export", "services.summary.gaps", "services.today",
    "services.track_record", "services.training_sheets", "services.watch_sheets", "services.withdrawing",
    "services.you_said", "services.youth_sheets", "recovering",
)  # fmt: skip
PAGES = (
    "access_review.page", "fields", "form", "first_run", "log.page", "person.page", "referrals.page",
    "directory.page", "community_page", "month", "projects.page", "today.page", "crisis.page", "plans.page",
    "shift.page", "admin.page", "incident", "settings_page", "neighborhoods.page", "training.page", "retention.page",
    "window",
)  # fmt: skip
X11_CURSOR = "libxcb-cursor.so.0"


def main(words: Sequence[str]) -> int:
    """The window for no words but its own options, the command line for all others."""
    use_own_openssl()
    keep_memory_private()
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--home", type=Path)
    try:
        asked, others = parser.parse_known_args(words)
    except argparse.ArgumentError:
        return _command_line(words)
    return _command_line(words) if others else _window(asked.home, demo=asked.demo)


def _command_line(words: Sequence[str]) -> int:
    return importlib.import_module("casemgr.cli").main(words)


def _window(home: Path | None, *, demo: bool) -> int:
    refusal = _refusal()
    if refusal:
        sys.stderr.write(refusal)
        return USAGE
    try:
        start = importlib.import_module("ui.start")
    except ImportError as error:
        library = re.search(r"lib[\w.+-]+\.so[.\d]*", str(error))
        if library is None:
            raise
        sys.stderr.write(MISSING.format(library=library[0], libraries=LIBRARIES))
        return USAGE
    return start.run(home, rest, _demo if demo else None)


def _refusal() -> str:
    """Why no window can open here, before Qt ends the process over it; empty when one can."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if sys.platform != "linux" or platform in OFF_SCREEN:
        return ""
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        return NO_DISPLAY
    if platform == "xcb" or not os.environ.get("WAYLAND_DISPLAY"):
        try:
            ctypes.CDLL(X11_CURSOR)
        except OSError:
            return MISSING.format(library=X11_CURSOR, libraries=LIBRARIES)
    return ""


def rest() -> "Parts":
    """What the unlock window can do without: the store and the services now, the pages in the parts given back."""
    for name in SERVICES:
        importlib.import_module(f"casemgr.{name}")
    return _pages()


def _pages() -> "Parts":
    for name in PAGES:
        importlib.import_module(f"ui.{name}")
        yield None
    yield importlib.import_module("ui.session").begin


def _demo(home: "Home", tell: "Callable[[Progress], None]") -> "Sequence[DemoUser]":
    """The users of the demo store in a home, which is built if there is none yet."""
    return importlib.import_module("ui.demo_town").picks(home, tell)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
