"""The question of a receiver to whoever made the referral, its answer, calls in between, and the person being told."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from casemgr.core.errors import Invalid, Problem
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.records import followups
from casemgr.records.referrals.drafts import AnswerBackDraft, AskBackDraft, StepDraft, TriedDraft
from casemgr.records.referrals.tables import Referral, ReferralEvent, ReferralQuestion

DAYS_TO_ANSWER = 1
OTHER = "other"


def question_of(tx: Tx, referral_id: UUID) -> ReferralQuestion | None:
    """The question that waits for its answer, or none."""
    asked = select(ReferralQuestion).where(
        ReferralQuestion.referral_id == referral_id, col(ReferralQuestion.answered_at).is_(None)
    )
    return tx.exec(asked).first()


def asked_back(tx: Tx, referral: Referral, answer: AskBackDraft) -> str:
    if question_of(tx, referral.id) is not None:
        raise Invalid(Problem("question", _("A question is already waiting for its answer.")))
    if answer.question == OTHER and referral.wall:
        sentence = _("This program's own words stay behind its wall; choose a question from the list.")
        raise Invalid(Problem("question", sentence))
    if answer.question == OTHER and not answer.note:
        raise Invalid(Problem("note", _("Write the question.")))
    return answer.question


def keep_question(tx: Tx, referral: Referral, event: ReferralEvent) -> None:
    """Keep a question that was asked, and promise its answer in the name of the referring officer."""
    promised = _("Answer a question of {service}").format(service=referral.service_name)[:120]
    followups.schedule(
        tx,
        parent_kind="referrals",
        parent_id=referral.id,
        what=promised,
        due_at=tx.now + timedelta(days=DAYS_TO_ANSWER),
        assigned_to=referral.officer_id,
        person_id=referral.person_id,
        neighborhood_id=referral.neighborhood_id,
    )
    tx.add(
        ReferralQuestion(
            referral_id=referral.id, event_id=event.id, code=event.code, asked_at=tx.now, promised=promised
        )
    )


def answered_back(tx: Tx, referral: Referral, _answer: AnswerBackDraft) -> str:
    question = question_of(tx, referral.id)
    if question is None:
        raise Invalid(Problem("status", _("Nothing was asked about this referral, or it is answered already.")))
    question.answered_at = tx.now
    tx.add(question)
    followups.complete_for(tx, "referrals", referral.id, question.promised, _("The question is answered."))
    return question.code


def tried(_tx: Tx, referral: Referral, answer: TriedDraft) -> str:
    if referral.no_reply:
        sentence = _("Victim services are asked for nothing; wait until they or the person say something.")
        raise Invalid(Problem("status", sentence))
    return answer.result


def person_told(_tx: Tx, _referral: Referral, _answer: StepDraft) -> str:
    return ""
