"""Review packets of the demo town: each mark on them is decided on, which no book can say by its number beforehand."""

from functools import partial

from casemgr.core import general
from casemgr.core.desk import Desk
from casemgr.demo.days import Call, Diary
from casemgr.demo.named import Named
from casemgr.i18n import _
from casemgr.records.oversight import DecideDraft, MarkState, decide_mark

CUSTODIAN = "k.tanaka"
DECIDED = {"packet-read": 43, "packet-waiting": 2}
"""How many days ago the marks of each packet of the book were decided on."""


def tell(diary: Diary, named: Named) -> None:
    """Fill the diary with the decisions on marks."""
    for packet, ago in DECIDED.items():
        shift = diary.on_or_after(CUSTODIAN, diary.ago(ago))
        if shift is not None:
            diary.do(shift, partial(_decided, named, packet))


def _decided(named: Named, packet: str, desk: Desk) -> list[Call]:
    """Every mark of a packet accepted, as the custodian sees them beside it."""
    id = named.made[packet]
    beside = desk.ask(general.reading, "packets", id).sections
    marks = [line for section in beside if section.title == _("Marks") for line in section.lines]
    return [(decide_mark, (id, DecideDraft(mark=n, state=MarkState.ACCEPTED))) for n, _line in enumerate(marks, 1)]
