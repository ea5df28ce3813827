"""The steps of an encounter: sealed, added to, its partner told, check-ins promised, or marked entered in error."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.acts import Nothing, act
from casemgr.core.errors import Conflict, Invalid, NotAllowed, Problem
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.disclosing import Basis, Purpose
from casemgr.i18n import N_, _
from casemgr.records import consents, directory, disclosures, followups, plans, staff
from casemgr.records.crisis.checking import check_seal, check_text
from casemgr.records.crisis.drafts import AdditionDraft, CrisisDraft, InErrorDraft, NoticeDraft
from casemgr.records.crisis.tables import CrisisAddition, CrisisEncounter, CrisisStatus
from casemgr.records.crisis.writing import log_crisis, text_of, written_by
from casemgr.records.disclosures import Medium
from casemgr.records.followups import Cadence, FollowUp, Status

KIND = "crisis"
NOTICE_WITHIN = timedelta(hours=72)
"""So soon after an encounter a treatment partner is to know of it (domain 5.1)."""
SHIFT = timedelta(hours=12)
DRAFT, SEALED, IN_ERROR = (status.value for status in CrisisStatus)


@act(CrisisEncounter, N_("Seal"), may=May.LOG_CRISIS, since={DRAFT}, to=SEALED, holds=written_by)
def seal(tx: Tx, row: CrisisEncounter) -> None:
    """Seal an encounter once nothing is missing; where the person is known, promise to tell a partner in 72 hours."""
    check_seal(tx, row)
    row.sealed_at = tx.now
    if row.person_id is None:
        return
    promised = followups.schedule(
        tx,
        parent_kind=KIND,
        parent_id=row.id,
        what=_("Tell the treatment partner of the crisis"),
        due_at=row.occurred_at + NOTICE_WITHIN,
        assigned_to=row.officer_id,
        person_id=row.person_id,
        neighborhood_id=row.neighborhood_id,
    )
    tx.flush()
    row.notice_id = promised
    plans.note_outcome(tx, row.person_id, row.occurred_at, row.primary_disposition, row.techniques)


@command(May.LOG_CRISIS)
def log_sealed(tx: Tx, draft: CrisisDraft) -> UUID:
    """Write an encounter down and seal it at once; what is missing is said, and nothing is written then."""
    id = log_crisis(tx, draft)
    row = tx.get(CrisisEncounter, id)
    if row is not None and row.status == DRAFT:
        seal(tx, id, Nothing())
    return id


@act(CrisisEncounter, N_("Put right or add"), may=May.LOG_CRISIS, since={SEALED}, holds=written_by)
def add_to(tx: Tx, row: CrisisEncounter, draft: AdditionDraft) -> None:
    """Add to a sealed encounter, which stays as it was sealed."""
    problems = list(check_text(tx, row, "text", draft.text, [], ""))
    if problems:
        raise Invalid(*problems)
    tx.add(CrisisAddition(crisis_id=row.id, at=tx.now, by=tx.actor.id, text=draft.text))


def _awaits_notice(tx: Tx, row: CrisisEncounter) -> None:
    if row.person_id is None:
        raise Conflict(_("Nobody is named here; there is nobody to tell a partner about."))
    if row.partner_noticed_at is not None:
        raise Conflict(_("A treatment partner was told of this already."))


@act(CrisisEncounter, N_("Partner was told"), may=May.LOG_CRISIS, since={SEALED}, holds=_awaits_notice)
def partner_told(tx: Tx, row: CrisisEncounter, draft: NoticeDraft) -> None:
    """Note that a treatment partner was told, with the leave to; the promise to do so is kept by it."""
    at = draft.noticed_at or tx.now
    if not row.occurred_at <= at <= tx.now + timedelta(minutes=5):
        raise Invalid(Problem("noticed_at", _("A partner is told after the encounter, and not in the future.")))
    assert row.person_id is not None
    receiver = directory.receiver(tx, draft.service_id)
    whom = consents.organization(tx, receiver.organization_id, victim_services=receiver.vawa)
    basis = Basis(draft.basis, draft.basis_reason) if draft.basis else None
    day = consents.today(tx)
    leave = consents.require(tx, row.person_id, whom, draft.categories, day, purpose=Purpose.COORDINATION, basis=basis)
    named = f"{receiver.organization_name} · {receiver.service_name}"
    disclosures.disclose(
        tx,
        leave,
        row.person_id,
        named,
        Medium.SPOKEN,
        reason=draft.basis_reason if leave.basis else "",
        approved_by=_agreed(tx, draft) if leave.basis else None,
        about_kind=KIND,
        about_id=row.id,
    )
    row.partner_noticed_at = at
    if row.notice_id is not None and _open(tx, row.notice_id):
        followups.done(tx, row.notice_id, receiver.service_name)


def _agreed(tx: Tx, draft: NoticeDraft) -> UUID:
    """The supervisor by whose word something is told without consent: the actor, or whoever is named."""
    if draft.approved_by is None and tx.actor.may(May.SUPERVISE):
        return tx.actor.id
    if draft.approved_by is None or not staff.supervises(tx, draft.approved_by):
        said = _("Without consent a supervisor has to agree. Call one, and name them here.")
        raise Invalid(Problem("approved_by", said))
    return draft.approved_by


def _open(tx: Tx, id: UUID) -> bool:
    promised = tx.get(FollowUp, id)
    return promised is not None and promised.status == Status.OPEN


def _may_check_in(tx: Tx, row: CrisisEncounter) -> None:
    if row.person_id is None:
        raise Conflict(_("Nobody is named here; there is nobody to check in with."))
    asked = select(FollowUp.id).where(FollowUp.parent_kind == KIND, FollowUp.parent_id == row.id)
    if [id for id in tx.exec(asked) if id != row.notice_id]:
        raise Conflict(_("Check-ins after this crisis are promised already."))


@act(CrisisEncounter, N_("Promise check-ins"), may=May.LOG_CRISIS, since={SEALED}, holds=_may_check_in)
def check_ins(tx: Tx, row: CrisisEncounter) -> None:
    """Promise to check in 1, 3, 14 and 30 days after the encounter."""
    followups.schedule_cadence(
        tx,
        template=Cadence.CRISIS,
        parent_kind=KIND,
        parent_id=row.id,
        reference=row.occurred_at,
        assigned_to=row.officer_id,
        person_id=row.person_id,
        neighborhood_id=row.neighborhood_id,
    )


def _own_and_fresh(tx: Tx, row: CrisisEncounter) -> None:
    written_by(tx, row)
    fresh = row.entered_at is None or tx.now - row.entered_at <= SHIFT
    if row.status == SEALED and not fresh and not tx.actor.may(May.SUPERVISE):
        raise NotAllowed(_("The shift is over; ask a supervisor to mark it entered in error."))


@act(
    CrisisEncounter,
    N_("Entered in error"),
    may=May.LOG_CRISIS,
    since={DRAFT, SEALED},
    to=IN_ERROR,
    holds=_own_and_fresh,
)
def entered_in_error(tx: Tx, row: CrisisEncounter, draft: InErrorDraft) -> None:
    """Mark an encounter entered in error, one's own within the shift or as a supervisor; it stays readable."""
    text = text_of(tx, row.id)
    text.error_reason = draft.reason
    tx.add(text)
    followups.stop_for(tx, KIND, row.id, _("The encounter was entered in error."))
