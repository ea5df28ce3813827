"""The yearly review of accounts: what each gained and lost since the last, signed as it was shown."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from casemgr.core.access import Label, Role
from casemgr.core.audit_reading import audit_entries
from casemgr.core.desk import Desk
from casemgr.core.errors import Conflict, NotAllowed
from casemgr.records import staff
from casemgr.records.staff import StaffDraft
from casemgr.services.account_review import Difference, account_review, sign_accounts
from tests.conftest import Clock
from tests.shell import DONE, Shell

DeskOf = Callable[..., Desk]


def values(name: str, *roles: Role, **more: object) -> StaffDraft:
    return StaffDraft.model_validate({"user_name": name, "full_name": name.title(), "roles": list(roles)} | more)


def found(desk: Desk) -> dict[str, Difference]:
    return {one.user_name: one for one in desk.ask(account_review).differences}


def reviewed(desk: Desk) -> None:
    desk.do(sign_accounts, desk.ask(account_review).state)


def test_the_first_review_shows_every_account_and_is_due_after_a_year(desk_of: DeskOf, clock: Clock) -> None:
    boss = desk_of(Role.ADMINISTRATOR)
    boss.do(staff.add_staff, values("n.new", Role.OFFICER))
    assert not boss.ask(account_review).due
    clock.now += timedelta(days=366)
    review = boss.ask(account_review)
    assert (review.due, review.reviewed_at) == (True, None)
    assert found(boss)["n.new"].gained == ("officer", "sees_unit")
    assert all(one.new for one in review.differences)
    assert len(review.differences) == review.accounts


def test_what_each_gained_and_lost_since_is_told_and_nothing_else(desk_of: DeskOf, clock: Clock) -> None:
    boss = desk_of(Role.ADMINISTRATOR)
    more, gone, _same = (
        boss.do(staff.add_staff, values(name, Role.OFFICER)) for name in ("m.more", "g.gone", "s.same")
    )
    reviewed(boss)
    clock.move(minutes=1)
    assert boss.ask(account_review).differences == ()
    labels = [Label.VICTIM_SERVICES]
    boss.do(staff.change_staff, more, values("m.more", Role.SUPERVISOR, scope="unit", labels=labels))
    boss.do(staff.set_active, gone, active=False)
    boss.do(staff.add_staff, values("n.new", Role.PUBLISHER))
    told = found(boss)
    assert set(told) == {"m.more", "g.gone", "n.new"}
    assert told["m.more"].gained == ("opens_victim_services", "supervisor")
    assert told["m.more"].lost == ("officer",)
    assert (told["g.gone"].closed, told["g.gone"].lost) == (True, ("officer", "sees_unit"))
    assert told["n.new"].new
    reviewed(boss)
    assert boss.ask(account_review).differences == ()


def test_it_is_due_again_after_a_year(desk_of: DeskOf, clock: Clock) -> None:
    boss = desk_of(Role.ADMINISTRATOR)
    reviewed(boss)
    clock.now += timedelta(days=364)
    assert not boss.ask(account_review).due
    clock.now += timedelta(days=1)
    assert boss.ask(account_review).due


def test_nobody_signs_what_they_were_not_shown(desk_of: DeskOf) -> None:
    boss = desk_of(Role.ADMINISTRATOR)
    state = boss.ask(account_review).state
    boss.do(staff.add_staff, values("q.stranger", Role.ADMINISTRATOR))
    with pytest.raises(Conflict, match="Look at them once more"):
        boss.do(sign_accounts, state)
    assert boss.ask(account_review).reviewed_at is None


def test_only_who_manages_accounts_reviews_them_and_it_stands_in_the_audit(desk_of: DeskOf) -> None:
    with pytest.raises(NotAllowed):
        desk_of(Role.SUPERVISOR).ask(account_review)
    boss = desk_of(Role.ADMINISTRATOR)
    reviewed(boss)
    [entry] = [one for one in desk_of(Role.COMMANDER).ask(audit_entries).entries if one.action == "accounts_reviewed"]
    assert entry.actor == boss.actor.id


def test_the_shell_shows_and_signs_it(shell: Shell) -> None:
    first = shell.run("--json", "user", "review").json
    assert first["reviewed_at"] is None
    assert first["differences"][0]["new"]
    assert shell.run("user", "review", "--sign").code == DONE
    second = shell.run("--json", "user", "review").json
    assert second["reviewed_at"]
    assert second["differences"] == []
