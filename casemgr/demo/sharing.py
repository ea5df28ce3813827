"""Consents: asked for when someone is referred; some are refused, narrowed, run out or are taken back."""

from datetime import timedelta
from random import Random
from uuid import UUID

from casemgr.demo.days import Call, Shift, id_at, plain
from casemgr.demo.residents import Resident
from casemgr.demo.story import Story
from casemgr.records import consents
from casemgr.records.consents import ConsentDraft, Method, NarrowDraft, RefusalDraft, RevokeDraft

SHARED = ("identity", "contact_details", "needs")
PART2, VICTIM = "substance_use_part2", "victim_services"
SOON = 26
"""Days back from which a consent may be one that is about to run out."""
EVENT = "Moves into a home of their own"


def categories(story: Story, services: tuple[str, ...]) -> list[str]:
    """What these services have to be told."""
    local = [story.town.services.get(service) for service in services]
    part2 = any(one is not None and one.part2_program for one in local)
    victim = any(one is not None and one.vawa_provider for one in local)
    return [*SHARED, *([PART2] if part2 else []), *([VICTIM] if victim else [])]


def ask(story: Story, shift: Shift, resident: Resident, services: tuple[str, ...], *, lasting: bool) -> UUID:
    """A consent to tell these services, recorded in the shift.

    A `lasting` one is not taken back; some such are narrowed later, or end with what they were to last until.
    """
    chance = story.chance
    id, shared = id_at(shift.end, chance), categories(story, services)
    since = (story.diary.today - story.diary.day(shift.end)).days
    spoken = len(shared) == len(SHARED) and chance.random() < 0.15
    waits = lasting and chance.random() < 0.08
    soon = since < SOON and chance.random() < 0.5
    method = Method.VERBAL if spoken else chance.choice((Method.WRITTEN, Method.WRITTEN, Method.ELECTRONIC))
    draft = ConsentDraft(
        id=id,
        person_id=resident.known,
        given_by="parent_or_guardian" if resident.minor else "individual",
        recipient_ids=_organizations(story, services),
        categories=[*shared, "service_use"] if chance.random() < 0.5 else shared,
        purposes=[chance.choice(story.talk.purposes)],
        expires_on=story.diary.today + timedelta(days=chance.randint(2, 13)) if soon else None,
        expires_event=EVENT if waits and not soon else "",
        method=method,
        signed_name=(f"{resident.given} {resident.family}".strip() or "X") if method is Method.ELECTRONIC else "",
        witness=chance.choice(story.talk.witnesses) if spoken else "",
        language=resident.language if resident.speaks else "en",
        interpreter="Interpreter on call (DEMO)" if resident.speaks and resident.language != "es" else "",
        not_a_condition_of_service=True,
        assent=resident.minor,
    )
    story.diary.do(shift, plain(consents.record_consent, draft))
    if draft.expires_event:
        _later(story, shift, 40, (consents.expire_consent, (id,)))
    elif lasting and not soon and story.referred % 29 > 26:
        _later(story, shift, 15, (consents.narrow_consent, (id, _narrowed(shift, draft, chance))))
    return id


def refuse(story: Story, shift: Shift, resident: Resident, services: tuple[str, ...]) -> None:
    """Asked, and told no; nothing is held against them."""
    draft = RefusalDraft(
        id=id_at(shift.end, story.chance),
        person_id=resident.known,
        recipient_ids=_organizations(story, services),
        categories=categories(story, services),
        withholding_reason=story.chance.choice(("fear", "communicate_information", "others")),
    )
    story.diary.do(shift, plain(consents.refuse_consent, draft))


def revoked() -> RevokeDraft:
    return RevokeDraft(reason="DEMO. Does not want this to go on.")


def _organizations(story: Story, services: tuple[str, ...]) -> list[UUID]:
    named = dict.fromkeys(story.ground.organizations[service] for service in services)
    return [story.ground.providers[organization] for organization in named]


def _narrowed(shift: Shift, draft: ConsentDraft, chance: Random) -> NarrowDraft:
    return NarrowDraft(
        id=id_at(shift.end, chance),
        recipient_ids=draft.recipient_ids,
        categories=["identity"],
        purposes=draft.purposes,
        reason="DEMO. Only the name from now on.",
    )


def _later(story: Story, shift: Shift, days: int, call: Call) -> None:
    later = story.diary.after(shift.who, shift.end, days)
    if later is not None:
        story.diary.do(later, plain(call[0], *call[1]))
