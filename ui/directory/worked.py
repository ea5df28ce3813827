"""What worked at a service, in words: by need, how soon, why it declined, and when it last helped."""

from collections.abc import Iterator

from casemgr.i18n import _, plural
from casemgr.services.track_record import TrackRecord
from ui.facts_view import Fact, Section
from ui.fields.when import say_day
from ui.labels import Labels
from ui.wording import sentence_case

SHOWN = 5


def worked_section(record: TrackRecord | None, labels: Labels) -> Section:
    """The facts of this agency's own referrals; a section without facts is not shown."""
    return Section(_("What became of our referrals"), tuple(_worked(record, labels)) if record is not None else ())


def _worked(record: TrackRecord, labels: Labels) -> Iterator[Fact]:
    for one in record.needs[:SHOWN]:
        need = sentence_case(labels.code("need_domain", one.need)) if one.need else _("Other needs")
        said = _("{took} of {sent} taken on, {connected} reached a first service")
        yield Fact(said.format(took=one.took, sent=one.sent, connected=one.connected), need)
    if record.days is not None:
        days = f"{record.days:g}"
        yield Fact(_("{days} days from sending, half of them sooner").format(days=days), _("First service"))
    if record.declines:
        said = (f"{labels.code('referral_decline_reason', code)} ({n})" for code, n in record.declines[:SHOWN])
        yield Fact(", ".join(said), _("Declined because"))
    if record.last_good is not None:
        yield Fact(say_day(record.last_good), _("Last helped someone"))
    total = sum(one.sent for one in record.needs)
    if total:
        yield Fact(plural("{n} referral that you may see", "{n} referrals that you may see", total), _("Counted"))
