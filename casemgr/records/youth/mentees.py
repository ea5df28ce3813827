"""Mentees: young people who take part, with what they and their guardian agreed to; each a juvenile record."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.access import Label, May, highest
from casemgr.core.acts import act
from casemgr.core.days import long_day
from casemgr.core.errors import Invalid, NotFound, Problem
from casemgr.core.kind import Area, Due, Kind, Line, Section, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.settings import REPORT_PHONE, REPORT_SCRIPT, text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.disclosing import Purpose
from casemgr.disclosing.facts import FOR_A_MINOR
from casemgr.i18n import N_, _
from casemgr.records.consents import Consent, Standing, today
from casemgr.records.people import Person, initialed, minor_at, shown, the_person
from casemgr.records.youth.drafts import MenteeDraft, ReportDraft
from casemgr.records.youth.tables import Cohort, CohortMember, CohortStatus, MatchStatus, Mentee, ReportMade, YouthMatch

WARNED = timedelta(days=30)
MORNING = time(9)


@command(May.EDIT_YOUTH)
def add_mentee(tx: Tx, draft: MenteeDraft) -> UUID:
    """Enter a young person who wants to take part; nothing begins before their guardian's consent and their own."""
    if tx.get(Mentee, draft.id) is not None:
        return draft.id
    return _fill(tx, Mentee(id=draft.id, person_id=draft.person_id), draft)


@command(May.EDIT_YOUTH)
def change_mentee(tx: Tx, id: UUID, draft: MenteeDraft) -> None:
    """Change what is known of a mentee; who they are stays."""
    mentee = the_mentee(tx, id)
    if the_person(tx, draft.person_id).id != the_person(tx, mentee.person_id).id:
        raise Invalid(Problem("person_id", _("This entry stays with its person. Make another for someone else.")))
    _fill(tx, mentee, draft)


def _fill(tx: Tx, mentee: Mentee, draft: MenteeDraft) -> UUID:
    person = the_person(tx, draft.person_id)
    if draft.guardian_id is not None and the_person(tx, draft.guardian_id).id == person.id:
        raise Invalid(Problem("guardian_id", _("The guardian must be another person you may see.")))
    if draft.assent_on is not None and draft.assent_on > today(tx):
        raise Invalid(Problem("assent_on", _("This day lies in the future.")))
    for name, value in draft.model_dump(exclude={"id"}).items():
        setattr(mentee, name, value)
    mentee.neighborhood_id = person.neighborhood_id
    mentee.unit = mentee.unit or person.unit
    mentee.sensitivity = highest(Label.JUVENILE, mentee.sensitivity, person.sensitivity)
    tx.add(mentee)
    return mentee.id


def the_mentee(tx: Tx, id: UUID) -> Mentee:
    """The mentee with this id, if the actor may see them."""
    mentee = tx.get(Mentee, id)
    if mentee is None:
        raise NotFound(_("There is no such mentee, or you may not see them."))
    return mentee


def consent_of(tx: Tx, mentee: Mentee) -> Consent | None:
    """The consent to youth programs that stands today and lasts longest: a guardian's, of an adult their own."""
    day = today(tx)
    rows = [
        row
        for row in tx.exec(select(Consent).where(Consent.person_id == mentee.person_id))
        if row.status == Standing.ACTIVE
        and row.effective_on <= day <= row.expires_on
        and Purpose.YOUTH_PROGRAM.value in row.purposes
        and (row.given_by in FOR_A_MINOR or of_age(tx, mentee))
    ]
    return max(rows, key=lambda row: (row.expires_on, row.id)) if rows else None


def of_age(tx: Tx, mentee: Mentee) -> bool:
    """Whether a mentee is known to be 18 or older: they agree for themselves."""
    person = tx.get(Person, mentee.person_id)
    known = person is not None and (person.dob is not None or person.age_band is not None)
    return known and not minor_at(tx, mentee.person_id, today(tx))


def lacking(tx: Tx, mentee: Mentee) -> Iterator[tuple[str, str, str]]:
    """What a young person lacks before they take part: the standard, the field, and the sentence."""
    if consent_of(tx, mentee) is None:
        said = _("No consent of a guardian to youth programs stands for the mentee.")
        if of_age(tx, mentee):
            said = _("No consent to youth programs stands for the mentee.")
        yield "matching_and_initiation", "mentee_id", said
    if mentee.assent_on is None:
        yield "matching_and_initiation", "mentee_id", _("The mentee has not agreed themselves yet.")


def report_made(tx: Tx, mentee_id: UUID, draft: ReportDraft) -> None:
    """Keep that a report of suspected abuse was made about a mentee, and when."""
    at = draft.at or tx.now
    if at > tx.now:
        raise Invalid(Problem("at", _("This moment lies in the future. Call first, then note it here.")))
    tx.add(ReportMade(mentee_id=mentee_id, at=at, by=tx.actor.id))


