"""The page that opens itself in a real Chromium, from the disk: read, answered by keyboard, and nothing left."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from casemgr.services.packet.letter import Answer, Letter
from casemgr.services.packet.page import page
from casemgr.services.packet.reply_file import open_reply, packet_of
from tests.blackbox.browser import Browser, webdriver
from tests.packet.letters import CANARY, MARKUP, NOTICE, NUMBER, PACKET, PHONE, TOKEN, WORDS, letter, letters

pytestmark = pytest.mark.blackbox
KEYS = webdriver.Keys
REPLY = f"NP-{PACKET}.casereply"
NOTHING = [0, 0, 0, 0, None]

Opened = Callable[..., Browser]


@pytest.fixture
def given(tmp_path: Path) -> Iterator[Opened]:
    """A browser with a page of these letters before it."""
    browsers: list[Browser] = []

    def give(*held: Letter, language: str = "en-US") -> Browser:
        browser = Browser(tmp_path / f"browser-{len(browsers)}", language)
        browsers.append(browser)
        file = tmp_path / "NP-packet.html"
        file.write_bytes(page(held or letters(), WORDS))
        browser.open(file)
        return browser

    yield give
    for browser in browsers:
        browser.quit()


def opened(browser: Browser) -> Browser:
    browser.find("#passphrase").send_keys(WORDS, KEYS.ENTER)
    browser.find("#close")
    return browser


def chosen(browser: Browser, value: str) -> None:
    browser.find(f"input[value='{value}']").click()


def test_a_wrong_passphrase_is_refused_in_words_and_what_was_typed_is_kept(given: Opened) -> None:
    browser = given()
    browser.find("#passphrase").send_keys("plover lantern", KEYS.ENTER)
    browser.shows("does not open the file")
    field = browser.find("#passphrase")
    assert field.get_property("value") == "plover lantern"
    assert field.get_attribute("aria-invalid") == "true"
    assert browser.focused() == field
    assert CANARY not in browser.driver.page_source
    browser.find("[aria-controls=passphrase]").click()
    assert (field.get_attribute("type"), field.get_property("value")) == ("text", "plover lantern")
    field.clear()
    browser.find("#open").click()
    browser.shows("Please type the passphrase.")


def test_it_opens_from_the_disk_and_shows_what_a_letter_holds_as_text(given: Opened) -> None:
    browser = given()
    assert browser.find("#passphrase").accessible_name == "Passphrase"
    browser.find("#passphrase").send_keys(f"  {WORDS} ", KEYS.ENTER)
    browser.shows(CANARY)
    text = browser.text()
    assert MARKUP in text
    assert text.index(NOTICE) < text.index("Canary Falls Police") < text.index(CANARY)
    assert "no date can call a file back" in text
    assert browser.driver.title == "Encrypted file"
    assert browser.focused().text == f"Referral {NUMBER}"
    assert not browser.driver.find_elements("css selector", "input[type=password], img, main script")
    assert browser.driver.get_log("browser") == []


def test_the_reader_changes_the_language_and_keeps_the_answer(given: Opened) -> None:
    browser = opened(given())
    chosen(browser, "decline no_capacity")
    browser.find("#note").send_keys("hasta enero")
    browser.find("nav [lang=es]").click()
    browser.shows("le pedimos que ayude a esta persona")
    assert browser.find("html").get_attribute("lang") == "es"
    assert browser.focused().text == "Español"
    assert browser.find("input:checked").accessible_name == "no hay lugar"
    assert browser.find("#note").get_property("value") == "hasta enero"
    browser.find("nav [lang=en]").click()
    browser.shows("we ask you to help this person")


def test_before_opening_the_page_speaks_the_language_of_the_browser(given: Opened) -> None:
    browser = given(language="es-MX")
    assert browser.find("html").get_attribute("lang") == "es"
    opened(browser).shows("le pedimos que ayude a esta persona")


def test_a_browser_of_another_language_gets_that_of_the_first_letter(given: Opened) -> None:
    assert given(letter("es"), letter("en"), language="de-DE").find("html").get_attribute("lang") == "es"


def test_by_keyboard_alone_from_the_passphrase_to_the_reply_file(given: Opened) -> None:
    browser = given()
    browser.tab_to("#passphrase")
    browser.keys(WORDS, KEYS.ENTER)
    browser.find("#close")
    browser.tab_to("input[type=radio]")
    browser.keys(KEYS.SPACE)
    browser.keys(KEYS.ARROW_DOWN)
    assert browser.find("input:checked").get_attribute("value") == "accept"
    browser.tab_to("#day")
    browser.keys("12012026")
    browser.tab_to("#note")
    browser.keys("Ask for Ana: ramp at the back – ñ 🙂.")
    browser.tab_to("#save")
    browser.keys(KEYS.SPACE)
    content = browser.downloaded(REPLY)
    browser.shows(REPLY)
    assert packet_of(content) == PACKET
    said = open_reply(content, TOKEN)
    assert (said.referral, said.answer, said.detail) == (NUMBER, Answer.ACCEPT, "")
    assert (said.on, said.note) == (date(2026, 12, 1), "Ask for Ana: ramp at the back – ñ 🙂.")
    assert abs(datetime.now(UTC) - said.made_at) < timedelta(minutes=5)
    assert NUMBER.encode() not in content
    browser.run("document.getElementById('heading').focus()")
    browser.tab_to("#code")
    browser.keys(KEYS.ENTER)
    browser.shows("Say the day, too: December 1, 2026")


@pytest.mark.parametrize(
    ("value", "answer", "detail"),
    [
        ("acknowledge", Answer.ACKNOWLEDGE, ""),
        ("decline not_eligible", Answer.DECLINE, "not_eligible"),
        ("complete got_help", Answer.COMPLETE, "got_help"),
        ("fail couldnt_contact", Answer.FAIL, "couldnt_contact"),
    ],
)
def test_each_answer_lands_in_the_reply_file(given: Opened, value: str, answer: Answer, detail: str) -> None:
    browser = opened(given())
    chosen(browser, value)
    browser.find("#save").click()
    said = open_reply(browser.downloaded(REPLY), TOKEN)
    assert (said.answer, said.detail, said.on, said.note) == (answer, detail, None, "")


def test_what_is_missing_is_asked_for_and_nothing_is_saved(given: Opened) -> None:
    browser = opened(given())
    browser.find("#save").click()
    browser.shows("Please choose an answer first.")
    assert browser.focused().get_attribute("name") == "answer"
    chosen(browser, "start")
    browser.find("#save").click()
    browser.shows("Please give the day, between November 22, 2026")
    assert browser.focused() == browser.find("#day")
    browser.keys("01011999")
    browser.find("#save").click()
    browser.shows("Please give the day")
    assert list(browser.downloads.iterdir()) == []


def test_the_code_is_shown_with_whom_to_call(given: Opened) -> None:
    browser = opened(given())
    chosen(browser, "decline no_capacity")
    browser.find("#code").click()
    assert f"Call {PHONE}, give the number {NUMBER}" in browser.find("#code-told").text
    assert [part.text for part in browser.driver.find_elements("css selector", ".code [aria-hidden]")] == ["V8", "6W"]
    assert browser.find(".code .read-out").get_property("textContent") == "V 8 6 W"
    assert "day" not in browser.find("#code-told").text
    chosen(browser, "accept")
    assert "V8" not in browser.text()
    browser.find("#code").click()
    browser.shows("Say the day, too.")


def test_every_control_has_a_name_and_the_parts_of_the_page_are_landmarks(given: Opened) -> None:
    browser = opened(given())
    chosen(browser, "accept")
    controls = browser.driver.find_elements("css selector", "button, input, textarea")
    assert len(controls) >= 15
    assert all(control.accessible_name for control in controls)
    targets = browser.driver.find_elements("css selector", "button, label.choice, input:not([type=radio]), textarea")
    assert all(target.size["height"] >= 48 for target in targets)
    assert [browser.find(tag).aria_role for tag in ("header", "nav", "main", "#reply")] == [
        *("banner", "navigation", "main", "form")
    ]
    assert [part.get_attribute("role") for part in (browser.find("#trouble"), browser.find("#told"))] == [
        *("alert", "status")
    ]


def test_it_fits_a_narrow_screen(given: Opened) -> None:
    browser = given()
    narrow = {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": False}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", narrow)
    fits = "return document.documentElement.scrollWidth <= innerWidth"
    assert browser.run(fits)
    opened(browser)
    chosen(browser, "accept")
    browser.find("#code").click()
    assert browser.run(fits)


def test_no_request_leaves_and_nothing_is_kept(given: Opened, tmp_path: Path) -> None:
    browser = opened(given())
    chosen(browser, "acknowledge")
    browser.find("#note").send_keys(CANARY)
    browser.find("#save").click()
    browser.downloaded(REPLY)
    browser.find("#code").click()
    assert browser.kept() == NOTHING
    browser.find("#close").click()
    assert browser.kept() == NOTHING
    assert {asked for asked in browser.requests() if not asked.startswith("blob:")} == {
        (tmp_path / "NP-packet.html").as_uri()
    }


def test_the_policy_holds_against_a_script_in_the_page(given: Opened) -> None:
    browser = opened(given())
    ways = (
        "fetch('data:,x').then(() => done('fetched'), () => done('refused'))",
        "const image = new Image(); image.onload = () => done('loaded'); image.onerror = () => done('refused');"
        " image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='",
        "try { document.body.innerHTML = '<b>x</b>'; done('written') } catch { done('refused') }",
        "const script = document.createElement('script'); window.ran = 'refused';"
        " try { script.append('window.ran = 1'); document.body.append(script) } finally { done(window.ran) }",
    )
    for way in ways:
        assert browser.driver.execute_async_script(f"const done = arguments[0]; {way}") == "refused", way


def test_closing_wipes_the_letter(given: Opened) -> None:
    browser = opened(given())
    browser.find("#note").send_keys("a note of theirs")
    browser.find("#close").click()
    browser.shows("Closed and wiped")
    left = browser.run("return document.documentElement.outerHTML")
    assert not [word for word in (CANARY, NOTICE, NUMBER, PACKET, "a note of theirs") if word in left]
    browser.find("main button").click()
    assert browser.find("#passphrase").get_property("value") == ""
    opened(browser).shows(CANARY)
    assert browser.find("#note").get_property("value") == ""


def test_leaving_the_page_wipes_it_too(given: Opened) -> None:
    browser = opened(given())
    everything = "return document.documentElement.outerHTML"
    # As it is told when a browser puts a page aside to come back to it.
    browser.run("window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert CANARY not in browser.run(everything)
    browser.find("main button").click()
    opened(browser).driver.get("about:blank")
    browser.driver.back()
    browser.find("#page h1")
    assert CANARY not in browser.run(everything)


def test_where_no_note_or_no_reply_is_wanted_none_is_asked_for(given: Opened) -> None:
    browser = opened(given(letter(notes=False)))
    assert not browser.driver.find_elements("css selector", "textarea")
    chosen(browser, "acknowledge")
    browser.find("#save").click()
    assert open_reply(browser.downloaded(REPLY), TOKEN).note == ""
    browser = opened(given(letter(replying=False)))
    browser.shows("You are asked for no reply.")
    assert not browser.driver.find_elements("css selector", "form, input, textarea")
