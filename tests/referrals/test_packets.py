"""A service with no software of ours: the packet it gets, the answers that land once in the right referral."""

import json
from base64 import b64encode
from datetime import UTC, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pypdf import PdfReader

from casemgr.core.access import Role
from casemgr.core.errors import BadFile, CaseError, Invalid, NoConsent, NotFound
from casemgr.core.jobs import run
from casemgr.core.settings import set_threshold
from casemgr.disclosing import Notice
from casemgr.records import consents, disclosures, exports, notices, people, referrals
from casemgr.records.consents import RevokeDraft
from casemgr.records.notices import NoticeDraft
from casemgr.records.people import PersonDraft
from casemgr.services.packet.answering import ReplyDraft, read_reply, take_reply
from casemgr.services.packet.gathering import gather
from casemgr.services.packet.letter import Answer, Letter
from casemgr.services.packet.making import Packet, make_packet
from casemgr.services.packet.page import opened
from casemgr.services.packet.pages import letter_pdf
from tests.builders import a_consent
from tests.referrals.steps import NOON, SHARED, THREAT, TODAY, a_lead, a_receiver, card, drafted, fields, take

DAY = timedelta(days=1)
LATER = NOON + timedelta(hours=3)


def sent(town, *args, **facts):
    id = drafted(town, *args, **facts)
    take(town.officer, town, id, "send")
    return id


def a_packet(town, id, folder: Path, **how) -> tuple[Packet, Letter]:
    """The files of a packet, and the letter as a service reads it after it opened the page."""
    town.desk_of(Role.ADMINISTRATOR).do(set_threshold, "self_opening_pages", 1)
    made = run(make_packet(town.officer, id, folder, with_page=True, **how))
    assert made.page is not None
    return made, opened(made.page.path.read_bytes(), made.page.passphrase)[0]


