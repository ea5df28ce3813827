"""The rounds of officers: two thousand contacts over fourteen months, and whom they meet."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random

from casemgr.core.access import Role
from casemgr.demo import entries, helping, meeting, promises
from casemgr.demo.books import Member
from casemgr.demo.days import DAYS, Shift, id_at
from casemgr.demo.residents import UNHOUSED, Resident
from casemgr.demo.story import Encounter, Story

CONTACTS = 2_000
FIELD = frozenset({Role.OFFICER, Role.CO_RESPONDER})
SLOT = 25
"""Minutes between two contacts of a shift at least."""
SLOTS = 18
OUTREACH = frozenset({"homelessness_outreach", "substance_use_outreach", "crisis_follow_up", "welfare_check"})
YOUNG = "youth"


def tell(story: Story) -> None:
    """Fill the diary with all that officers do, and what follows from it."""
    for shift, count in _loads(story):
        for slot in sorted(story.chance.sample(range(SLOTS), count), reverse=True):
            met = _encounter(story, shift, slot)
            runs = promises.begins_run(story, met)
            promise = None if runs else promises.promised(story, met)
            referral = None if runs or promise else helping.referral_for(story, met)
            entries.log(story, met, promise, referred=referral is not None)
            if runs:
                promises.run(story, met)
            if promise is not None:
                promises.keep(story, met, promise)
            if referral is not None:
                helping.live(story, met, referral)
    entries.leave_drafts(story)


def _loads(story: Story) -> Iterator[tuple[Shift, int]]:
    """Each field shift in order with its number of contacts, two thousand in all."""
    field = {one.user for one in story.town.staff if FIELD & set(one.roles)}
    shifts = [shift for shift in story.diary.shifts() if shift.who in field]
    each, rest = divmod(CONTACTS, len(shifts))
    extra = set(story.chance.sample(range(len(shifts)), rest))
    for n, shift in enumerate(shifts):
        yield shift, each + (n in extra)


def _encounter(story: Story, shift: Shift, slot: int) -> Encounter:
    chance, member = story.chance, story.member(shift)
    quarter = _quarter(story, member)
    sort = _sort(story, member)
    at = shift.end - timedelta(minutes=SLOT * slot + chance.randint(4, 14))
    said = story.talk.types[sort]
    count = chance.randint(*said.people)
    residents = _residents(story, member, shift, quarter, sort, count) if count else ()
    wanted = [t for t in said.topics if not residents or t not in residents[0].needs]
    topics = tuple(chance.sample(wanted, min(len(wanted), chance.choice((0, 1, 1, 2)))))
    return Encounter(id_at(at, chance), shift, at, quarter, sort, residents, topics)


def _quarter(story: Story, member: Member) -> str:
    """One's own, but a co-responder goes wherever the unit does."""
    unit = [q.code for q in story.town.neighborhoods if q.unit == member.unit]
    own = 0.6 if Role.CO_RESPONDER in member.roles else 0.93
    return member.beat if story.chance.random() < own else story.chance.choice(unit)


def _sort(story: Story, member: Member) -> str:
    types = story.talk.types
    factor = 6 if Role.CO_RESPONDER in member.roles else 1
    weights = [sort.weight * (factor if name in OUTREACH else 1) for name, sort in types.items()]
    return story.chance.choices(list(types), weights)[0]


def _residents(story: Story, member: Member, shift: Shift, quarter: str, sort: str, count: int) -> tuple[Resident, ...]:
    """Whom the contact is with: someone new as long as there are strangers, or someone met before."""
    young = story.talk.types[sort].role == YOUNG
    gone = (shift.end - story.diary.at(story.diary.ago(DAYS), 0)) / timedelta(days=DAYS)
    if story.strangers[quarter] and story.chance.random() < (1 if gone > 0.7 else 0.32):
        _introduce(story, shift, quarter)
    met = story.acquaintances(member, quarter, young=young)
    if sort in OUTREACH:
        met = [one for one in met if one.living in UNHOUSED] or met
    if not met:
        return ()
    new = [one for one in met if one.known.int >> 80 == int(shift.end.timestamp() * 1000)]
    first = new[-1] if new else _again(met, story.chance)
    others = [one for one in met if one.family == first.family and one is not first]
    return (first, *others[: count - 1])


def _introduce(story: Story, shift: Shift, quarter: str) -> None:
    home = story.strangers[quarter].pop()
    meeting.write_down(story.diary, shift, home, story.names, story.ground.quarters, story.ground.places)
    story.known.setdefault(quarter, []).extend(home.people)


def _again(met: Sequence[Resident], chance: Random) -> Resident:
    """Some are met far more often than others."""
    return met[int(len(met) * chance.random() ** 2.2)]
