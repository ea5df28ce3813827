"""Where each member of staff stands with each requirement, and the gates on what the untrained do not do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlmodel import col, select

from casemgr.core.access import Actor, May, Scope
from casemgr.core.days import long_day
from casemgr.core.errors import NotAllowed
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import _
from casemgr.records.staff import Staff
from casemgr.records.training.completions import Completion, CompletionStatus
from casemgr.records.training.gaps import Earned, earned_by, falls_due
from casemgr.records.training.requirements import Gated, Requirement, in_force


@dataclass(frozen=True)
class Standing:
    """One person and one requirement: minutes asked and earned, those not verified yet, and when it falls due."""

    staff_id: UUID
    name: str
    unit: str
    requirement_id: UUID
    title: str
    authority: str
    required: int
    earned: int
    waiting: int
    due: date | None
    short: bool


def today_of(tx: Tx) -> date:
    """Today, by the store's own clock."""
    return tx.now.astimezone(tx.store.zone).date()


@query(May.READ_TRAINING)
def standings(tx: Tx, on: date | None = None) -> tuple[Standing, ...]:
    """Everyone within the actor's reach against every requirement in force: those that fall due first, first.

    Who has met one for good comes last. `on` is a day other than today.
    """
    return tuple(sorted(_found(tx, _within_reach(tx), on or today_of(tx)), key=_order))


@query(May.READ_TRAINING)
def standing_of(tx: Tx, staff_id: UUID) -> tuple[Standing, ...]:
    """One member of staff against every requirement; empty for those whose training the actor does not see."""
    who = tx.get(Staff, staff_id)
    seen = [who] if who is not None and reaches(tx.actor, who) else []
    return tuple(sorted(_found(tx, seen, today_of(tx)), key=_order))


def refuse_untrained(tx: Tx, gated: Gated) -> None:
    """Refuse an actor who has not met a requirement on which this depends, and say which."""
    day = today_of(tx)
    asked = {one.id for one in in_force(tx, day) if gated in one.gates}
    for one in standing_of(tx, tx.actor.id) if asked else ():
        if one.short and one.requirement_id in asked:
            said = _(
                "This needs training: {title}, due since {day}. Once it is completed and verified, it is open again."
            )
            raise NotAllowed(said.format(title=one.title, day=long_day(one.due or day)))


def reaches(actor: Actor, who: Staff) -> bool:
    """Whether an actor sees what this member of staff completed."""
    if who.id == actor.id:
        return True
    within = actor.scope is Scope.ALL or (actor.scope is Scope.UNIT and bool(actor.unit) and who.unit == actor.unit)
    return actor.may(May.REVIEW_TRAINING) and within


def _within_reach(tx: Tx) -> list[Staff]:
    asked = select(Staff).where(col(Staff.active)).order_by(Staff.full_name, col(Staff.id))
    return [one for one in tx.exec(asked) if reaches(tx.actor, one)]


def _order(one: Standing) -> tuple[date, str, str]:
    return one.due or date.max, one.name, one.title


def _found(tx: Tx, whom: Sequence[Staff], day: date) -> list[Standing]:
    return list(_against(in_force(tx, day), whom, _earned(tx), day))


def _earned(tx: Tx) -> list[Completion]:
    wrong = CompletionStatus.ENTERED_IN_ERROR.value
    return list(tx.exec(select(Completion).where(col(Completion.status) != wrong)))


def _against(
    asked: Iterable[Requirement], whom: Sequence[Staff], completed: Sequence[Completion], day: date
) -> Iterable[Standing]:
    of: dict[UUID, list[Completion]] = {}
    for one in completed:
        of.setdefault(one.staff_id, []).append(one)
    for requirement in asked:
        for who in whom:
            if _applies(requirement, who):
                yield _standing(requirement, who, of.get(who.id, []), day)


def _applies(requirement: Requirement, who: Staff) -> bool:
    of_role = not requirement.roles or bool(set(requirement.roles) & set(who.roles))
    return of_role and requirement.for_unit in ("", who.unit)


def _standing(requirement: Requirement, who: Staff, completed: Sequence[Completion], day: date) -> Standing:
    fitting = [one for one in completed if _fits(requirement, one)]
    earned = [_counted(requirement, one) for one in fitting if one.status == CompletionStatus.VERIFIED]
    waiting = [_counted(requirement, one) for one in fitting if one.status == CompletionStatus.ENTERED]
    joined = who.entered_at.date() if who.entered_at is not None else requirement.effective_from
    since = max(requirement.effective_from, joined) + relativedelta(months=requirement.grace_months)
    due = falls_due(requirement.minutes, earned, since, day)
    return Standing(
        who.id,
        who.full_name,
        who.unit,
        requirement.id,
        requirement.title,
        requirement.authority,
        requirement.minutes,
        earned_by(earned, day),
        earned_by(waiting, day),
        due,
        due is not None and due <= day,
    )


def _fits(requirement: Requirement, one: Completion) -> bool:
    if requirement.course_id is not None:
        return one.course_id == requirement.course_id
    return one.topic == requirement.topic


def _counted(requirement: Requirement, one: Completion) -> Earned:
    """What a completion is worth here: until it leaves the window, or its certificate ends."""
    window = one.completed_on + relativedelta(months=requirement.cycle_months) if requirement.cycle_months else None
    ends = [day for day in (window, one.until) if day is not None]
    return Earned(one.completed_on, one.minutes, min(ends, default=None))