def a_reply(letter: Letter, answer: Answer, detail="", on=None, note="", made_at=LATER, **changed) -> ReplyDraft:
    """A reply file as the page saves it, written here a second time after its description."""
    form = letter.reply
    assert form is not None
    packet = bytes.fromhex(form.packet)
    inside = {
        "referral": letter.number,
        "answer": answer.value,
        "detail": detail,
        "on": on.isoformat() if on else None,
        "note": note,
        "made_at": made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    key = HKDF(SHA256(), length=32, salt=packet, info=b"casemgr reply 1").derive(changed.pop("token", form.token))
    nonce = bytes(12)
    sealed = AESGCM(key).encrypt(nonce, json.dumps(inside | changed).encode(), b"casemgr reply 1|" + packet)
    outside = {
        "casemgr_reply": 1,
        "packet": form.packet,
        "nonce": b64encode(nonce).decode(),
        "sealed": b64encode(sealed).decode(),
    }
    return ReplyDraft(content=json.dumps(outside))


def code(letter: Letter, answer: Answer, detail: str = "") -> str:
    assert letter.reply is not None
    [spoken] = [one.spoken for one in letter.reply.choices if (one.answer, one.detail) == (answer, detail)]
    return spoken


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_a_packet_says_what_was_allowed_and_nothing_else(town, out: Path) -> None:
    id = sent(town)
    made, letter = a_packet(town, id, out)
    reader = PdfReader(made.pdf.path)
    assert reader.decrypt(made.pdf.passphrase)
    texts = [page.extract_text() for page in reader.pages]
    assert all("CONFIDENTIAL" in each for each in texts)
    text = " ".join(texts)
    for word in ("Maria", "García", "A bed for the winter", card(town.officer, id).number, "Harbor House"):
        assert word in text
    titles = [section.title for section in letter.sections]
    assert titles == ["Identity", "The referral"]
    person = town.officer.ask(people.person, town.maria)
    for phone in person.phones:
        assert phone.raw not in text
    assert {"García", "Maria"} & set(str(made.pdf.path).split()) == set()
    for file in out.iterdir():
        assert b"Garc" not in file.read_bytes()
    assert made.pdf.passphrase != made.page.passphrase  # type: ignore[union-attr]


WRITTEN = {
    "reason": "Lost her room on Friday",
    "when_unavailable": "Works nights",
    "has_other_responsibilities": "Looks after her father",
}
WORDS = set(WRITTEN.values())


@pytest.mark.parametrize(
    ("shared", "told"),
    [
        (["identity"], set()),
        (["identity", "needs"], {"Lost her room on Friday", "A bed for the winter", "Uses a wheelchair"}),
        (["identity", "contact_details"], {"Works nights", "Looks after her father"}),
    ],
)
def test_what_is_written_of_someone_goes_out_with_its_category_only(town, shared: list[str], told: set[str]) -> None:
    draft = PersonDraft(given="Ewa", family="Kowalska", accessibility_needs=["Uses a wheelchair"])
    ewa = town.officer.do(people.add_person, draft)
    a_consent(town.officer, ewa, town.house, categories=["identity", "needs", "contact_details"])
    id = sent(town, person_id=ewa, information_shared=shared, **WRITTEN)
    letter = town.officer.ask(gather, id, "en").letter
    said = {row.value for section in letter.sections for row in section.rows}
    assert said & {*WORDS, "A bed for the winter", "Uses a wheelchair"} == told
    seen = card(town.partner, id)
    assert {seen.reason, seen.when_unavailable, seen.has_other_responsibilities} - {""} == told & WORDS


def test_what_leaves_without_consent_names_the_supervisor_who_agreed(town, out: Path) -> None:
    id, lead = drafted(town, information_shared=[*SHARED, "mental_health"]), a_lead(town)
    take(town.officer, town, id, "send", basis="imminent_threat", basis_reason=THREAT, approved_by=lead)
    a_packet(town, id, out)
    told = town.officer.ask(disclosures.disclosures_of, town.maria, TODAY - DAY, TODAY + DAY)
    assert {(one.medium, one.reason, one.approved_by) for one in told} == {
        ("referral", THREAT, lead),
        ("encrypted_file", THREAT, lead),
    }


def test_each_file_of_a_packet_stands_in_both_registers_with_its_digest(town, out: Path) -> None:
    made, _letter = a_packet(town, sent(town), out)
    assert made.page is not None
    told = town.officer.ask(disclosures.disclosures_of, town.maria, TODAY - DAY, TODAY + DAY)
    assert sorted(one.medium for one in told) == ["encrypted_file", "encrypted_file", "referral"]
    left = {row.sha256: row.form for row in town.supervisor.ask(exports.exports).rows}
    assert left == {made.pdf.sha256: "encrypted_pdf", made.page.sha256: "self_opening_page"}


def test_pages_that_open_themselves_need_the_agency_to_turn_them_on(town, out: Path) -> None:
    with pytest.raises(Invalid, match="not turned on"):
        run(make_packet(town.officer, sent(town), out, with_page=True))
    assert list(out.iterdir()) == []


def test_after_the_consent_is_withdrawn_no_packet_can_be_made(town, out: Path) -> None:
    id = sent(town)
    consent = card(town.officer, id).consent_id
    town.officer.do(consents.revoke_consent, consent, RevokeDraft(reason="They called"))
    with pytest.raises(NoConsent):
        run(make_packet(town.officer, id, out))
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("handoff", ["self_contact", "info_only"])
def test_where_the_service_itself_is_told_nothing_there_is_no_packet(town, out: Path, handoff: str) -> None:
    id = sent(town, handoff=handoff)
    with pytest.raises(Invalid):
        run(make_packet(town.officer, id, out))


def test_a_victim_service_is_asked_for_no_answer_in_any_form(town, out: Path) -> None:
    haven, house = a_receiver(town.supervisor, "Safe Nights", "Haven House", {"vawa_provider": True})
    a_consent(town.officer, town.maria, house)
    _made, letter = a_packet(town, sent(town, haven), out)
    assert letter.reply is None
    assert "We ask for no answer" in letter.greeting


def test_the_notice_of_42_cfr_stands_on_page_one_in_the_words_of_the_agency(town) -> None:
    clinic, house = a_receiver(town.supervisor, "Clean Start", "Recovery", {"part2_program": True})
    a_consent(town.officer, town.maria, house, categories=["identity", "substance_use_part2"], notice_version="1")
    id = sent(town, clinic, information_shared=["identity", "substance_use_part2"])

    def page_one() -> str:
        found = town.officer.ask(gather, id, "en")
        return PdfReader(BytesIO(letter_pdf(found.letter, found.leave))).pages[0].extract_text()

    assert "42 CFR part 2 prohibits unauthorized use or disclosure of these records." in page_one()
    ours = NoticeDraft(code=Notice.PART2, text="Our counsel's own words.", source="Counsel")
    town.desk_of(Role.ADMINISTRATOR).do(notices.write_notice, ours)
    assert "Our counsel's own words. (Counsel)" in page_one()


def test_an_answer_lands_once_and_in_its_referral(town, out: Path) -> None:
    id = sent(town)
    _made, letter = a_packet(town, id, out)
    accepted = a_reply(letter, Answer.ACCEPT, on=TODAY + 3 * DAY, note="Ask for Ewa")
    said = town.liaison.ask(read_reply, accepted)
    assert (said.number, said.words) == (letter.number, "Accept")
    assert town.liaison.do(take_reply, accepted) == id
    now = card(town.officer, id)
    assert (now.status, now.next_step_on, now.events[-1].note) == ("accepted", TODAY + 3 * DAY, "Ask for Ewa")
    assert now.events[-1].on_behalf
    with pytest.raises(Invalid, match="taken already"):
        town.liaison.do(take_reply, accepted)
    assert len(card(town.officer, id).events) == len(now.events)


def test_a_spoken_code_says_the_same_without_any_file(town, out: Path) -> None:
    id = sent(town)
    _made, letter = a_packet(town, id, out)
    spoken = ReplyDraft(code=code(letter, Answer.DECLINE, "no_capacity").lower().replace("-", " "))
    assert town.liaison.ask(read_reply, spoken).words == "Decline: no capacity"
    town.liaison.do(take_reply, spoken)
    assert card(town.officer, id).decline_reason == "no_capacity"
    with pytest.raises(Invalid) as again:
        town.liaison.do(take_reply, spoken)
    assert again.value.problems[0].field == "code"


def test_a_code_that_comes_with_a_day_asks_for_it(town, out: Path) -> None:
    id = sent(town)
    _made, letter = a_packet(town, id, out)
    spoken = code(letter, Answer.ACCEPT)
    assert fields(lambda: town.liaison.do(take_reply, ReplyDraft(code=spoken))) == {"on"}
    assert card(town.officer, id).status == "requested"
    town.liaison.do(take_reply, ReplyDraft(code=spoken, on=TODAY + DAY))
    assert card(town.officer, id).next_step_on == TODAY + DAY


def test_who_reports_a_first_service_has_taken_them_on(town, out: Path) -> None:
    id = sent(town)
    _made, letter = a_packet(town, id, out)
    town.liaison.do(take_reply, a_reply(letter, Answer.START, on=TODAY))
    now = card(town.officer, id)
    assert now.status == "in-progress"
    assert now.accepted_at is not None
    assert now.first_service_at is not None


def test_an_end_asks_how_far_each_hope_was_met(town, out: Path) -> None:
    id = sent(town)
    _made, letter = a_packet(town, id, out)
    helped = a_reply(letter, Answer.COMPLETE, "got_help")
    assert fields(lambda: town.liaison.do(take_reply, helped)) == {"achieved"}
    [hope] = card(town.liaison, id).desired_outcomes
    met = referrals.Achieved(desired_outcome_id=hope.id, achievement="ACHIEVED")
    town.liaison.do(take_reply, helped.model_copy(update={"achieved": [met]}))
    assert (card(town.officer, id).status, card(town.officer, id).evidence) == ("completed", "provider")


def test_an_older_reply_never_overwrites_a_later_one(town, out: Path) -> None:
    id = sent(town)
    _made, letter = a_packet(town, id, out)
    town.liaison.do(take_reply, a_reply(letter, Answer.ACKNOWLEDGE, made_at=NOON))
    with pytest.raises(Invalid, match="older"):
        town.liaison.do(take_reply, a_reply(letter, Answer.DECLINE, "no_capacity", made_at=NOON - timedelta(hours=2)))
    assert card(town.officer, id).status == "received"


def test_a_reply_to_another_referral_is_refused_in_words(town, out: Path) -> None:
    one, two = sent(town), sent(town, town.other)
    _made, letter = a_packet(town, one, out)
    _made, other = a_packet(town, two, out)
    with pytest.raises(Invalid, match="not for the one that is open"):
        town.liaison.do(take_reply, a_reply(letter, Answer.ACKNOWLEDGE), two)
    with pytest.raises(BadFile, match="another referral"):
        town.liaison.do(take_reply, a_reply(letter, Answer.ACKNOWLEDGE, referral=other.number))
    assert other.reply is not None
    with pytest.raises(BadFile, match="not made with the packet"):
        town.liaison.do(take_reply, a_reply(letter, Answer.ACKNOWLEDGE, token=other.reply.token))
    assert {card(town.officer, id).status for id in (one, two)} == {"requested"}


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA", "0000 0000", "hello", "K7MT-3QXA-9999", "é"])
def test_a_made_up_code_opens_nothing(town, out: Path, typed: str) -> None:
    a_packet(town, sent(town), out)
    with pytest.raises(CaseError):
        town.liaison.do(take_reply, ReplyDraft(code=typed))


def test_a_stranger_can_neither_read_nor_take_a_reply(town, out: Path) -> None:
    _made, letter = a_packet(town, sent(town), out)
    reply = a_reply(letter, Answer.ACKNOWLEDGE)
    for draft in (reply, ReplyDraft(code=code(letter, Answer.ACKNOWLEDGE))):
        with pytest.raises((BadFile, Invalid, NotFound)):
            town.stranger.ask(read_reply, draft)


def test_words_from_a_treatment_program_stay_behind_its_wall(town, out: Path) -> None:
    clinic, house = a_receiver(town.supervisor, "Clean Start", "Recovery", {"part2_program": True})
    a_consent(town.officer, town.maria, house)
    id = sent(town, clinic, information_shared=["identity"])
    _made, letter = a_packet(town, id, out)
    assert letter.reply is not None
    assert not letter.reply.notes
    reply = a_reply(letter, Answer.ACCEPT, on=TODAY + DAY, note="Relapsed on Tuesday")
    assert "Relapsed" not in repr(town.liaison.ask(read_reply, reply))
    town.liaison.do(take_reply, reply)
    seen = card(town.officer, id)
    assert seen.status == "accepted"
    assert "Relapsed" not in repr(seen)


@pytest.mark.parametrize(("answer", "detail"), [(Answer.DECLINE, "made_up"), (Answer.COMPLETE, ""), (Answer.FAIL, "x")])
def test_an_answer_that_was_not_offered_is_refused(town, out: Path, answer: Answer, detail: str) -> None:
    id = sent(town)
    _made, letter = a_packet(town, id, out)
    with pytest.raises(BadFile, match="not asked for"):
        town.liaison.do(take_reply, a_reply(letter, answer, detail))
    assert card(town.officer, id).status == "requested"


def test_an_ended_referral_has_no_packet_any_more(town, out: Path) -> None:
    id = sent(town)
    take(town.supervisor, town, id, "entered_in_error")
    with pytest.raises(Invalid, match="has not ended"):
        run(make_packet(town.officer, id, out))
    assert list(out.iterdir()) == []


def test_the_register_of_exports_names_no_service_behind_a_wall(town, out: Path) -> None:
    haven, house = a_receiver(town.supervisor, "Safe Nights", "Haven House", {"vawa_provider": True})
    a_consent(town.officer, town.maria, house)
    a_packet(town, sent(town, haven), out)
    assert "Haven" not in repr(town.supervisor.ask(exports.exports).rows)


def test_a_clock_that_runs_ahead_shuts_nobody_out(town, out: Path) -> None:
    id = sent(town)
    _made, letter = a_packet(town, id, out)
    town.liaison.do(take_reply, a_reply(letter, Answer.ACKNOWLEDGE, made_at=LATER + 3000 * DAY))
    town.liaison.do(take_reply, a_reply(letter, Answer.DECLINE, "no_capacity", made_at=LATER))
    assert card(town.officer, id).status == "rejected"


def test_where_the_page_cannot_be_written_the_passphrase_of_the_pdf_is_still_told(town, out: Path) -> None:
    town.desk_of(Role.ADMINISTRATOR).do(set_threshold, "self_opening_pages", 1)
    drive = out / "drive"
    drive.mkdir()
    job = make_packet(town.officer, sent(town), drive, with_page=True)
    for _step in range(3):
        next(job)
    gone = out.rename(out.with_name("unplugged"))
    made = run(job)
    assert made.page is None
    assert "nothing was saved" in made.trouble
    [file] = (gone / "drive").iterdir()
    assert PdfReader(file).decrypt(made.pdf.passphrase)


def test_a_reply_whose_step_was_taken_back_can_be_taken_again(town, out: Path) -> None:
    id = sent(town)
    _made, letter = a_packet(town, id, out)
    reply = a_reply(letter, Answer.ACCEPT, on=TODAY + DAY)
    town.liaison.do(take_reply, reply)
    town.liaison.do(referrals.take_back, id)
    assert card(town.officer, id).status == "requested"
    town.liaison.do(take_reply, reply)
    assert card(town.officer, id).status == "accepted"
    with pytest.raises(Invalid, match="taken already"):
        town.liaison.do(take_reply, reply)
