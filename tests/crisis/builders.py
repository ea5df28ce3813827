"""What the tests of crisis work start from."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.disclosing import Purpose
from casemgr.records import crisis, plans
from tests.builders import a_consent

ACCOUNT = "Called for six times in a month; each time began anew and ended worse."
CALM = "They stood by the door and talked; the neighbor brought water."


def an_encounter(desk: Desk, neighborhood: UUID, person: UUID | None = None, **facts: Any) -> UUID:
    """A draft with all that a seal asks for; `desk` is an officer's."""
    now = desk.store.clock()
    values = {
        "call_type": "dispatched_mh",
        "occurred_at": now - timedelta(hours=2),
        "cleared_at": now - timedelta(hours=1),
        "dispositions": ["resolved_on_scene"],
        "narrative": CALM,
    }
    draft = crisis.CrisisDraft(neighborhood_id=neighborhood, person_id=person, **values | facts)  # type: ignore
    return desk.do(crisis.log_crisis, draft)


def sealed(desk: Desk, neighborhood: UUID, person: UUID | None = None, **facts: Any) -> UUID:
    """A sealed encounter."""
    id = an_encounter(desk, neighborhood, person, **facts)
    desk.do(crisis.seal, id, Nothing())
    return id


def a_plan(desk: Desk, person: UUID, **facts: Any) -> UUID:
    """A plan for safety's sake, as a draft; `desk` is its author's."""
    values = {"to_do": ["Sit down first", "Speak low"], "not_to_do": ["Stand in the door"], "safety_basis": ACCOUNT}
    return desk.do(plans.add_plan, plans.PlanDraft(person_id=person, **values | facts))  # type: ignore[arg-type]


def agreed(desk: Desk, person: UUID, organization: UUID) -> UUID:
    """A consent to work together with this organization."""
    return a_consent(desk, person, organization, purposes=[Purpose.COORDINATION.value])
