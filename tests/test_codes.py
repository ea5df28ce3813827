"""Code lists: an agency's own values stand beside the shipped ones, in stores older than a list, too."""

from pathlib import Path

from casemgr.core import codes, migrate
from casemgr.core.access import Actor, Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.record import new_id
from casemgr.core.store import FILE
from tests.conftest import KEY, Clock, signer_for, store_at


def test_a_value_added_to_a_list_newer_than_the_store_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    migrate.create(tmp_path / FILE, KEY)
    store = store_at(tmp_path, Clock())
    admin = Actor(new_id(), "Ada Admin", frozenset({Role.ADMINISTRATOR}), Scope.ALL)
    signer = signer_for(admin.id)
    store.begin(signer)
    desk = Desk(store, admin, signer)
    shipped = {choice.code for choice in desk.ask(codes.choices, "referral_question")}
    desk.do(codes.set_code, "referral_question", "local-parking", "Where to park")
    desk.do(codes.set_code, "referral_question", "other", "Something else", active=False)
    found = {choice.code: choice for choice in desk.ask(codes.choices, "referral_question")}
    assert set(found) == shipped | {"local-parking"}
    assert (found["other"].label, found["other"].active) == ("Something else", False)
    store.close()
