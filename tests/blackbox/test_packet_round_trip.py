"""A service with a browser and nothing else: the packet of the real program, answered in it, lands in the referral."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid
from casemgr.core.jobs import run
from casemgr.core.settings import set_threshold
from casemgr.records import directory, referrals
from casemgr.services.packet.answering import ReplyDraft, reply_from, take_reply
from casemgr.services.packet.making import make_packet
from tests.blackbox.browser import Browser
from tests.builders import a_consent, a_person, a_referral, a_service

pytestmark = pytest.mark.blackbox


@pytest.fixture
def sent(desk_of: Callable[..., Desk]) -> UUID:
    officer, supervisor = desk_of(Role.OFFICER), desk_of(Role.SUPERVISOR)
    shelter = a_service(supervisor, "Night Shelter", "Harbor House")
    person = a_person(officer, "Ana", "Lima")
    a_consent(officer, person, supervisor.ask(directory.organizations).rows[0].id)
    facts = {"reason": "Asked", "desired_outcomes": ["A bed"], "information_shared": ["identity"]}
    id = a_referral(officer, shelter, person, **facts)
    officer.do(referrals.send, id, referrals.SendDraft())
    return id


def test_the_answer_given_in_the_page_lands_in_the_referral_and_only_once(
    desk_of: Callable[..., Desk], sent: UUID, tmp_path: Path
) -> None:
    officer, liaison = desk_of(Role.OFFICER), desk_of(Role.SUPERVISOR)
    desk_of(Role.ADMINISTRATOR).do(set_threshold, "self_opening_pages", 1)
    out = tmp_path / "out"
    out.mkdir()
    left = run(make_packet(officer, sent, out, with_page=True)).page
    assert left is not None
    day = officer.store.clock().date() + timedelta(days=3)
    browser = Browser(tmp_path / "browser")
    try:
        browser.open(left.path)
        browser.find("#passphrase").send_keys(left.passphrase)
        browser.find("#open").click()
        browser.shows("Ana Lima")
        browser.find("input[value='accept']").click()
        browser.find("#day").send_keys(day.strftime("%m%d%Y"))
        browser.find("#save").click()
        [name] = browser.until(lambda: [one.name for one in browser.downloads.glob("*.casereply")], browser.text())
        asked = {address.partition(":")[0] for address in browser.requests()}
        assert asked <= {"file", "blob", "data"}  # none of which goes over a network
    finally:
        browser.quit()
    assert "Lima" not in name
    reply = ReplyDraft(content=reply_from(browser.downloads / name))
    assert json.loads(reply.content)["casemgr_reply"] == 1
    assert liaison.do(take_reply, reply) == sent
    now = officer.ask(referrals.referral, sent)
    assert (now.status, now.next_step_on) == ("accepted", day)
    with pytest.raises(Invalid, match="taken already"):
        liaison.do(take_reply, reply)
