"""Taking in a concern or commendation, and the wall that goes up with it (domain 2.15)."""

import re
from collections.abc import Iterable
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import RIGHTS, Label, May, Role
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.numbers import next_number
from casemgr.core.sight import bar
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import _
from casemgr.records.contacts import Contact
from casemgr.records.feedback.drafts import FeedbackDraft
from casemgr.records.feedback.tables import FeedbackItem, FeedbackStatus, Route, Sort
from casemgr.records.staff import Staff

NAMED = ("officer_ids", "partner_ids", "supervisor_ids")
AGAINST = frozenset({Sort.CONCERN, Sort.COMPLAINT})
_STATUS = re.compile(
    r"\b(immigration status|undocumented|illegal(?:ly)? (?:alien|immigrant)s?|green ?card|visa (?:status|overstay\w*)"
    r"|here illegally|estatus migratorio|situaci[oó]n migratoria|indocumentad[oa]s?|sin papeles)\b",
    re.IGNORECASE,
)


@command(May.TAKE_FEEDBACK)
def take_feedback(tx: Tx, draft: FeedbackDraft) -> UUID:
    """Take in what someone said; whoever it names sees nothing of it from this moment on."""
    if tx.all_of(select(FeedbackItem.id).where(FeedbackItem.id == draft.id)):
        return draft.id
    _check(tx, draft)
    item = FeedbackItem(
        id=draft.id,
        number=next_number(tx, "K"),
        kind=draft.kind.value,
        route=draft.route.value,
        received_at=draft.received_at or tx.now,
        sensitivity=(Label.RESTRICTED if draft.kind in AGAINST else Label.INTERNAL).value,
    )
    _fill(tx, item, draft)
    return item.id


@command(May.TAKE_FEEDBACK)
def change_feedback(tx: Tx, id: UUID, draft: FeedbackDraft) -> None:
    """Put an intake right while it is new; what it is stays, and nobody named is taken out again."""
    item = tx.get(FeedbackItem, id)
    if item is None:
        raise NotFound(_("There is no such item, or you may not see it."))
    if item.status != FeedbackStatus.RECEIVED:
        raise Invalid(Problem("", _("It is on its way already; what comes now is added by its own step.")))
    if item.kind != draft.kind:
        raise Invalid(Problem("kind", _("What it is stays as it was taken in; take the other in by itself.")))
    _check(tx, draft)
    for name in NAMED:
        if set(getattr(item, name)) - {str(who) for who in getattr(draft, name)}:
            raise Invalid(Problem(name, _("Nobody is taken out again who was named.")))
    _fill(tx, item, draft)


def _fill(tx: Tx, item: FeedbackItem, draft: FeedbackDraft) -> None:
    for name, value in draft.model_dump(exclude={"id", "kind", "route", "received_at", *NAMED}).items():
        setattr(item, name, value)
    item.route = draft.route.value
    item.received_at = draft.received_at or item.received_at
    name_staff(tx, item, {name: getattr(draft, name) for name in NAMED})
    tx.add(item)


def _check(tx: Tx, draft: FeedbackDraft) -> None:
    problems = list(_wrong(tx, draft))
    if problems:
        raise Invalid(*problems)


def _wrong(tx: Tx, draft: FeedbackDraft) -> Iterable[Problem]:
    if draft.received_at is not None and draft.received_at > tx.now:
        yield Problem("received_at", _("This moment has not come yet."))
    if draft.incident_on is not None and draft.incident_on > tx.now.astimezone(tx.store.zone).date():
        yield Problem("incident_on", _("This day has not come yet."))
    if draft.route is Route.ANONYMOUS and (draft.complainant or draft.reach):
        yield Problem("complainant", _("Whoever stays anonymous has no name here, and no way to be reached."))
    if draft.allegations and draft.kind not in AGAINST:
        yield Problem("allegations", _("Only a concern or a complaint alleges something."))
    if draft.commendations and draft.kind is not Sort.COMMENDATION:
        yield Problem("commendations", _("Only a commendation commends someone; take it in by itself."))
    if draft.contact_id is not None and tx.get(Contact, draft.contact_id) is None:
        yield Problem("contact_id", _("There is no such contact, or you may not see it."))
    texts = [("summary", draft.summary), ("complainant", draft.complainant), ("incident_place", draft.incident_place)]
    for field, text in [*texts, *(("evidence", one) for one in draft.evidence)]:
        if len(text) > 300 and field == "evidence":
            yield Problem(field, _("Say each in 300 letters or fewer."))
        if (found := _STATUS.search(text)) is not None:
            sentence = _("Nobody's immigration status is taken down here: leave “{words}” out.")
            yield Problem(field, sentence.format(words=found[0]))


def name_staff(tx: Tx, item: FeedbackItem, named: dict[str, list[UUID]]) -> None:
    """Put these on record as named, beside those who are, and raise the wall anew."""
    there = set(tx.exec(select(Staff.id)))
    for name, whom in named.items():
        if not set(whom) <= there:
            raise Invalid(Problem(name, _("There is no such member of staff.")))
        setattr(item, name, list(dict.fromkeys([*getattr(item, name), *(str(who) for who in whom)])))
    raise_wall(tx, item)


def raise_wall(tx: Tx, item: FeedbackItem) -> None:
    """Wall an item off from all it names, from who was on that contact, and from their supervisors of today.

    A commendation has no wall: those it names are to hear of it.
    """
    if item.kind == Sort.COMMENDATION:
        return
    officers = {UUID(id) for id in item.officer_ids}
    walled = {UUID(id) for name in NAMED for id in getattr(item, name)} | _on_contact(tx, item)
    walled |= _supervising(tx, officers)
    bar(tx, item.id, sorted(walled))


def _on_contact(tx: Tx, item: FeedbackItem) -> set[UUID]:
    """Who answers for the contact it is about, or wrote it down, in any of its versions."""
    if item.contact_id is None:
        return set()
    origin = select(Contact.origin_id).where(Contact.id == item.contact_id)
    rows = tx.all_of(select(Contact).where(col(Contact.origin_id).in_(origin)))
    return {who for row in rows for who in (row.officer_id, row.entered_by) if who is not None}


def _supervising(tx: Tx, officers: Iterable[UUID]) -> set[UUID]:
    """Whoever supervises in a unit of these officers; staff have no supervisor of record."""
    staff = list(tx.exec(select(Staff)))
    whom = set(officers)
    units = {one.unit for one in staff if one.id in whom and one.unit}
    return {one.id for one in staff if one.unit in units and _supervises(one)}


def _supervises(one: Staff) -> bool:
    return any(May.SUPERVISE in RIGHTS[Role(role)] for role in one.roles)
