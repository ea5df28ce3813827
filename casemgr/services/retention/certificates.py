"""Certificates on paper: what a disposal took and what an order reached, by numbers and dates, never by a name."""

from uuid import UUID

from reportlab.platypus import Flowable

from casemgr.core.access import May
from casemgr.core.codes import label
from casemgr.core.days import long_day
from casemgr.core.errors import NotFound
from casemgr.core.kind import KINDS
from casemgr.core.retention import as_day, schedule
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _, speaking
from casemgr.records.disposals import Disposal, DisposedRecord, Fate, records_of
from casemgr.records.expungements import Expungement, OrderStatus, mentions_of
from casemgr.records.staff import staff_names
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import HEADING, SMALL, TITLE, PageFrame, document, para, table
from casemgr.services.sheets import sheet

NOT_REACHED = (
    N_("Paper, files and messages that left this store before; the register of exports names them."),
    N_("In backups made before the order: texts of others that name them, until those backups have had their time."),
    N_("Backups of a version before people had keys of their own: destroy them by hand."),
    N_("Folders that a restore moved aside, beside the store: destroy them by hand."),
    N_("The audit: it keeps ids, field names and digests of rows, never words."),
    N_("Signed totals of months: they are counts and name nobody."),
    N_("Other people's texts sealed to a label that whoever carried this out does not open; who does looks them over."),
)


@sheet("disposals", N_("Certificate of disposal"), May.APPROVE_DISPOSAL)
def disposal_certificate(tx: Tx, id: UUID, language: str = "en") -> Outgoing:
    """Which records were disposed of, by number, kind, class and dates; who proposed it, and who approved it."""
    batch = tx.get(Disposal, id)
    if batch is None:
        raise NotFound(_("There is no such record, or you may not see it."))
    with speaking(language):
        pages = _head(tx, _("Certificate of disposal"), batch.number, batch.entered_by, batch.approved_by)
        day = as_day(batch.approved_at, tx.store.zone)
        said = _("Disposed of on {day}.").format(day=long_day(day)) if day else _("Proposed; nothing is gone yet.")
        pages.append(para(said))
        rows = records_of(tx, id)
        pages.append(para(_("Records"), HEADING))
        titles = (_("Number"), _("Kind"), _("Class"), _("Counted from"), _("Due"), _("Fate"))
        pages.append(table(titles, [_row(tx, one) for one in rows], (0.24, 0.18, 0.18, 0.13, 0.13, 0.14), texts=3))
        pages.append(para(_("Authority"), HEADING))
        for name in sorted({one.retention for one in rows}):
            pages.append(para(f"{label(tx, 'retention_class', name)}: {schedule()[name].authority}", SMALL))
        if any(one.fate == Fate.KEPT for one in rows):
            pages.append(para(_("Kept: held, needed by another record, or not due any more at the approval."), SMALL))
        return document(_frame(tx, _("Certificate of disposal"), batch.number, language), pages, NoPerson.FIGURES)


@sheet("expungements", N_("Certificate of expungement"), May.EXPUNGE)
def expungement_certificate(tx: Tx, id: UUID, language: str = "en") -> Outgoing:
    """What an order reached in this store and outside it, what it did not, and what a person has still to read."""
    order = tx.get(Expungement, id)
    if order is None:
        raise NotFound(_("There is no such record, or you may not see it."))
    with speaking(language):
        pages = _head(tx, _("Certificate of expungement"), order.number, order.entered_by, order.carried_out_by)
        pages += _order(tx, order)
        pages.append(para(_("Reached"), HEADING))
        pages += [para(one) for one in _reached(order)]
        pages.append(para(_("Not reached"), HEADING))
        pages += [para(_(one)) for one in NOT_REACHED]
        if order.status == OrderStatus.CARRIED_OUT and not order.keys_forgotten:
            pages.append(para(_("Backups made before the order: the keys of these records are not destroyed yet.")))
        open_ones = mentions_of(tx, id)
        if open_ones:
            pages.append(para(_("Texts that may still name them, to be read and redacted by a person"), HEADING))
            rows = [(_(KINDS[one.of_kind].one), str(one.record_id), one.column_name) for one in open_ones]
            pages.append(table((_("Kind"), _("Id"), _("Column")), rows, (0.25, 0.45, 0.3), texts=3))
        return document(_frame(tx, _("Certificate of expungement"), order.number, language), pages, NoPerson.FIGURES)


def _frame(tx: Tx, head: str, number: str, language: str) -> PageFrame:
    return PageFrame(head, text_setting(tx, "agency"), f"{number} · {head}", language)


def _head(tx: Tx, title: str, number: str, proposed: UUID | None, approved: UUID | None) -> list[Flowable]:
    names = staff_names(tx)
    hands = [(_("Proposed by {name}"), proposed), (_("Approved by {name}"), approved)]
    said = [words.format(name=names.get(who, str(who))) for words, who in hands if who is not None]
    return [para(title, TITLE), para(" · ".join([number, *said]), SMALL)]


def _row(tx: Tx, one: DisposedRecord) -> tuple[str, ...]:
    kind, name = _(KINDS[one.of_kind].one), label(tx, "retention_class", one.retention)
    fate = label(tx, "disposal_fate", one.fate)
    return (one.number or str(one.record_id), kind, name, f"{one.started_on:%Y-%m-%d}", f"{one.due_on:%Y-%m-%d}", fate)


def _order(tx: Tx, order: Expungement) -> list[Flowable]:
    said = _("Order {number} of {day}, {authority}.")
    written = said.format(number=order.order_number, day=long_day(order.ordered_on), authority=order.authority)
    state = _("State: {state}.").format(state=label(tx, "expungement_status", order.status))
    return [para(written), para(state)]


def _reached(order: Expungement) -> list[str]:
    if order.status not in (OrderStatus.CARRIED_OUT, OrderStatus.CLEANED):
        return [_("Nothing yet.")]
    said = [
        _("Records deleted with all their parts: {n}.").format(n=order.removed),
        _("Rows deleted or overwritten in records that stay: {n}.").format(n=order.overwritten),
    ]
    if order.status == OrderStatus.CLEANED:
        said.append(_("The search index and every page of the file were written anew, and its log was emptied."))
    else:
        said.append(_("The file is not cleaned yet: what was deleted may still lie in pages that are free."))
    return [*said, order.keys_forgotten] if order.keys_forgotten else said
