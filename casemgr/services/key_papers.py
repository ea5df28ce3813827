"""The papers that open a store: the recovery code on one sheet, or on five of which any two are enough."""

from casemgr.core import recovery, sheets
from casemgr.core.desk import Desk
from casemgr.core.settings import text_setting
from casemgr.services.leaving import Outgoing
from casemgr.services.recovery_sheet import Sheet, recovery_sheet
from casemgr.services.split_sheets import split_sheets


def recovery_paper(desk: Desk, code: bytes, *, split: bool) -> Outgoing:
    """The bits of a recovery code on paper, as a PDF."""
    store = desk.store
    agency = desk.ask(text_setting, "agency")
    if split:
        return split_sheets(sheets.split(code), store.id, store.code, agency, store.clock())
    return recovery_sheet(Sheet(recovery.written(code), store.id, store.code, agency, store.clock()))
