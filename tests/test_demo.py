"""The demo town: built once, and then looked at as its users would."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest

from casemgr import app as program
from casemgr.core import general
from casemgr.core.access import May
from casemgr.core.audit_reading import audit_entries
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.stretch import Effort
from casemgr.demo import PASSPHRASE, DemoTown, books, build, demo_home, founding, residents, roster, rounds, users
from casemgr.demo.residents import PEOPLE
from casemgr.demo.rounds import CONTACTS
from casemgr.demo.story import Ground, Story
from casemgr.records import consents, contacts, directory, followups, neighborhoods, people, referrals
from casemgr.records.followups import Bucket, Whose
from casemgr.records.referrals import Status
from casemgr.services import summary

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
"""Half past nine in the morning there."""
NAMESPACE = UUID(int=7)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo store, built once for all tests of this file."""
    made = Home(tmp_path_factory.mktemp("town") / "demo")
    town = run(build(made, TODAY, effort=Effort.TEST))
    assert town == DemoTown(users(made), PASSPHRASE)
    return made


@contextmanager
def signed_in(home: Home, user: str) -> Iterator[Desk]:
    shift = program.unlock(home, user, PASSPHRASE, effort=Effort.TEST, clock=lambda: NOW)
    try:
        yield shift.desk
    finally:
        shift.let_go()


@pytest.fixture
def commander(home: Home) -> Iterator[Desk]:
    with signed_in(home, "c.lindqvist") as desk:
        yield desk


@pytest.fixture
def supervisor(home: Home) -> Iterator[Desk]:
    with signed_in(home, "s.okafor") as desk:
        yield desk


def rows(desk: Desk, query: Any, **options: Any) -> list[Any]:
    """All rows of a list, page by page."""
    found: list[Any] = []
    after = None
    while True:
        page = desk.ask(query, after, **options)
        found += page.rows
        after = page.next
        if after is None:
            return found


def test_the_town_has_its_people_contacts_and_places(supervisor: Desk) -> None:
    assert PEOPLE - 3 <= len(rows(supervisor, people.people)) <= PEOPLE, "all but those no supervisor is shown"
    logged = rows(supervisor, contacts.contacts)
    assert len(logged) == CONTACTS
    days = {row.occurred_at.astimezone(supervisor.store.zone).date() for row in logged}
    assert min(days) < TODAY - timedelta(days=415)
    assert max(days) in (TODAY, TODAY - timedelta(days=1))
    assert {row.status for row in logged} == {"sealed", "entered_in_error"}
    assert len(rows(supervisor, neighborhoods.neighborhoods)) == 3
    assert len(rows(supervisor, directory.services)) == 25


def test_every_state_of_a_referral_is_there(supervisor: Desk) -> None:
    found = Counter(row.status for row in rows(supervisor, referrals.referrals))
    assert set(found) == {status.value for status in Status}
    assert found.total() > 150
    assert supervisor.ask(referrals.stalled)
    assert supervisor.ask(referrals.awaiting)


def test_every_state_of_a_follow_up_and_every_bucket_is_there(supervisor: Desk) -> None:
    closed = {row.status for row in rows(supervisor, followups.followups, closed=True)}
    assert closed == {"done", "not_needed", "lost", "cancelled"}
    due = supervisor.ask(followups.due, Whose.UNIT)
    assert all(due.count(bucket) > 5 for bucket in Bucket)


def test_every_officer_has_something_overdue_today_and_next_week(home: Home) -> None:
    for one in books.town().staff:
        if one.beat:
            with signed_in(home, one.user) as desk:
                due = desk.ask(followups.due)
                assert all(due.count(bucket) for bucket in Bucket), one.user


def test_consents_are_in_force_running_out_refused_narrowed_and_taken_back(supervisor: Desk) -> None:
    found = Counter(row.status for row in rows(supervisor, consents.consents))
    assert set(found) == {"active", "expired", "revoked", "refused", "superseded"}
    ending = supervisor.ask(consents.consents_ending, 14)
    assert ending


def test_numbers_and_addresses_belong_to_nobody(supervisor: Desk) -> None:
    phones, emails = set(), set()
    for row in rows(supervisor, people.people):
        card = supervisor.ask(people.person, row.id)
        phones |= {phone.raw for phone in card.phones}
        emails |= set(card.emails)
    assert len(phones) > 150
    assert len(emails) > 50
    published = books.DIRECTORY.read_text(encoding="utf-8")
    phones |= set(re.findall(r'"number": "([^"]+)"', published))
    emails |= set(re.findall(r"[\w.-]+@[\w.-]+", published))
    assert all(re.fullmatch(r"\(\d{3}\) 555-01\d\d", phone) for phone in phones)
    assert all(re.search(r"[@.]example\.(org|com|net)$", email) for email in emails)


