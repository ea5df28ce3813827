"""Commands and queries called by name with what a shell or a file says: bounds, places in lists, what is unknown."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from casemgr.core import calling, codes, general
from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.core.draft import Draft, every_spec
from casemgr.core.errors import Invalid, NotFound
from casemgr.core.fields import Answer
from casemgr.core.verbs import COMMANDS, QUERIES
from casemgr.records import contacts, exports
from tests.builders import a_contact, a_member, a_neighborhood
from tests.conftest import Clock

Desks = Callable[..., Desk]


def asked(desk: Desk, name: str, **values: object) -> Any:
    """A query by name, with values as a shell gives them."""
    function = calling.named(QUERIES, name)
    positional, named = calling.bind(function, values)
    return desk.ask(function, *positional, **named)


@pytest.mark.parametrize("size", ["0", "-1", "1000000000", "99999999999999999999"])
def test_a_count_of_rows_is_within_bounds(desk_of: Desks, size: str) -> None:
    with pytest.raises(Invalid, match="size must be at"):
        asked(desk_of(Role.OFFICER), "places.places", size=size)


def test_no_number_is_too_large_for_the_store() -> None:
    with pytest.raises(Invalid, match="before must be at most"):
        calling.bind(QUERIES["audit_reading.audit_entries"], {"before": "99999999999999999999"})


def test_every_number_of_a_draft_has_its_bounds() -> None:
    drafts = [
        one.type for function in COMMANDS.values() for one in calling.asked(function) if calling.is_draft(one.type)
    ]
    assert drafts
    for draft in drafts:
        for spec in every_spec(draft):
            if spec.answer in (Answer.NUMBER, Answer.MINUTES):
                assert None not in (spec.minimum, spec.maximum), (draft, spec.name)


def test_the_fields_of_drafts_inside_a_draft_are_named_by_their_place() -> None:
    names = [spec.name for spec in calling.specs_asked(contacts.log_contact)]
    assert {"id", "contact_type", "participants[].role", "answers[].question"} <= set(names)
    assert "participants" not in names
    assert [spec.name for spec in calling.specs_asked(contacts.amend_contact)][:1] == ["id"]
    assert issubclass(contacts.ContactDraft, Draft)


def test_a_list_goes_on_where_its_page_said_as_json_has_it(desk_of: Desks, clock: Clock) -> None:
    place, officer = a_neighborhood(desk_of(Role.ADMINISTRATOR)), desk_of(Role.OFFICER)
    made = []
    for _count in range(3):
        made.append(a_contact(officer, place))
        clock.move(minutes=5)
    shown: list[object] = []
    said: dict[str, object] = {}
    for _count in made:
        page = asked(officer, "general.listing", kind="contacts", size="1", **said)
        shown += [row.id for row in page.rows]
        said = {"after": json.dumps(page.next, default=str)}
    assert (shown, page.next) == ([*reversed(made)], None)


@pytest.mark.parametrize("after", ['["x"]', '["x", "y"]', '["2026-10-14T16:00:00Z", "no id"]', "[]"])
def test_a_place_of_another_list_is_refused(desk_of: Desks, after: str) -> None:
    with pytest.raises(Invalid) as refused:
        asked(desk_of(Role.SUPERVISOR), "general.listing", kind="contacts", after=after)
    assert [problem.field for problem in refused.value.problems] == ["after"]
    with pytest.raises(Invalid):
        calling.bind(exports.exports, {"after": after})


def test_what_there_is_no_list_or_kind_of_is_said(desk_of: Desks) -> None:
    officer = desk_of(Role.OFFICER)
    with pytest.raises(NotFound, match="nowhere"):
        officer.ask(codes.choices, "nowhere")
    with pytest.raises(NotFound, match="ghosts"):
        officer.ask(general.find, "maria", ("ghosts",))


def test_a_partners_liaison_needs_the_partner(desk_of: Desks) -> None:
    with pytest.raises(Invalid, match="partner organization"):
        a_member(desk_of(Role.ADMINISTRATOR), roles=[Role.LIAISON])
