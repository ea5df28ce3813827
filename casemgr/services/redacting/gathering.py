"""Gathering a review packet: closed concerns, figures, governance, recommendations; every text whole, none shown."""

from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.codes import label
from casemgr.core.days import long_day
from casemgr.core.register import blackable, naming
from casemgr.core.sight import Barred, bar
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _
from casemgr.records.disclosures import Disclosure
from casemgr.records.exports import Export, Form
from casemgr.records.feedback import FeedbackItem, FeedbackStatus, Sort
from casemgr.records.oversight import (
    MarkState,
    PacketMark,
    PacketSource,
    PacketStatus,
    Profile,
    Recommendation,
    ReviewPacket,
    days_late,
    marks_of,
)
from casemgr.records.staff import staff_names
from casemgr.services.redacting.suggesting import OFFICER, Suggestion, suggested
from casemgr.services.summary import figures
from casemgr.services.summary.figures import said
from casemgr.services.summary.period import Month, month

AGAINST = (Sort.CONCERN.value, Sort.COMPLAINT.value)
SECTIONS = frozenset({5, 12})
"""The sections of the month a packet brings: crisis with force, and what people said of the agency."""


@act(ReviewPacket, N_("Gather what is in it"), may=May.PREPARE_PACKETS, since={PacketStatus.DRAFTED})
def gather(tx: Tx, packet: ReviewPacket) -> None:
    """Draw a packet from its scope as it is now; marks decided on before stay decided.

    Whoever a concern in it is walled off from is walled off from the packet.
    """
    of = month(packet.month)
    packet.numbers = [*_numbers(tx, packet), *_governance(tx, of)]
    items = _sample(tx, packet, of)
    ids = [item.id for item in items]
    bar(tx, packet.id, list(tx.exec(select(Barred.staff_id).where(col(Barred.record_id).in_(ids)).distinct())))
    for old in tx.exec(select(PacketSource).where(PacketSource.packet_id == packet.id)):
        tx.delete(old)
    texts = [*_concerns(tx, items), *_recommendations(tx)]
    for n, (about, heading, text) in enumerate(texts, 1):
        tx.add(PacketSource(packet_id=packet.id, n=n, about_id=about, heading=heading, text=text))
    _mark(tx, packet, [*blackable(packet, "title", "left_out"), *(text for _about, _heading, text in texts)], items)
    packet.gathered_at, packet.gathered_by = tx.now, tx.actor.id


def _numbers(tx: Tx, packet: ReviewPacket) -> Iterator[list[object]]:
    for section in figures(tx, packet.month).sections:
        if section.number in SECTIONS:
            yield [section.title, [[figure.label, said(figure)] for figure in section.figures]]


def _governance(tx: Tx, of: Month) -> Iterator[list[object]]:
    """What left the agency: exports by form, and disclosures by the ground they rest on."""
    first, end = of.borders(tx.store.zone)
    left = tx.exec(select(Export.form).where(col(Export.entered_at) >= first, col(Export.entered_at) < end))
    forms = Counter(left)
    rows = [[_(_FORMS[form]), str(forms.get(form, 0))] for form in _FORMS]
    told = Counter(tx.exec(select(Disclosure.basis).where(col(Disclosure.at) >= first, col(Disclosure.at) < end)))
    rows += [
        [_("Told: {basis}").format(basis=label(tx, "disclosure_basis", b)), str(n)] for b, n in sorted(told.items())
    ]
    yield [_("Governance"), rows]


_FORMS = {
    Form.PDF: N_("Encrypted files that left"),
    Form.PRINT: N_("Pages printed"),
    Form.PLAIN_PDF: N_("Plain files, each with a reason (overrides)"),
}


def _sample(tx: Tx, packet: ReviewPacket, of: Month) -> Sequence[FeedbackItem]:
    first, end = of.borders(tx.store.zone)
    asked = select(FeedbackItem).where(
        FeedbackItem.status == FeedbackStatus.CLOSED.value,
        col(FeedbackItem.kind).in_(AGAINST),
        col(FeedbackItem.closed_at) >= first,
        col(FeedbackItem.closed_at) < end,
    )
    closed = tx.exec(asked.order_by(col(FeedbackItem.closed_at), col(FeedbackItem.id))).all()
    return [one for one in closed if not packet.topic or packet.topic in one.allegations][: packet.sample]


def _concerns(tx: Tx, items: Sequence[FeedbackItem]) -> Iterator[tuple[UUID, str, str]]:
    for n, item in enumerate(items, 1):
        alleged = ", ".join(label(tx, "concern_allegation", code) for code in item.allegations)
        lines = [
            _("Alleged: {what}").format(what=alleged or "–"),
            _("Finding: {finding}").format(finding=label(tx, "concern_finding", item.finding)),
            *blackable(item, "summary", "evidence"),
        ]
        yield item.id, _("Closed concern {n}").format(n=n), "\n".join(lines)


def _recommendations(tx: Tx) -> Iterator[tuple[UUID, str, str]]:
    today = tx.now.astimezone(tx.store.zone).date()
    for one in tx.exec(select(Recommendation).order_by(col(Recommendation.made_on), col(Recommendation.number))):
        late = days_late(one, today)
        lines = [
            *blackable(one, "public_line" if one.public_line else "text"),
            f"{label(tx, 'recommendation_status', one.status)} · "
            + _("Response due {day}").format(day=long_day(one.response_due)),
            *([_("Late by {n} days").format(n=late)] if late else []),
            *(blackable(one, "response") if one.response else []),
        ]
        yield one.id, _("Recommendation {number}").format(number=one.number), "\n".join(lines)


def _mark(tx: Tx, packet: ReviewPacket, texts: Sequence[str], items: Sequence[FeedbackItem]) -> None:
    """Suggest what may have to go; what is no longer there and was never decided on goes again."""
    names = _names(tx, packet, items)
    wanted: dict[str, Suggestion] = {one.words: one for text in texts for one in suggested(text, names)}
    there = {mark.words: mark for mark in marks_of(tx, packet.id)}
    for words, mark in there.items():
        if words not in wanted and mark.state == MarkState.SUGGESTED:
            tx.delete(mark)
    n = max((mark.n for mark in there.values()), default=0)
    for words, one in wanted.items():
        if words not in there and len(words) <= 300:
            n += 1
            tx.add(PacketMark(packet_id=packet.id, n=n, words=words, category=one.category, exemption=one.exemption))


def _names(tx: Tx, packet: ReviewPacket, items: Sequence[FeedbackItem]) -> dict[str, str]:
    """Whoever stands on the concerns by name, and every member of staff unless officers stay."""
    staff = {} if packet.profile == Profile.OFFICERS_STAY else dict.fromkeys(staff_names(tx).values(), OFFICER)
    asked = {said: "complainant" for item in items for said in naming(item)}
    return staff | asked
