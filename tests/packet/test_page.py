"""The page that opens itself: what it holds comes back whole, and without the passphrase it says nothing."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemgr.core.errors import BadFile, CaseError, WrongKey
from casemgr.i18n import LANGUAGES, RESOURCES
from casemgr.services.packet.page import opened, page
from casemgr.services.packet.page_words import after_opening, before_opening
from tests.packet.letters import AGENCY, CANARY, MARKUP, NOTICE, NUMBER, PACKET, PHONE, WORDS, letter, letters
from ui.tokens import DARK, LIGHT

MADE = page(letters(), WORDS)


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text inside script, style and title."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.within = ""
        self.texts: list[tuple[str, str]] = []
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.within = tag

    def handle_endtag(self, tag: str) -> None:
        self.within = ""

    def handle_data(self, data: str) -> None:
        self.texts.append((self.within, data))

    def text(self, tag: str) -> list[str]:
        return [text for where, text in self.texts if where == tag]


SCRIPT, STYLE = Elements(MADE).text("script")[-1], Elements(MADE).text("style")[0]


def policy(html: bytes) -> dict[str, str]:
    metas = [attributes for tag, attributes in Elements(html).found if tag == "meta"]
    said = next(meta["content"] for meta in metas if meta.get("http-equiv") == "Content-Security-Policy")
    return dict(directive.split(" ", 1) for directive in (said or "").split("; "))


def test_letters_come_back_whole() -> None:
    assert opened(MADE, WORDS) == letters()
    assert opened(MADE, f"  {WORDS}\n") == letters()


@pytest.mark.parametrize(
    "held",
    [
        (letter("es"),),
        (letter("en", replying=False),),
        (letter("es", notes=False), letter("en", notes=False)),
        (replace(letter(), sections=(), notices=(), greeting=""),),
    ],
    ids=["spanish only", "no reply", "no notes", "bare"],
)
def test_every_shape_of_letter_comes_back_whole(held) -> None:
    assert opened(page(held, WORDS), WORDS) == held


@pytest.mark.parametrize("held", [(), (letter(), letter())], ids=["none", "one language twice"])
def test_a_page_takes_one_letter_a_language(held) -> None:
    with pytest.raises(ValueError, match="one letter"):
        page(held, WORDS)


@pytest.mark.parametrize("other", ["", " ", WORDS.lower(), WORDS[:-1], WORDS.replace("-", "")])
def test_another_passphrase_is_refused(other: str) -> None:
    with pytest.raises(WrongKey):
        opened(MADE, other)


def test_two_pages_of_one_letter_share_no_sealed_byte() -> None:
    one, other = (json.loads(Elements(made).text("script")[0]) for made in (MADE, page(letters(), WORDS)))
    assert one["rounds"] == other["rounds"] >= 600_000
    assert all(one[name] != other[name] for name in ("salt", "nonce", "sealed"))


def test_nothing_of_the_letter_can_be_read_without_the_passphrase() -> None:
    words = [CANARY, NOTICE, AGENCY, NUMBER, PHONE, PACKET, "Harbor House", "555-0107", "Shelter", MARKUP[:8], WORDS]
    for word in words:
        for spelled in (word, word.lower(), json.dumps(word)[1:-1]):
            assert spelled.encode() not in MADE
            assert b64encode(spelled.encode()).rstrip(b"=")[:-1] not in MADE
    assert not [word for word in (*CANARY.split(), "Referral", "police", "Part 2") if word.encode() in MADE]


def test_pages_of_different_letters_differ_in_what_is_sealed_alone() -> None:
    other = page([replace(one, agency="Other", number="R-2", reply=None) for one in letters()], WORDS)
    outside = re.compile(rb'id="sealed">.*?</script>')
    assert outside.sub(b"", other) == outside.sub(b"", MADE)


def test_only_our_own_script_and_style_may_run_and_nothing_is_loaded() -> None:
    said = policy(MADE)
    for name in ("default-src", "connect-src", "img-src", "base-uri", "form-action", "trusted-types"):
        assert said[name] == "'none'"
    page_of = Elements(MADE)
    for name, file in (("reply.js", SCRIPT), ("page.js", SCRIPT), ("page.css", STYLE)):
        assert (RESOURCES / "packet" / name).read_text(encoding="utf-8") in file
    for name, text in (("script-src", SCRIPT), ("style-src", STYLE)):
        assert said[name] == f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
    assert ("meta", {"name": "referrer", "content": "no-referrer"}) in page_of.found
    assert not [
        attributes for _tag, attributes in page_of.found if {"src", "href", "style", "onload"} & set(attributes)
    ]


def test_the_script_shows_text_as_text_and_keeps_nothing() -> None:
    never = (
        *("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "DOMParser"),
        *("localStorage", "sessionStorage", "indexedDB", "cookie", "caches", "serviceWorker", "history."),
        *(
            "fetch(",
            "XMLHttpRequest",
            "WebSocket",
            "EventSource",
            "sendBeacon",
            "import(",
            "http:",
            "https:",
            "console.",
        ),
    )
    assert not [word for word in never if word in SCRIPT]
    assert not [word for word in ("url(", "@import", "http:", "https:") if word in STYLE]


def test_every_word_the_script_asks_for_is_there_and_no_other() -> None:
    asked = set(re.findall(r"words\.(\w+)|\]\.(title|languages?|wrong)\b", SCRIPT))
    named = {one or other for one, other in asked} | {"step", "decline", "complete", "fail", "accept_day", "start_day"}
    for language in LANGUAGES:
        outside, inside = before_opening(language), after_opening(letter(language))
        unanswered = after_opening(letter(language, replying=False))
        assert outside.keys() | inside.keys() | unanswered.keys() == named
        assert all(outside.values())
        assert all(inside.values())


def test_colors_are_those_of_the_window() -> None:
    light, _, dark = STYLE.partition("@media (prefers-color-scheme: dark)")
    for styles, palette in ((light, LIGHT), (dark[: dark.index("* {")], DARK)):
        colors = dict(re.findall(r"--([\w-]+): (#\w{6});", styles))
        assert len(colors) > 15
        for name, color in colors.items():
            of, _, part = name.partition("-")
            wanted = getattr(palette, of).ground if part == "ground" else getattr(palette, name.replace("-", "_"))
            assert color == getattr(wanted, "text", wanted), name


def test_markup_in_a_letter_cannot_leave_its_script_element() -> None:
    scripts = [tag for tag, _attributes in Elements(MADE).found if tag == "script"]
    assert len(scripts) == 3
    assert opened(MADE, WORDS)[0].sections[1].rows[1].value == MARKUP


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(MADE) - 1), bit=st.integers(0, 7))
def test_a_changed_bit_anywhere_is_refused(at: int, bit: int) -> None:
    changed = bytearray(MADE)
    changed[at] ^= 1 << bit
    with pytest.raises(CaseError):
        opened(bytes(changed), WORDS)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["version", "kdf", "rounds", "salt", "nonce", "sealed"]), st.data())
def test_a_change_to_what_is_sealed_or_to_its_header_is_refused(name: str, data: st.DataObject) -> None:
    before, said, after = re.split(rb'(?<=id="sealed">)(.*?)(?=</script>)', MADE, maxsplit=1)
    envelope = json.loads(said)
    given_text = str(envelope[name])
    at = data.draw(st.integers(0, len(given_text) - 1))
    sign = data.draw(st.sampled_from("0123456789ABCDabcd+/=").filter(lambda sign: sign != given_text[at]))
    envelope[name] = given_text[:at] + sign + given_text[at + 1 :]
    if isinstance(json.loads(said)[name], int) and envelope[name].isdigit():
        envelope[name] = int(envelope[name])
    with pytest.raises(CaseError):
        opened(before + json.dumps(envelope).encode() + after, WORDS)


@pytest.mark.parametrize("cut", [b"", b"<html>", MADE[:-200], MADE + b" ", b"\xff" * 40])
def test_what_is_no_page_of_ours_is_refused_in_words(cut: bytes) -> None:
    with pytest.raises(BadFile):
        opened(cut, WORDS)
