"""The lines of sign-off, on glass and on paper alike: who signed, and what has changed since."""

from babel.dates import format_datetime

from casemgr.i18n import _
from casemgr.services.summary import totals
from casemgr.services.summary.figures import Figures
from casemgr.services.summary.review import Review, Signed

MOST_SAID = 4


def said_signed(review: Review, figures: Figures, language: str) -> tuple[str, ...]:
    """A line for each signature, and one under it where figures or notes are no longer what was signed."""
    lines: list[str] = []
    for signed in review.signed:
        at = format_datetime(signed.at, "yyyy-MM-dd HH:mm", locale=language)
        line = _("Signed by {who} on {at} UTC · figures {digest}")
        lines.append(line.format(who=signed.by, at=at, digest=signed.digest[:12].upper()))
        lines += _changed(signed, review, figures)
    return tuple(lines)


def _changed(signed: Signed, review: Review, figures: Figures) -> list[str]:
    changes = totals.changed(signed.totals, figures)
    line = _("{label} {signed}, now {now}")
    said = [line.format(label=c.label, signed=f"{c.signed:g}", now=f"{c.now:g}") for c in changes[:MOST_SAID]]
    if len(changes) > MOST_SAID:
        said.append(_("and {n} more").format(n=len(changes) - MOST_SAID))
    if signed.notes != review.notes:
        said.append(_("the notes"))
    return [_("Changed since signed: {what}.").format(what="; ".join(said))] if said else []
