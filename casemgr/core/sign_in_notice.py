"""The notice before sign-in: the agency's own words, to be acknowledged before anybody gives a passphrase."""

import hashlib
from pathlib import Path

from casemgr.core.durable import replace_whole
from casemgr.core.errors import Invalid, NeedsNotice, Problem
from casemgr.core.folder import NOTICE, notice_in
from casemgr.i18n import N_, _

MOST = 2000
STANDARD = N_(
    "You are about to use a restricted information system of this agency. Its use may be monitored, recorded and "
    "audited. Unauthorized use is prohibited and may lead to criminal and civil penalties. By using it you consent to "
    "monitoring and recording."
)
"""The four statements CJIS AC-8 asks for."""


def digest(text: str) -> str:
    """What the audit keeps of the words somebody acknowledged."""
    return hashlib.sha256(text.encode()).hexdigest()


def require_acknowledged(folder: Path, agreed: frozenset[str]) -> None:
    """NeedsNotice, with its words, while the notice of this store was not acknowledged as it stands now."""
    text = notice_in(folder)
    if text and digest(text) not in agreed:
        raise NeedsNotice(text)


def write_notice(folder: Path, text: str) -> None:
    """Put other words in place; none take the notice away. Invalid when they are too long."""
    text = text.strip()
    if len(text) > MOST:
        raise Invalid(Problem("notice", _("Use at most {count} characters.").format(count=MOST)))
    if text:
        replace_whole(folder / NOTICE, text.encode())
    else:
        (folder / NOTICE).unlink(missing_ok=True)
