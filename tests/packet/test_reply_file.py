"""The reply file: taken with the token of its packet, and refused in words in every other case."""

import json
from base64 import b64encode
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from casemgr.core.errors import BadFile, CaseError
from casemgr.services.packet.letter import DATED, Answer, Reply
from casemgr.services.packet.reply_file import MAX_BYTES, open_reply, packet_of
from tests.packet.letters import NUMBER, PACKET, TOKEN

NONCE = bytes(range(12))
SAID = {
    "referral": NUMBER,
    "answer": "accept",
    "detail": "",
    "on": "2026-12-01",
    "note": "Ask for Ana at the desk.\nRamp at the back.",
    "made_at": "2026-11-23T09:30:00.250Z",
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([*SAID.values(), *Answer]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def sealed(inside: bytes, packet: str = PACKET, token: bytes = TOKEN) -> bytes:
    raw = bytes.fromhex(packet)
    key = HKDF(SHA256(), length=32, salt=raw, info=b"casemgr reply 1").derive(token)
    content = AESGCM(key).encrypt(NONCE, inside, b"casemgr reply 1|" + raw)
    return outside(packet=packet, sealed=b64encode(content).decode())


def outside(**changed: object) -> bytes:
    fields = {"casemgr_reply": 1, "packet": PACKET, "nonce": b64encode(NONCE).decode(), "sealed": ""}
    return json.dumps(fields | changed).encode()


def reply(**changed: object) -> bytes:
    return sealed(json.dumps(SAID | changed).encode())


def test_a_reply_says_which_packet_it_answers_and_then_what() -> None:
    assert packet_of(reply()) == PACKET
    assert open_reply(reply(), TOKEN) == Reply(
        packet=PACKET,
        referral=NUMBER,
        answer=Answer.ACCEPT,
        detail="",
        on=date(2026, 12, 1),
        note="Ask for Ana at the desk.\nRamp at the back.",
        made_at=datetime(2026, 11, 23, 9, 30, 0, 250_000, tzinfo=UTC),
    )


@pytest.mark.parametrize("answer", Answer)
def test_every_answer_can_be_given(answer: Answer) -> None:
    on = "2026-12-01" if answer in DATED else None
    said = open_reply(reply(answer=answer, detail="" if on else "no_capacity", on=on, note=""), TOKEN)
    assert (said.answer, said.on) == (answer, date(2026, 12, 1) if on else None)


def test_the_longest_note_is_taken_whole_and_a_longer_one_refused() -> None:
    assert open_reply(reply(note="ñ" * 1000), TOKEN).note == "ñ" * 1000
    with pytest.raises(BadFile):
        open_reply(reply(note="ñ" * 1001), TOKEN)


@pytest.mark.parametrize(
    "changed",
    [
        {"answer": "cancel"},
        {"answer": ""},
        {"answer": 1},
        {"answer": "accept", "on": None},
        {"answer": "acknowledge"},
        {"answer": "decline", "detail": "", "on": None},
        {"detail": "No Capacity"},
        {"detail": "x" * 61},
        {"on": "2026-02-30"},
        {"on": "1999-12-31"},
        {"on": "2101-01-01"},
        {"on": "20261201"},
        {"on": "２０２６-12-01"},
        {"on": "2026-12-01T00:00"},
        {"made_at": "2026-11-23T09:30:00"},
        {"made_at": "2026-11-23T09:30:00+01:00"},
        {"made_at": "2026-11-23T25:30:00Z"},
        {"made_at": "0001-01-01T00:00:00Z"},
        {"made_at": None},
        {"note": None},
        {"note": "a\x00b"},
        {"note": "\ud800"},
        {"referral": ""},
        {"referral": "R\n2"},
        {"referral": "R" * 61},
        {"more": 1},
    ],
    ids=str,
)
def test_what_a_service_cannot_say_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(BadFile):
        open_reply(reply(**changed), TOKEN)


@pytest.mark.parametrize("missing", SAID)
def test_a_field_left_out_is_refused(missing: str) -> None:
    kept = {name: value for name, value in SAID.items() if name != missing}
    with pytest.raises(BadFile):
        open_reply(sealed(json.dumps(kept).encode()), TOKEN)


@pytest.mark.parametrize(
    "inside", [b"", b"null", b"[]", b"{}", b"\xff", b"[" * 40_000, b'{"on":NaN}', b'{"referral":1,"referral":1}']
)
def test_what_is_sealed_but_no_reply_is_refused(inside: bytes) -> None:
    with pytest.raises(BadFile):
        open_reply(sealed(inside), TOKEN)


def test_another_token_opens_nothing() -> None:
    with pytest.raises(BadFile, match="not made with the packet"):
        open_reply(reply(), bytes(32))


def test_a_reply_passed_off_as_that_of_another_packet_is_refused() -> None:
    other = reply().replace(PACKET.encode(), b"0123456789abcdef")
    assert packet_of(other) == "0123456789abcdef"
    with pytest.raises(BadFile, match="not made with the packet"):
        open_reply(other, TOKEN)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"%PDF-1.7",
        b"[" * 60_000,
        outside(),
        outside(sealed="AAAA" * 8, casemgr_reply=2),
        outside(sealed="AAAA" * 8, casemgr_reply=True),
        outside(sealed="AAAA" * 8, packet=PACKET.upper()),
        outside(sealed="AAAA" * 8, packet="９" * 16),
        outside(sealed="AAAA" * 8, packet="../../etc/passwd"),
        outside(sealed="AAAA" * 8, nonce="AAAA"),
        outside(sealed="AAAA" * 8, more=1),
        outside(sealed="ñ" * 32),
        outside(sealed=7),
        reply() + b"\n" * MAX_BYTES,
        reply()[:-1] + b',"packet":"0123456789abcdef"}',
    ],
    ids=lambda content: content[:40],
)
def test_what_is_no_reply_file_names_no_packet(content: bytes) -> None:
    for asked in (packet_of, lambda given: open_reply(given, TOKEN)):
        with pytest.raises(BadFile, match="not a reply file"):
            asked(content)


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, len(reply()) - 1), bit=st.integers(0, 7))
def test_a_changed_bit_anywhere_is_refused(at: int, bit: int) -> None:
    changed = bytearray(reply())
    changed[at] ^= 1 << bit
    with pytest.raises(BadFile):
        open_reply(bytes(changed), TOKEN)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text().map(str.encode) | JSON.map(lambda made: json.dumps(made).encode()))
def test_anything_is_refused_in_words(content: bytes) -> None:
    for asked in (packet_of, lambda given: open_reply(given, TOKEN), lambda given: open_reply(sealed(given), TOKEN)):
        with pytest.raises(CaseError):
            asked(content)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(st.sampled_from(sorted(SAID)), JSON), st.dictionaries(st.sampled_from(["packet", "nonce"]), JSON)
)
def test_any_value_in_any_field_is_read_or_refused_in_words(inner: dict[str, object], outer: dict[str, object]) -> None:
    for content in (reply(**inner), json.dumps(json.loads(reply()) | outer).encode()):
        try:
            said = open_reply(content, TOKEN)
        except CaseError:
            continue
        assert said.answer in Answer
        assert (said.on is not None) == (said.answer in DATED)