def test_it_says_everywhere_that_it_is_a_demo(commander: Desk) -> None:
    assert "DEMO" in books.town().agency
    for row in rows(commander, neighborhoods.neighborhoods):
        values = commander.ask(general.reading, "neighborhoods", row.id).values
        assert values["description"].startswith("DEMO")
        assert json.loads(values["boundary"])["type"] == "Polygon"


def test_one_quarter_was_handed_over_with_a_note(commander: Desk) -> None:
    row = next(r for r in rows(commander, neighborhoods.neighborhoods) if r.code == "MR")
    before = commander.ask(neighborhoods.assigned, row.id, TODAY - timedelta(days=150))
    after = commander.ask(neighborhoods.assigned, row.id, TODAY)
    assert before[0].primary
    assert after[0].primary
    assert before[0].officer_id != after[0].officer_id
    assert "Panadería" in before[0].handover_note


def test_the_last_full_month_has_figures(supervisor: Desk) -> None:
    figures = supervisor.ask(summary.figures, "2026-10")
    assert figures.contacts.total > 80
    assert len(figures.contacts.by_neighborhood) == 3
    assert figures.funnel.started > 5
    assert all(rate.part for rate in figures.funnel.rates)
    assert figures.promises.on_time > figures.promises.lost
    assert figures.headlines[0].month_before
    assert figures.headlines[0].year_before


def test_everybody_signs_in_and_has_a_first_page(home: Home) -> None:
    assert {one.role for one in users(home)} >= {"Officer", "Liaison", "Supervisor", "Commander", "Administrator"}
    for one in users(home):
        with signed_in(home, one.user_name) as desk:
            if desk.actor.may(May.READ_CASES):
                desk.ask(followups.due)
                desk.ask(contacts.contacts)
                desk.ask(referrals.awaiting)
            if desk.actor.may(May.READ_DIRECTORY):
                assert desk.ask(directory.services).rows


def test_a_partner_sees_what_was_sent_to_them_and_nothing_else(home: Home) -> None:
    with signed_in(home, "v.castillo") as desk:
        sent = rows(desk, referrals.referrals)
        assert sent
        assert {row.organization_name for row in sent} == {"Harbor House"}
        assert not desk.ask(contacts.contacts).rows
        assert 0 < len(rows(desk, people.people)) <= len(sent)


def test_it_verifies_and_lies_in_the_past(home: Home) -> None:
    with signed_in(home, "k.tanaka") as desk:
        assert run(desk.store.auditing()).broken is None
        assert desk.store.problems() == []
        newest = desk.ask(audit_entries).entries
        assert all(datetime.fromisoformat(entry.at) <= NOW for entry in newest)


def test_a_place_that_is_taken_is_left_alone(home: Home, tmp_path: Path) -> None:
    before = home.store.stat().st_mtime_ns
    with pytest.raises(CaseError, match="already"):
        run(build(home, TODAY, effort=Effort.TEST))
    assert home.store.stat().st_mtime_ns == before
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CaseError, match="not empty"):
        run(build(Home(tmp_path), TODAY, effort=Effort.TEST))
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_build_that_is_cut_short_leaves_nothing_and_what_a_killed_one_left_is_cleared(tmp_path: Path) -> None:
    home = Home(tmp_path / "demo")
    left = tmp_path / "demo.unfinished"
    left.mkdir()
    (left / "store.db").write_bytes(b"half a store")
    job = build(home, TODAY, effort=Effort.TEST)
    while next(job).done < 9:
        pass
    assert left.exists()
    assert not home.there
    assert users(home) == ()
    job.close()
    assert list(tmp_path.iterdir()) == []


def told(today: date) -> Story:
    """The story of the town up to a day, with made-up ids for what the store would give them to."""

    class Ids(dict[str, UUID]):
        def __missing__(self, name: str) -> UUID:
            return uuid5(NAMESPACE, name)

    town = books.town()
    diary = roster.diary(town, today)
    ground = Ground(Ids(), Ids(), Ids(), Ids(), founding.organizations(), Ids())
    homes = residents.by_quarter(residents.homes(books.names(), town, today))
    story = Story(diary, town, books.names(), books.talk(), ground, homes)
    rounds.tell(story)
    return story


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2028, 2, 29), date(2027, 3, 15)])
def test_the_same_day_makes_the_same_town(today: date) -> None:
    first, again = told(today), told(today)
    assert first.known == again.known
    assert list(first.diary.steps) == list(again.diary.steps)
    assert first.logged == CONTACTS
    assert sum(len(met) for met in first.known.values()) == PEOPLE
    assert not any(first.strangers.values())
    assert max(first.diary.steps).end < first.diary.at(today, 1)


def test_the_demo_lies_apart_from_real_records(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CASEMGR_DEMO", raising=False)
    assert demo_home().folder.name == "casemgr-demo"
    monkeypatch.setenv("CASEMGR_DEMO", str(tmp_path))
    assert demo_home().folder == tmp_path
