"""Training in the demo town: its coordinator brings lists of completions and the duty rosters, as files."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from casemgr.core.access import Role
from casemgr.demo.books import Member
from casemgr.demo.days import plain
from casemgr.demo.story import Story
from casemgr.records.training import import_completions, import_roster

COORDINATOR = "i.fontaine"
LISTS = (410, 300, 190, 100, 45, 12)
"""Days ago on which a list of completions came in; each has what was completed since the one before."""
ROSTERS = (63, 49, 35, 21, 7)
"""Days ago on which the roster of the two weeks from then came in."""
COURSES = {
    "CUL-4": (60, 350),
    "DEE-8": (90, 700),
    "CON-4": (90, 700),
    "CIT-8": (60, 690),
    "PRO-2": (30, 400),
    "APP-1": (20, 340),
}
"""Each with how many days ago the latest and the earliest completed it."""
TRAINED = frozenset({Role.OFFICER, Role.CO_RESPONDER, Role.SUPERVISOR})
KEEPERS = TRAINED | {Role.COMMANDER, Role.RECORDS_CUSTODIAN}
LAPSED, SOON = "e.haddad", "t.nguyen"
"""Whose training in privacy has run out, and whose will within two months."""
WITHOUT_CIT = frozenset({"t.nguyen", "d.singh", "e.haddad"})
WITHOUT_CULTURE = frozenset({"l.kowalska", "p.hollis"})
SHIFTS = {15: "day", 16: "evening", 22: "night"}


def tell(story: Story) -> None:
    """Fill the diary with the lists and the rosters."""
    done = sorted(_completed(story), key=lambda row: -row[2])
    before = 10_000
    for ago in LISTS:
        rows = [(user, course, then) for user, course, then in done if ago <= then < before]
        shift = story.diary.on_or_after(COORDINATOR, story.diary.ago(ago))
        if shift is not None and rows:
            lines = [f"{user},{course},{story.diary.ago(then)},{80 + then % 19}" for user, course, then in rows]
            text = "\n".join(("user,course,completed_on,score", *lines))
            story.diary.do(shift, plain(import_completions, text))
        before = ago
    for ago in ROSTERS:
        shift = story.diary.on_or_after(COORDINATOR, story.diary.ago(ago))
        if shift is not None:
            lines = list(_duties(story, ago))
            story.diary.do(shift, plain(import_roster, "\n".join(("day,shift,beat,user", *lines))))


def _completed(story: Story) -> Iterator[tuple[str, str, int]]:
    """Who completed which course how many days ago."""
    for one in story.town.staff:
        chance = Random(f"port sample training {one.user}")
        if KEEPERS & set(one.roles):
            yield one.user, "REC-2", _privacy(one, chance)
        if not TRAINED & set(one.roles):
            continue
        for course, (latest, earliest) in COURSES.items():
            skipped = course == "CUL-4" and one.user in WITHOUT_CULTURE
            if not skipped:
                yield one.user, course, chance.randint(latest, earliest)
        if one.user not in WITHOUT_CIT:
            yield one.user, "CIT-40", chance.randint(420, 1400)


def _privacy(one: Member, chance: Random) -> int:
    if one.user == LAPSED:
        return 402
    return 325 if one.user == SOON else chance.randint(30, 280)


def _duties(story: Story, ago: int) -> Iterator[str]:
    """Two weeks from a day: each officer five days in seven, on a beat of their neighborhood."""
    first = story.diary.ago(ago)
    beats = {area.code: area.beats for area in story.town.neighborhoods}
    officers = [one for one in story.town.staff if one.beat in beats and Role.OFFICER in one.roles]
    for n, one in enumerate(officers):
        for day in range(14):
            if (day + n) % 7 < 5:
                beat = beats[one.beat][(day + n) % len(beats[one.beat])]
                yield f"{first + timedelta(days=day)},{SHIFTS[one.hour]},{beat},{one.user}"
