"""Someone's own copy: what is kept about them, in their language, with everyone else left out of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from reportlab.platypus import Flowable

from casemgr.core import codes
from casemgr.core.access import May
from casemgr.core.columns import Goes
from casemgr.core.days import long_day
from casemgr.core.register import may_go
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _, speaking
from casemgr.records import followups, people
from casemgr.records.consents import ConsentCard
from casemgr.records.contacts import Contact, ContactCard, ContactText
from casemgr.records.needs import NeedLine
from casemgr.records.people import Alias, Email, Person, PersonCard, Phone
from casemgr.records.referrals import Referral
from casemgr.services.own.giving import OwnPages, Paper, leave_for, spoken, unspoken
from casemgr.services.own.kept import kept_about
from casemgr.services.own.others import without_others
from casemgr.services.paper import BODY, HEADING, SMALL, TITLE, PageFrame, document, para


@query(May.READ_CASES)
def own_copy(tx: Tx, person: UUID, language: str = "", *, walled: bool = False) -> OwnPages:
    """All that this user may see about someone, for the person: third parties and unfinished drafts are left out.

    What stands behind a wall is on it only when it is `walled`: the paper may be read by someone else.
    """
    card = people.person(tx, person)
    kept = kept_about(tx, card)
    shown = kept if walled else kept.without_what_tells(tx, card)
    written = spoken(card.preferred_language, language)
    with speaking(written):
        story = [
            para(_("What we keep about you"), TITLE),
            para(_("Handed over by {name}").format(name=tx.actor.name), BODY),
            *_who(tx, card),
            *_met(tx, card, shown.contacts),
            *_needed(tx, shown.needs),
            *_referred(tx, shown.referrals),
            *_promised(tx, card.id),
            *_agreed(tx, shown.consents),
            *_not_whole(kept.count - shown.count),
            para(_("Where others are named, their names are left out. If something is wrong, tell us."), SMALL),
        ]
        frame = PageFrame(_("What we keep about you"), text_setting(tx, "agency"), card.number, written)
        pdf = document(frame, story, leave_for(tx, person, Paper.COPY))
    return OwnPages(
        pdf=pdf,
        language=written,
        left_out=kept.count - shown.count,
        has_safe_contact_note=card.has_safe_contact_note,
        untranslated=unspoken(card.preferred_language),
    )


def _who(tx: Tx, card: PersonCard) -> Iterator[Flowable]:
    name = " ".join(part for part in (card.given, card.middle, card.family, card.suffix) if part)
    facts = (
        (_("Name"), name, Person, ("given", "middle", "family", "suffix")),
        (_("Also called"), ", ".join(card.aliases), Alias, ("text",)),
        (_("Number"), card.number, Person, ("number",)),
        (_("Birth date"), long_day(card.dob) if card.dob else "", Person, ("dob",)),
        (_("Pronouns"), card.pronouns, Person, ("pronouns",)),
        (_("Phones"), ", ".join(phone.raw for phone in card.phones), Phone, ("raw",)),
        (_("Emails"), ", ".join(card.emails), Email, ("address",)),
        (_("Needs for access"), ", ".join(card.accessibility_needs), Person, ("accessibility_needs",)),
    )
    yield para(_("Who you are"), HEADING)
    for title, value, table, columns in facts:
        if value and may_go(Goes.OWN_COPY, table, *columns):
            yield para(f"{title}: {value}", BODY)


def _met(tx: Tx, card: PersonCard, spoken_at: Sequence[ContactCard]) -> Iterator[Flowable]:
    if spoken_at:
        yield para(_("When we spoke"), HEADING)
    for met in spoken_at:
        day = _on(tx, met.occurred_at)
        yield para(f"{day} · {codes.label(tx, 'contact_type', met.contact_type)} · {met.number}", SMALL)
        others = [one for one in met.participants if one.person_id != card.id]
        known = [one.person_id for one in others if one.person_id is not None]
        named = [*people.names_of(tx, known).values(), *people.aliases_of(tx, known)]
        named += [one.alias_text for one in others]
        for text, table, column in ((met.headline, Contact, "headline"), (met.note, ContactText, "note")):
            if text and may_go(Goes.OWN_COPY, table, column):
                yield para(without_others(text, card, named), BODY)


def _needed(tx: Tx, noted: Sequence[NeedLine]) -> Iterator[Flowable]:
    if noted:
        yield para(_("What you need help with"), HEADING)
    for need in noted:
        day = _on(tx, need.noticed_at)
        yield para(f"{day} · {codes.label(tx, 'need_domain', need.domain)}", BODY)


def _referred(tx: Tx, sent: Sequence[Referral]) -> Iterator[Flowable]:
    if sent:
        yield para(_("Where you were referred"), HEADING)
    for row in sent:
        status = codes.label(tx, "referral_status", row.status)
        yield para(" · ".join(part for part in (row.service_name, row.organization_name, status, row.number) if part))


def _promised(tx: Tx, person: UUID) -> Iterator[Flowable]:
    due = [row for row in followups.of_person(tx, person) if row.status == followups.Status.OPEN]
    if due:
        yield para(_("What we promised"), HEADING)
    for row in due:
        yield para(_("By {day} · {number}").format(day=_on(tx, row.due_at), number=row.number), BODY)


def _agreed(tx: Tx, asked: Sequence[ConsentCard]) -> Iterator[Flowable]:
    if asked:
        yield para(_("What you were asked to agree to"), HEADING)
    for one in asked:
        what = ", ".join(codes.label(tx, "information_category", code) for code in one.categories)
        status = codes.label(tx, "consent_status", one.status)
        yield para(f"{what} · {status} · {long_day(one.expires_on)}", BODY)


def _not_whole(left_out: int) -> Iterator[Flowable]:
    if left_out:
        yield para(_("This paper may not list everything; ask us."), BODY)


def _on(tx: Tx, at: datetime) -> str:
    return long_day(at.astimezone(tx.store.zone).date())