@act(Mentee, N_("Suspected abuse: a report was made"), may=May.READ_YOUTH)
def note_report(tx: Tx, mentee: Mentee, draft: ReportDraft) -> None:
    """Keep that a mandated report was made and when, never what it said."""
    report_made(tx, mentee.id, draft)


def reporting(tx: Tx, mentee_id: UUID | None = None) -> Section:
    """Where suspected abuse is reported and what is said there; and of one mentee, that and when it was."""
    phone = text_setting(tx, REPORT_PHONE, "911")
    script = text_setting(tx, REPORT_SCRIPT) or _(
        "Say who you are, who the child is, what you saw or heard, and when. Ask who takes the report."
    )
    lines = [Line(_("Call {phone} now, yourself.").format(phone=phone), script)]
    asked = select(ReportMade).where(ReportMade.mentee_id == mentee_id).order_by(col(ReportMade.at))
    for one in tx.exec(asked) if mentee_id is not None else ():
        at = one.at.astimezone(tx.store.zone)
        lines.append(
            Line(_("A report was made on {day} at {time}").format(day=long_day(at.date()), time=f"{at:%H:%M}"))
        )
    return Section(_("If you suspect abuse or neglect"), tuple(lines))


@query(May.READ_YOUTH)
def mentees(tx: Tx, after: tuple[datetime, UUID] | None = None, size: int = SIZE) -> Page:
    """All mentees the actor may see, the last entered first."""
    shown_: list[Any] = [Mentee.id, Mentee.person_id, Mentee.school, Mentee.assent_on]
    return page(tx, select(*shown_), (Mentee.entered_at, Mentee.id), after, size)  # type: ignore[arg-type]


def initials_of(tx: Tx, mentee_id: UUID) -> str:
    """A mentee by initials and age band, for pages and titles that name nobody young."""
    mentee = tx.get(Mentee, mentee_id)
    person = tx.get(Person, mentee.person_id) if mentee is not None else None
    return initialed(person, today(tx)) if person is not None else _("A young person")


def _words(tx: Tx, mentee: Mentee) -> Words:
    person = tx.get(Person, mentee.person_id)
    return Words(shown(person) if person is not None else _("A young person"), _("Mentee"), mentee.school)


def _beside(tx: Tx, mentee: Mentee) -> list[Section]:
    consent = consent_of(tx, mentee)
    agreed = [Line(said) for _standard, _field, said in lacking(tx, mentee)]
    if consent is not None:
        until = _("Consent stands until {day}").format(day=long_day(consent.expires_on))
        agreed.insert(0, Line(until, kind="consents", id=consent.id))
    return [Section(_("Consent and assent"), tuple(agreed)), reporting(tx, mentee.id)]


def _due(tx: Tx) -> Iterator[Due]:
    """A consent that ends soon, or has ended, of those who take part."""
    taking_part: dict[UUID, UUID | None] = {}
    for id, whose in tx.exec(
        select(YouthMatch.mentee_id, YouthMatch.coordinator_id).where(
            col(YouthMatch.status).in_([MatchStatus.ACTIVE.value, MatchStatus.PAUSED.value])
        )
    ):
        taking_part[id] = whose
    for id, whose in tx.exec(
        select(CohortMember.mentee_id, Cohort.coordinator_id)
        .join(Cohort, col(Cohort.id) == CohortMember.cohort_id)
        .where(Cohort.status == CohortStatus.RUNNING.value, col(CohortMember.left_on).is_(None))
    ):
        taking_part.setdefault(id, whose)
    for mentee in tx.exec(select(Mentee).where(col(Mentee.id).in_(taking_part))):
        consent = consent_of(tx, mentee)
        if consent is not None and consent.expires_on > today(tx) + WARNED:
            continue
        ended = consent is None
        yield Due(
            id=mentee.id,
            at=tx.now if consent is None else datetime.combine(consent.expires_on, MORNING, tx.store.zone),
            what=_("The consent to a youth program has ended") if ended else _("Renew the consent to a youth program"),
            owners=frozenset(id for id in (taking_part[mentee.id],) if id is not None),
            unit=mentee.unit,
            neighborhood_id=mentee.neighborhood_id,
            person_id=mentee.person_id,
        )


Kind(
    "mentees",
    Mentee,
    N_("Mentees"),
    N_("Mentee"),
    read=May.READ_YOUTH,
    draft=MenteeDraft,
    new=add_mentee,
    amend=change_mentee,
    page=mentees,
    columns=("person_id", "school", "assent_on"),
    order=("entered_at",),
    icon="user",
    sight=SightBy(neighborhood="neighborhood_id"),
    parts={ReportMade: "mentee_id"},
    searched=_words,
    area=Area.YOUTH,
    beside=_beside,
    due=_due,
)
