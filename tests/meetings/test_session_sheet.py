"""The sheet of an education session: what is planned, what came of it, and that it stays inside the agency."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from pypdf import PdfReader

from casemgr.core.access import Role
from casemgr.core.desk import Desk
from casemgr.records import education
from casemgr.records.education import CalledOffDraft, HeldDraft
from casemgr.services.education_sheet import session_sheet
from casemgr.services.leaving import Within
from tests.builders import a_member
from tests.samples import made

DeskOf = Callable[..., Desk]


def test_it_tells_what_is_taught_and_what_the_quizzes_showed(desk_of: DeskOf) -> None:
    presenter = a_member(desk_of(Role.ADMINISTRATOR))
    everyone = desk_of(*Role)
    facts = {"title": "Your rights at a stop", "materials": ["Pocket card"], "presenter_ids": [presenter]}
    started = everyone.store.clock() - timedelta(hours=2)
    id = made(everyone, "education", starts_at=started, **facts)
    draft = HeldDraft(attendance=24, quiz_n=20, quiz_before=52, quiz_after=81, feedback="More time for questions.")
    everyone.do(education.hold, id, draft)
    pages = everyone.ask(session_sheet, id)
    text = " ".join(PdfReader(BytesIO(pages)).pages[0].extract_text().split())
    for words in (
        "Your rights at a stop",
        "Presenters: Rosa Delgado",
        "Materials: Pocket card",
        "24 people were there. Quiz: 52 % before, 81 % after, of 20 who answered both More time for questions.",
        "Not to be handed on.",
    ):
        assert words in text
    assert pages.leave is Within.DUTY


def test_one_called_off_says_why(desk_of: DeskOf) -> None:
    desk = desk_of(*Role)
    id = made(desk, "education")
    desk.do(education.call_off, id, CalledOffDraft(reason="The hall is flooded."))
    assert "The hall is flooded." in PdfReader(BytesIO(desk.ask(session_sheet, id))).pages[0].extract_text()
