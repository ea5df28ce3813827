"""Follow-ups: what officers promise, and what becomes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from casemgr.core.desk import Desk
from casemgr.demo.days import Call, Shift, Step, plain
from casemgr.demo.story import Encounter, Story
from casemgr.records import followups
from casemgr.records.followups import AttemptDraft, Cadence, CadenceDraft, Status

LATELY = 26
"""Days back from which what is promised may still be open."""
CADENCES = {
    "homelessness_outreach": Cadence.HOMELESSNESS_OUTREACH,
    "substance_use_outreach": Cadence.SUBSTANCE_USE,
    "crisis_follow_up": Cadence.CRISIS,
}
RUN_EVERY = 43
"""One in so many such contacts begins a run of follow-ups."""
RUN_DAYS = 40
METHODS = (("in-person", "no_answer"), ("voice-only", "left_message"), ("in-person", "no_answer"))


class Fate(StrEnum):
    """What becomes of a promise."""

    KEPT = "kept"
    KEPT_LATE = "kept_late"
    NOT_NEEDED = "not_needed"
    LOST = "lost"
    MOVED = "moved"
    HANDED_ON = "handed_on"
    OPEN = "open"


FATES = {Fate.KEPT: 66, Fate.KEPT_LATE: 12, Fate.NOT_NEEDED: 8, Fate.LOST: 5, Fate.MOVED: 6, Fate.HANDED_ON: 3}


@dataclass(frozen=True)
class Promise:
    """What is promised for so many days after the contact, the shift it falls into, and its fate."""

    days: int
    what: str
    fate: Fate
    shift: Shift | None = None


def promised(story: Story, met: Encounter) -> Promise | None:
    """What is promised at a contact, if anything; of late mostly something that is still open."""
    chance, what = story.chance, story.chance.choice(story.talk.promises)
    since = (story.diary.today - story.diary.day(met.at)).days
    if since <= LATELY:
        return _open(story, met, since, what) if chance.random() < 0.7 else None
    if chance.random() > 0.24:
        return None
    shift: Shift | None = met.shift
    for _again in range(chance.choice((1, 1, 2, 3))):
        shift = story.diary.after(met.shift.who, shift.end) if shift is not None else None
    if shift is None:
        return None
    fate = chance.choices(list(FATES), list(FATES.values()))[0]
    return Promise((story.diary.day(shift.end) - story.diary.day(met.at)).days, what, fate, shift)


def _open(story: Story, met: Encounter, since: int, what: str) -> Promise:
    """By turns overdue, due today and due next week, so that everyone has some of each."""
    turn = story.turns[met.shift.who] = story.turns.get(met.shift.who, -1) + 1
    if turn % 3 == 0 and since > 1:
        return Promise(story.chance.randint(1, since - 1), what, Fate.OPEN)
    ahead = 0 if turn % 3 == 1 else story.chance.randint(1, 7)
    return Promise(since + ahead, what, Fate.OPEN)


def keep(story: Story, met: Encounter, promise: Promise) -> None:
    """Put into the diary what becomes of a promise."""
    if promise.shift is None:
        return
    first, talk, chance = promise.shift, story.talk, story.chance
    match promise.fate:
        case Fate.KEPT:
            note = chance.choice(talk.kept)
            story.diary.do(first, _kept(met.id, note) if chance.random() < 0.4 else _step(met.id, followups.done, note))
        case Fate.KEPT_LATE:
            _in(story, _next(story, first), _kept(met.id, chance.choice(talk.kept)))
        case Fate.NOT_NEEDED:
            story.diary.do(first, _step(met.id, followups.not_needed, chance.choice(talk.not_needed)))
        case Fate.LOST:
            _lose(story, met, first)
        case Fate.MOVED:
            _move(story, met, first)
        case Fate.HANDED_ON:
            _hand_on(story, met, first)


def _lose(story: Story, met: Encounter, first: Shift) -> None:
    """Three attempts in three shifts, and then nobody is left to ask."""
    shift: Shift | None = first
    for method, result in METHODS:
        if shift is None:
            return
        note = story.chance.choice(story.talk.attempt_notes)
        story.diary.do(shift, _tried(met.id, method, result, note))
        shift = _next(story, shift)
    _in(story, shift, _step(met.id, followups.lost, story.chance.choice(story.talk.lost)))


def _move(story: Story, met: Encounter, first: Shift) -> None:
    later = _next(story, first)
    if later is not None:
        story.diary.do(first, _step(met.id, followups.postpone, later.end, "DEMO. They asked for another day."))
        story.diary.do(later, _kept(met.id, story.chance.choice(story.talk.kept)))


def _hand_on(story: Story, met: Encounter, first: Shift) -> None:
    """To a colleague of the same quarter, who keeps it."""
    beat = story.town.member(first.who).beat
    others = [one.user for one in story.town.staff if one.beat == beat and one.user != first.who]
    to = story.chance.choice(others)
    story.diary.do(first, _step(met.id, followups.reassign, story.ground.staff[to], "DEMO. On leave."))
    _in(story, story.diary.after(to, first.end), _kept(met.id, story.chance.choice(story.talk.kept)))


def run(story: Story, met: Encounter) -> None:
    """A whole run of follow-ups, each done in the first shift after it falls due."""
    draft = CadenceDraft(
        template=CADENCES[met.sort],
        reference=met.at,
        person_id=met.residents[0].known,
        parent_kind="contacts",
        parent_id=met.id,
    )
    story.diary.do(met.shift, plain(followups.promise_cadence, draft))
    shift = _next(story, met.shift)
    while shift is not None and shift.end < met.at + timedelta(days=RUN_DAYS):
        story.diary.do(shift, _all_due(met.id, shift, story.chance.choice(story.talk.kept)))
        shift = _next(story, shift)


def begins_run(story: Story, met: Encounter) -> bool:
    """Whether this contact is the first of a run."""
    return met.sort in CADENCES and bool(met.residents) and story.logged % RUN_EVERY == 0


def _next(story: Story, shift: Shift) -> Shift | None:
    return story.diary.after(shift.who, shift.end)


def _in(story: Story, shift: Shift | None, step: Step) -> None:
    """What would be done in a shift that is still to come stays undone."""
    if shift is not None:
        story.diary.do(shift, step)


def _of(desk: Desk, contact: UUID) -> list[UUID]:
    rows = desk.ask(followups.of_parent, "contacts", contact)
    return [row.id for row in rows if row.status == Status.OPEN]


def _step(contact: UUID, command: Callable[..., None], *args: object) -> Step:
    """Something done with the open follow-up of a contact."""
    return lambda desk: [(command, (id, *args)) for id in _of(desk, contact)]


def _tried(contact: UUID, method: str, result: str, note: str) -> Step:
    def step(desk: Desk) -> list[Call]:
        drafts = [AttemptDraft(followup_id=id, method=method, result=result, note=note) for id in _of(desk, contact)]
        return [(followups.attempt, (draft,)) for draft in drafts]

    return step


def _kept(contact: UUID, note: str) -> Step:
    """They are reached, and the promise is kept."""
    tried = _tried(contact, "in-person", "reached", "")
    done = _step(contact, followups.done, note)
    return lambda desk: [*tried(desk), *done(desk)]


def _all_due(contact: UUID, shift: Shift, note: str) -> Step:
    def step(desk: Desk) -> list[Call]:
        rows = desk.ask(followups.of_parent, "contacts", contact)
        due = [row.id for row in rows if row.status == Status.OPEN and row.due_at <= shift.end]
        return [(followups.done, (id, note)) for id in due]

    return step
