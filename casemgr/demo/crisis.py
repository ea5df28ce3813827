"""People in crisis: encounters over fourteen months, some with the same people; and four response plans."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from casemgr.core.access import Role
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.demo.days import Call, Shift, id_at, plain
from casemgr.demo.residents import Resident
from casemgr.demo.story import Story
from casemgr.disclosing import Purpose
from casemgr.records import consents, crisis, disclosures, plans
from casemgr.records.consents import ConsentDraft, Method
from casemgr.records.contacts import BwcStatus
from casemgr.records.crisis import CrisisDraft, Hold, NoticeDraft, Transport
from casemgr.records.disclosures import ReviewDraft
from casemgr.records.plans import CallDraft, PlanDraft

ENCOUNTERS = 52
SUPERVISOR, CO_RESPONDER = "s.okafor", "n.abara"
FIELD = frozenset({Role.OFFICER, Role.CO_RESPONDER})
PARTNER = "mobile-crisis"
GROWN = 21
REGULARS = 4
"""People met more than once; the plans are theirs."""
CALLS = ("dispatched_mh", "dispatched_mh", "dispatched_wellness", "dispatched_wellness", "self_initiated")
ENDINGS: tuple[tuple[str, Hold, Transport], ...] = (
    ("resolved_on_scene", Hold.NONE, Transport.NONE),
    ("resolved_on_scene", Hold.NONE, Transport.NONE),
    ("treatment_referral", Hold.NONE, Transport.NONE),
    ("resource_declined", Hold.NONE, Transport.NONE),
    ("mobile_crisis_team", Hold.NONE, Transport.MOBILE_TEAM),
    ("voluntary_commit", Hold.VOLUNTARY, Transport.AMBULANCE),
    ("voluntary_commit", Hold.VOLUNTARY, Transport.POLICE),
    ("shelter", Hold.NONE, Transport.POLICE),
    ("emergent_hold", Hold.EMERGENCY_HOLD, Transport.AMBULANCE),
)
BEHAVIORS = ("disoriented_confused", "unusual_fright_scared", "hopeless_depressed", "suicide_threat_attempt", "mania")
TECHNIQUES = ("verbalization", "active_listening", "time_distance_cover", "peer_or_family_assist")
DANGER = "DEMO. Said they would go back to the water tonight."
TOLD = (
    "DEMO. Sat on the steps and shouted at passing cars. We kept our distance and talked about the weather first.",
    "DEMO. Had not slept for days and asked for quiet. A relative came and stayed; we left when it was calm.",
    "DEMO. Stood at the water and would not say why. After some time came with us to the bench.",
    "DEMO. Was frightened of people in the hall. We checked the hall together and waited for the team.",
)


@dataclass(frozen=True)
class Told:
    """A plan of the demo: how many days ago it was written, and whether it was approved."""

    days: int
    approved: bool = True
    consent: bool = False


PLANS = (Told(60, consent=True), Told(168), Told(210), Told(4, approved=False))
"""One in force with consent, one near its review, one that ran out, one that awaits a supervisor."""


def tell(story: Story) -> None:
    """Fill the diary with encounters and plans; who is in them was met before."""
    chance = Random("port sample crisis")
    shifts = [shift for shift in story.diary.shifts() if FIELD & set(story.member(shift).roles)]
    regulars = _regulars(story)
    for n, shift in enumerate(shifts[(i + 1) * len(shifts) // (ENCOUNTERS + 1)] for i in range(ENCOUNTERS)):
        _encounter(story, chance, shift, _whom(story, regulars, shift, n), n)
    for resident, told in zip(regulars, PLANS, strict=True):
        _plan(story, chance, resident, told)


def met_at(resident: Resident) -> datetime:
    """When someone was written down: their id is as old as that."""
    return datetime.fromtimestamp((resident.known.int >> 80) / 1000, UTC)


def _regulars(story: Story) -> list[Resident]:
    """Adults met early, of quarters of their own as far as there are some."""
    early = sorted(_grown(story), key=lambda one: (met_at(one), one.known))
    by_quarter = list({one.quarter: one for one in reversed(early)}.values())
    return [*by_quarter, *(one for one in early if one not in by_quarter)][:REGULARS]


def _whom(story: Story, regulars: list[Resident], shift: Shift, n: int) -> Resident | None:
    """Every third time someone known well, every third someone else, and else nobody who gave a name."""
    if n % 3 == 2:
        return None
    unit = story.member(shift).unit
    some = regulars if n % 3 == 0 else _grown(story)
    there = [one for one in some if met_at(one) < shift.end - timedelta(days=1) and _unit(story, one) == unit]
    return there[n * 7 % len(there)] if there else None


def _grown(story: Story) -> list[Resident]:
    """Those with a name who were of age all the while."""
    met = [one for some in story.known.values() for one in some]
    return [one for one in met if one.age >= GROWN and one.given and one.family]


def _unit(story: Story, resident: Resident) -> str:
    """The unit whose people see someone: that of who wrote them down."""
    return story.town.member(resident.author).unit


def _encounter(story: Story, chance: Random, shift: Shift, resident: Resident | None, n: int) -> None:
    id = id_at(shift.end, chance)
    draft = CrisisDraft.model_validate({"id": id} | dict(_facts(story, chance, shift, resident, n)))
    story.diary.do(shift, plain(crisis.log_crisis, draft))
    if n == ENCOUNTERS - 1:
        return  # The last one is a draft still.
    story.diary.do(shift, plain(crisis.seal, id, Nothing()))
    if resident is not None and n % 5:
        notice = NoticeDraft(
            service_id=story.ground.services[PARTNER],
            categories=["identity"],
            basis="imminent_threat",
            basis_reason=DANGER,
            approved_by=story.ground.staff[SUPERVISOR],
        )
        story.diary.do(shift, plain(crisis.partner_told, id, notice))
        later = story.diary.after(SUPERVISOR, shift.end, 1)
        if later is not None:
            story.diary.do(later, _reviews)
    if resident is not None and n % 4 == 1:
        story.diary.do(shift, plain(crisis.check_ins, id, Nothing()))


def _reviews(desk: Desk) -> list[Call]:
    """What a supervisor has yet to read of what a partner was told in danger, by others."""
    seen = ReviewDraft(finding="DEMO. Read with the officer; it was needed, and no more was told than that.")
    due = [one for one in desk.ask(disclosures.reviews_due) if one.reason == DANGER and one.by != desk.actor.id]
    return [(disclosures.review_disclosure, (one.id, seen)) for one in due]


def _facts(story: Story, chance: Random, shift: Shift, resident: Resident | None, n: int) -> Iterator[tuple[str, Any]]:
    member = story.member(shift)
    at = shift.end - timedelta(minutes=chance.randint(150, 330))
    ending, hold, transport = ("arrested", Hold.NONE, Transport.POLICE) if n == 19 else chance.choice(ENDINGS)
    camera = chance.choice((BwcStatus.ACTIVATED, BwcStatus.ACTIVATED, BwcStatus.NOT_EQUIPPED))
    came = member.user != CO_RESPONDER and chance.random() < 0.35
    yield "person_id", resident.known if resident is not None else None
    yield "occurred_at", at
    yield "cleared_at", at + timedelta(minutes=chance.randint(18, 95))
    yield "call_type", chance.choice(CALLS)
    yield "initiation", "dispatched_call"
    quarter = resident.quarter if resident is not None else member.beat
    yield "neighborhood_id", story.ground.quarters[quarter or next(iter(story.ground.quarters))]
    yield "natures", [chance.choice(("biologically_induced", "chemically_induced", "unknown_crisis_nature"))]
    yield "behaviors", chance.sample(BEHAVIORS, chance.choice((1, 2)))
    yield "techniques", chance.sample(TECHNIQUES, 2)
    yield "dispositions", [ending, *(["casemanager_notice"] if chance.random() < 0.2 else [])]
    yield "primary_disposition", ending
    yield "cit_dispatched", chance.random() < 0.8
    yield "cit_arrived", chance.random() < 0.65
    yield "co_responder_dispatched", came
    yield "co_responder_arrived", came
    yield "co_responder_id", story.ground.staff[CO_RESPONDER] if came else None
    yield "hold", hold
    yield "hold_form_number", f"DEMO-H{n:03d}" if hold is Hold.EMERGENCY_HOLD else ""
    yield "transport", transport
    yield "force_used", n in (19, 34)
    yield "rms_number", f"DEMO-{n:05d}" if n in (19, 34) else ""
    yield "cad_number", f"DEMO-C{n:04d}"
    yield "narrative", TOLD[n % len(TOLD)]
    yield "bwc_status", camera
    yield "bwc_ref", f"BWC-DEMO-X{n:03d}" if camera is BwcStatus.ACTIVATED else ""


def _plan(story: Story, chance: Random, resident: Resident, told: Told) -> None:
    shift = story.diary.on_or_after(resident.author, story.diary.ago(told.days))
    if shift is None:
        return
    id = id_at(shift.end, chance)
    if told.consent:
        story.diary.do(shift, plain(consents.record_consent, _consent(story, chance, shift, resident)))
    story.diary.do(shift, plain(plans.add_plan, _draft(id, resident, told)))
    for call in _calls():
        story.diary.do(shift, plain(plans.add_call, id, call))
    story.diary.do(shift, plain(plans.submit, id, Nothing()))
    later = story.diary.after(SUPERVISOR, shift.end) if told.approved else None
    if later is not None:
        story.diary.do(later, plain(plans.approve, id, Nothing()))


def _consent(story: Story, chance: Random, shift: Shift, resident: Resident) -> ConsentDraft:
    return ConsentDraft(
        id=id_at(shift.end, chance),
        person_id=resident.known,
        recipient_ids=[next(iter(story.ground.providers.values()))],
        categories=["identity", "needs"],
        purposes=[Purpose.COORDINATION.value],
        method=Method.WRITTEN,
        not_a_condition_of_service=True,
    )


def _draft(id: UUID, resident: Resident, told: Told) -> PlanDraft:
    account = "DEMO. Called for four times in two months; each time began anew, and twice somebody was nearly hurt."
    return PlanDraft(
        id=id,
        person_id=resident.known,
        to_do=["Say your first name, then wait", "Offer water and a place to sit", "One voice only"],
        not_to_do=["Stand in the doorway", "Touch the bag", "Use lights or siren in the last block"],
        triggers=["Loud radios", "More than two officers"],
        techniques=["Talk about the harbor", "Calling the sister"],
        strategies=["Call the sister from the car", "Meet on the steps, not in the hall", "Ask what would help now"],
        background="DEMO. Lives alone since spring. Asked us for a plan after the second visit.",
        private_notes="DEMO. The neighbor calls when the light is on after midnight.",
        safety_basis="" if told.consent else account,
    )


def _calls() -> tuple[CallDraft, ...]:
    return (
        CallDraft(name="Demo sister", phone="(555) 555-0141", relationship="sister", note="until midnight"),
        CallDraft(name="Mobile crisis team", phone="(555) 555-0142", organization="Harbor County"),
    )
