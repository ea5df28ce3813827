"""Contacts as officers write them down, with what is late, mended, taken back or left unfinished."""

from datetime import timedelta
from random import Random

from casemgr.core.access import Label
from casemgr.demo.days import Shift, id_at, plain
from casemgr.demo.promises import Promise
from casemgr.demo.story import Encounter, Story
from casemgr.records import contacts
from casemgr.records.contacts import BwcStatus, ContactDraft, ContactRole, FreeToLeave, ParticipantDraft, Precision

LATE, STOPPED, MENDED, WRONG, RESTRICTED = 97, 401, 197, 331, 149
"""One in so many contacts is entered late, looks like a stop, is corrected, is taken back, is restricted."""
STRANGERS = ("man with the red dog", "woman with the blue cart", "two boys on one bike", "driver of the bread van")
NEXT_STEPS = {
    "none_needed": 50,
    "information_given": 38,
    "issue_raised": 8,
    "handed_to_dispatch": 2,
    "report_in_rms": 2,
}
BEGUN = {"officer_initiated": 62, "community_initiated": 24, "dispatched_call": 9, "partner_request": 5}
MEDIA = {"in-person": 88, "voice-only": 8, "text/email": 4}
DRAFTERS = 6


def log(story: Story, met: Encounter, promise: Promise | None, *, referred: bool) -> None:
    """The contact, written down at the end of the shift."""
    story.logged += 1
    draft = _draft(story, met, promise, referred=referred)
    bare = promise is None and not referred
    if bare and story.logged % LATE == 5:
        draft = _late(story, met, draft)
    if story.logged % STOPPED == 7:
        number = f"DEMO-{story.logged:05d}"
        stopped = {"free_to_leave": FreeToLeave.NO, "stop_guard_seen": True, "rms_number": number}
        draft = draft.model_copy(update=stopped)
    if story.logged % RESTRICTED == 17:
        draft = draft.model_copy(update={"sensitivity": Label.RESTRICTED})
    story.diary.do(met.shift, plain(contacts.log_contact, draft))
    if bare and story.logged % WRONG == 13:
        story.diary.do(met.shift, plain(contacts.entered_in_error, met.id, "DEMO. Logged for the wrong day."))
    elif story.logged % MENDED == 19:
        _mend(story, met, draft)


def _draft(story: Story, met: Encounter, promise: Promise | None, *, referred: bool) -> ContactDraft:
    chance = story.chance
    said = story.talk.types[met.sort]
    about = met.residents[0] if met.residents else None
    quarter = next(q for q in story.town.neighborhoods if q.code == met.quarter)
    spots = [spot for spot in story.town.places if spot.quarter == met.quarter]
    spot = chance.choice(spots) if chance.random() < 0.5 else None
    camera = chance.choices([*BwcStatus, None], (60, 4, 16, 8, 12))[0]
    if promise is not None:
        step = "follow_up_scheduled"
    else:
        step = "referral_started" if referred else _one_of(NEXT_STEPS, chance)
    return ContactDraft(
        id=met.id,
        contact_type=met.sort,
        neighborhood_id=story.ground.quarters[met.quarter],
        next_step="complaint_routed" if met.sort == "praise_or_concern_received" and step == "issue_raised" else step,
        topics=list(met.topics),
        headline=chance.choice(said.headlines),
        note=chance.choice(said.notes) if chance.random() < 0.7 else "",
        participants=_participants(met, said.role, chance),
        occurred_at=met.at,
        medium=_one_of(MEDIA, chance),
        initiation=_one_of(BEGUN, chance),
        reached=met.sort != "welfare_check" or chance.random() < 0.85,
        duration_min=chance.randint(*said.minutes),
        people_count_adult=chance.randint(1, 3),
        people_count_youth=chance.randint(1, 12) if said.role == "youth" else 0,
        language=about.language if about is not None and about.speaks else "en",
        interpreter=about is not None and about.speaks and about.language != "es" and chance.random() < 0.6,
        beat=spot.beat if spot is not None else chance.choice(quarter.beats),
        place_id=story.ground.places[spot.name] if spot is not None else None,
        location_precision=Precision.BLOCK if spot is not None else Precision.NEIGHBORHOOD,
        follow_up_in_days=promise.days if promise is not None else None,
        follow_up_what=promise.what if promise is not None else "",
        bwc_status=camera,
        bwc_reason="DEMO. Battery was empty." if camera is BwcStatus.NOT_ACTIVATED else "",
        bwc_ref=f"BWC-DEMO-{story.logged:05d}" if camera is BwcStatus.ACTIVATED else "",
    )


def _participants(met: Encounter, role: str, chance: Random) -> list[ParticipantDraft]:
    if not met.residents:
        stranger = ParticipantDraft(role=ContactRole.ANONYMOUS, alias_text=chance.choice(STRANGERS))
        return [stranger] if chance.random() < 0.25 else []
    first, *others = met.residents
    named = [ParticipantDraft(person_id=first.known, role=ContactRole(role))]
    return named + [ParticipantDraft(person_id=one.known, role=ContactRole.RESIDENT) for one in others]


def _late(story: Story, met: Encounter, draft: ContactDraft) -> ContactDraft:
    """Two to six weeks late, with the reason."""
    days = story.chance.randint(15, 40)
    reason = story.chance.choice(story.talk.late_reasons)
    late = {"occurred_at": met.at - timedelta(days=days), "late_reason": reason, "not_same": True}
    return draft.model_copy(update=late)


def _mend(story: Story, met: Encounter, draft: ContactDraft) -> None:
    """A correction in the officer's next shift: a new version of the same contact."""
    shift = story.diary.after(met.shift.who, met.shift.end)
    if shift is not None:
        mended = {"id": id_at(shift.end, story.chance), "headline": f"{draft.headline} (corrected)"}
        story.diary.do(shift, plain(contacts.amend_contact, met.id, draft.model_copy(update=mended)))


def leave_drafts(story: Story) -> None:
    """What officers began to write and did not finish: some yesterday, some last week."""
    officers = [one for one in story.town.staff if one.beat][:DRAFTERS]
    for n, officer in enumerate(officers):
        ends = story.diary.ends[officer.user]
        shift = Shift(ends[-1 - n % 3], officer.user)
        draft = ContactDraft(
            id=id_at(shift.end, story.chance),
            contact_type=_one_of({name: sort.weight for name, sort in story.talk.types.items()}, story.chance),
            neighborhood_id=story.ground.quarters[officer.beat],
            next_step="none_needed",
            occurred_at=shift.end - timedelta(minutes=3),
            note="DEMO. To be finished after the",
            as_draft=True,
        )
        story.diary.do(shift, plain(contacts.log_contact, draft))


def _one_of(weights: dict[str, int], chance: Random) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]
