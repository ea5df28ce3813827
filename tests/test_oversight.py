"""Civilian oversight: what reviewers see, marks, two persons, redaction that leaves nothing, recommendations."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest
from pypdf import PdfReader

from casemgr.core import general
from casemgr.core.access import Label, Role, Scope
from casemgr.core.acts import Nothing
from casemgr.core.desk import Desk
from casemgr.core.errors import CaseError, Invalid, NotAllowed, NotFound
from casemgr.core.verbs import QUERIES
from casemgr.records import feedback, oversight
from casemgr.records.feedback import (
    AcknowledgeDraft,
    CloseDraft,
    FeedbackDraft,
    FeedbackItem,
    FindingDraft,
    RouteDraft,
    RoutedTo,
    Told,
)
from casemgr.records.oversight import (
    AnswerDraft,
    BodyDraft,
    BodyModel,
    DecideDraft,
    MarkDraft,
    MarkState,
    PacketDraft,
    QuestionDraft,
)
from casemgr.records.staff import StaffDraft, add_staff
from casemgr.services import redacting, today
from casemgr.services.redacting import ReleaseDraft, review_packet
from casemgr.services.sealed_pdf import seal_pdf

DeskOf = Callable[..., Desk]
DAY = date(2026, 10, 14)
SECRETS = ("Zelda Quimby", "Quimby", "(555) 555-0142", "z.quimby@example.org", "Brannigan", "16-year-old")
SUMMARY = (
    "Zelda Quimby said that Officer Brannigan pushed her 16-year-old by the kiosk. "
    "Call her at (555) 555-0142 or z.quimby@example.org. Zelda  quimby wants an answer."
)


@pytest.fixture
def custodian(desk_of: DeskOf) -> Desk:
    return desk_of(Role.RECORDS_CUSTODIAN)


@pytest.fixture
def commander(desk_of: DeskOf) -> Desk:
    return desk_of(Role.COMMANDER)


@pytest.fixture
def named(desk_of: DeskOf) -> UUID:
    admin = desk_of(Role.ADMINISTRATOR)
    return admin.do(
        add_staff, StaffDraft(user_name="b.brannigan", full_name="Bo Brannigan", roles=[Role.OFFICER], unit="North")
    )


@pytest.fixture
def packet(custodian: Desk, named: UUID) -> UUID:
    """A gathered packet with one closed concern."""
    draft = FeedbackDraft(
        kind=feedback.Sort.COMPLAINT,
        route=feedback.Route.PHONE,
        summary=SUMMARY,
        incident_place="kiosk",
        complainant="Zelda Quimby",
        reach="(555) 555-0142",
        officer_ids=[named],
        allegations=["unreasonable_force"],
    )
    concern = custodian.do(feedback.take_feedback, draft)
    custodian.do(feedback.acknowledge, concern, AcknowledgeDraft(how=Told.PHONE))
    custodian.do(feedback.route, concern, RouteDraft(to=RoutedTo.INTERNAL_AFFAIRS))
    finding = FindingDraft(finding="sustained", finding_on=DAY, ia_number="IA 26-7")
    custodian.do(feedback.record_finding, concern, finding)
    custodian.do(feedback.close, concern, CloseDraft(notified_on=DAY, how=Told.LETTER))
    body = custodian.do(oversight.add_body, BodyDraft(name="Harbor Review Board", model=BodyModel.REVIEW))
    packet = custodian.do(oversight.draft_packet, PacketDraft(title="October", body_id=body, month="2026-10"))
    custodian.do(redacting.gather, packet, Nothing())
    return packet


def section(desk: Desk, packet: UUID, title: str) -> list[str]:
    found = desk.ask(general.reading, "packets", packet).sections
    return [line.title for one in found if one.title == title for line in one.lines]


def marks(desk: Desk, packet: UUID) -> dict[str, int]:
    said = [line.split(". ", 1) for line in section(desk, packet, "Marks")]
    return {words: int(n) for n, words in said}


def released(custodian: Desk, commander: Desk, packet: UUID, *to: UUID) -> bytes:
    for n in marks(custodian, packet).values():
        custodian.do(oversight.decide_mark, packet, DecideDraft(mark=n, state=MarkState.ACCEPTED))
    commander.do(oversight.confirm, packet, Nothing())
    custodian.do(redacting.release, packet, ReleaseDraft(reviewer_ids=list(to)))
    return custodian.ask(review_packet, packet)


def readings(content: bytes, tmp_path: Path, password: str = "") -> list[str]:
    """All that two independent readers find: text and metadata by pypdf; every stream and string by pikepdf (QPDF)."""
    reader = PdfReader(BytesIO(content), password=password or None)
    found = ["\n".join(page.extract_text() for page in reader.pages), repr(reader.metadata), repr(reader.outline)]
    with pikepdf.open(BytesIO(content), password=password) as pdf:
        assert not pdf.attachments
        assert "/AcroForm" not in pdf.Root
        for thing in pdf.objects:
            found.append(repr(thing))
            if isinstance(thing, pikepdf.Stream):
                found.append(thing.read_bytes().decode("latin-1"))
    if shutil.which("pdftotext"):
        path = tmp_path / "released.pdf"
        path.write_bytes(content)
        words = ["pdftotext", *(["-upw", password] if password else []), str(path), "-"]
        found.append(subprocess.run(words, capture_output=True, check=True, text=True).stdout)
    return found


def flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def test_what_was_taken_out_is_in_no_byte_that_leaves(
    custodian: Desk, commander: Desk, packet: UUID, tmp_path: Path
) -> None:
    assert set(SECRETS) <= set(marks(custodian, packet)) | {"16-year-old"}
    content = released(custodian, commander, packet)
    sealed = seal_pdf(custodian.ask(review_packet, packet), "wool lantern seven quiet ponds")
    for found in (readings(content, tmp_path), readings(sealed, tmp_path, "wool lantern seven quiet ponds")):
        text = flat(found[0])
        assert "pushed her" in text
        assert "kiosk" in text
        assert "[contact details]" in text
        assert "finding: sustained" in text
        assert [(secret, n) for n, said in enumerate(found) for secret in SECRETS if flat(secret) in flat(said)] == []


def test_what_may_stay_stands_and_the_log_counts_what_went(
    custodian: Desk, commander: Desk, packet: UUID, tmp_path: Path
) -> None:
    kept = marks(custodian, packet)["16-year-old"]
    with pytest.raises(Invalid, match="may stay"):
        custodian.do(oversight.decide_mark, packet, DecideDraft(mark=kept, state=MarkState.REFUSED))
    for n in marks(custodian, packet).values():
        state = MarkState.REFUSED if n == kept else MarkState.ACCEPTED
        custodian.do(oversight.decide_mark, packet, DecideDraft(mark=n, state=state, reason="The age matters."))
    commander.do(oversight.confirm, packet, Nothing())
    custodian.do(redacting.release, packet, ReleaseDraft())
    text = flat(readings(custodian.ask(review_packet, packet), tmp_path)[0])
    assert "16-year-old" in text
    assert "juvenile juvenile" not in text
    assert "what was taken out" in text
    assert "phone number" in text


def test_a_preview_has_nothing_in_it_that_was_not_decided_on(custodian: Desk, packet: UUID, tmp_path: Path) -> None:
    text = flat(readings(custodian.ask(review_packet, packet), tmp_path)[0])
    assert not [secret for secret in SECRETS if flat(secret) in text]


def test_words_of_ones_own_finding_go_too(custodian: Desk, commander: Desk, packet: UUID, tmp_path: Path) -> None:
    custodian.do(
        oversight.mark_words, packet, MarkDraft(words="kiosk", category="other", exemption="active_investigation")
    )
    assert not [said for said in readings(released(custodian, commander, packet), tmp_path) if "kiosk" in flat(said)]


class TestTwoPersons:
    def test_nothing_is_released_while_a_mark_is_not_decided_on(self, commander: Desk, packet: UUID) -> None:
        with pytest.raises(Invalid, match="Marks not decided on yet"):
            commander.do(oversight.confirm, packet, Nothing())

    def test_who_drafted_it_is_not_the_second_person(self, custodian: Desk, packet: UUID) -> None:
        with pytest.raises(Invalid, match="Somebody else"):
            custodian.do(oversight.confirm, packet, Nothing())
        with pytest.raises(Invalid, match="not possible while"):
            custodian.do(redacting.release, packet, ReleaseDraft())

    def test_it_waits_in_the_second_persons_today_and_not_in_the_firsts(
        self, custodian: Desk, commander: Desk, packet: UUID
    ) -> None:
        def waits(desk: Desk) -> bool:
            return packet in {item.id for board in desk.ask(today.boards)[:1] for item in board.items}

        assert waits(commander)
        assert not waits(custodian)

    def test_once_confirmed_nothing_is_gathered_or_marked_until_sent_back(
        self, custodian: Desk, commander: Desk, packet: UUID
    ) -> None:
        for n in marks(custodian, packet).values():
            custodian.do(oversight.decide_mark, packet, DecideDraft(mark=n, state=MarkState.ACCEPTED))
        commander.do(oversight.confirm, packet, Nothing())
        with pytest.raises(Invalid):
            custodian.do(redacting.gather, packet, Nothing())
        commander.do(oversight.send_back, packet, Nothing())
        custodian.do(redacting.gather, packet, Nothing())
        commander.do(oversight.confirm, packet, Nothing())


class TestReviewers:
    def test_they_see_released_packets_byte_for_byte_and_no_mark(
        self, custodian: Desk, commander: Desk, packet: UUID, desk_of: DeskOf
    ) -> None:
        admin = desk_of(Role.ADMINISTRATOR)
        draft = StaffDraft(user_name="r.viewer", full_name="Rae Viewer", roles=[Role.OVERSIGHT_REVIEWER])
        reviewer = desk_of(Role.OVERSIGHT_REVIEWER, id=admin.do(add_staff, draft))
        with pytest.raises(NotFound):
            reviewer.ask(review_packet, packet)
        content = released(custodian, commander, packet, reviewer.actor.id)
        custodian.do(feedback.take_feedback, FeedbackDraft(kind="concern", route="phone", summary="Later"))  # type: ignore
        assert reviewer.ask(review_packet, packet) == content
        reading = reviewer.ask(general.reading, "packets", packet)
        assert section(reviewer, packet, "Digest (SHA-256)") == [sha256(content).hexdigest()]
        assert not [secret for secret in SECRETS if secret in repr(reading)]
        reviewer.do(oversight.note_opened, packet, Nothing())
        other = desk_of(Role.OVERSIGHT_REVIEWER)
        assert other.ask(general.listing, "packets").rows == ()

    def test_no_query_but_those_of_packets_gives_them_anything(
        self, custodian: Desk, packet: UUID, desk_of: DeskOf
    ) -> None:
        """Every query of the program, asked as far as it can be: refused, or empty, or of nobody and nothing."""
        reviewer = desk_of(Role.OVERSIGHT_REVIEWER, scope=Scope.ALL, extra_labels=frozenset(Label))
        open_to_all = set()
        for name, function in QUERIES.items():
            try:
                reviewer.ask(function)
            except NotAllowed:
                continue
            except (CaseError, TypeError):
                pass
            open_to_all.add(name)
        assert open_to_all <= ALLOWED
        for kind in ("feedback", "people", "staff", "organizations", "neighborhoods", "places", "contacts"):
            with pytest.raises(NotAllowed):
                reviewer.ask(general.listing, kind)
            with pytest.raises(NotAllowed):
                reviewer.ask(general.reading, kind, packet)
            with pytest.raises(NotAllowed):
                reviewer.ask(general.titles, kind, [packet])
        for name in ("general.find", "seeking.look"):
            with pytest.raises(NotAllowed):
                reviewer.ask(QUERIES[name], "kiosk")


ALLOWED = {
    "redacting.review_packet",
    "account_use.own_account",
    "account_use.require_welcome",
    "account_use.rules",
    "today.boards",
    "accounts.actor_of",
    "amendments.amendments",
    "amendments.newest",
    "attachments.attached",
    "attachments.content",
    "audit_reading.whose_key",
    "boxed.left_out",
    "second_factor.second_factor_due",
    "calendar.calendar",
    "codes.choices",
    "audit_standing.verified_mark",
    "contacts.questions",
    "exports.export_number",
    "general.listing",
    "general.reading",
    "general.titles",
    "incident.incident_sheet",
    "incident.whom_to_call",
    "oversight.packets",
    "searches.saved_searches",
    "second_factor.has_second_factor",
    "second_factor.own_second_factor",
    "settings.in_force",
    "settings.text_setting",
    "settings.threshold",
    "unsent.kept",
}
"""Their own packets and unsent text; code lists and settings; kinds in general, each behind its own right."""


def test_who_is_walled_off_from_a_concern_is_walled_off_from_the_packet(
    custodian: Desk, commander: Desk, packet: UUID, named: UUID, desk_of: DeskOf
) -> None:
    released(custodian, commander, packet, named)
    officer = desk_of(*Role, id=named, scope=Scope.ALL, extra_labels=frozenset(Label))
    with pytest.raises(NotFound):
        officer.ask(review_packet, packet)
    assert officer.ask(general.listing, "packets").rows == ()


def test_questions_are_answered_with_the_packet(custodian: Desk, commander: Desk, packet: UUID) -> None:
    content = released(custodian, commander, packet)
    custodian.do(oversight.ask, packet, QuestionDraft(text="Why was this taken out?", asked_on=DAY))
    commander.do(oversight.answer, packet, AnswerDraft(question=1, answer="It named a child."))
    assert section(custodian, packet, "Questions") == ["1. Why was this taken out?"]
    assert custodian.ask(review_packet, packet) == content


def test_a_packet_brings_and_looks_for_what_the_register_of_columns_says(
    custodian: Desk, commander: Desk, packet: UUID, retold: Callable[..., None], tmp_path: Path
) -> None:
    assert "kiosk" not in marks(custodian, packet)
    retold(FeedbackItem, about="incident_place")
    custodian.do(redacting.gather, packet, Nothing())
    assert "kiosk" in marks(custodian, packet)
    retold(FeedbackItem, secret="summary")
    custodian.do(redacting.gather, packet, Nothing())
    said = "\n".join(readings(released(custodian, commander, packet), tmp_path))
    assert "Closed concern 1" in said
    assert "pushed" not in said
