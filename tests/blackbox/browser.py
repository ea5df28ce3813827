"""A real Chromium without a window, with a profile and a download folder of its own, that writes down each request."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.support import ui as waiting

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
PATIENCE = 30
"""Seconds until something that has to come is called missing."""
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1000,900"),
)
KEPT = """
const done = arguments[0];
indexedDB.databases().then((bases) => done(
  [localStorage.length, sessionStorage.length, bases.length, document.cookie.length, history.state]));
"""


class Browser:
    """Chromium as its user sees it: keys, words on the page, files in the download folder."""

    def __init__(self, folder: Path, language: str = "en-US") -> None:
        if not all(shutil.which(program) for program in (CHROMIUM, DRIVER)):
            pytest.skip("needs the packages chromium and chromium-driver")
        self.downloads = folder / "downloads"
        self.downloads.mkdir(parents=True)
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}", f"--lang={language}"):
            options.add_argument(flag)
        options.add_experimental_option(
            "prefs", {"intl.accept_languages": language, "download.default_directory": str(self.downloads)}
        )
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
        # What a new tab asks for by itself is over once another page is there.
        self.driver.get("about:blank")
        self.driver.get_log("performance")

    def quit(self) -> None:
        """End the browser and its driver."""
        self.driver.quit()

    def open(self, page: Path) -> None:
        """Open a file from the disk."""
        self.driver.get(page.as_uri())

    def run(self, script: str, *given: object) -> Any:
        """What a script says that is run in the page."""
        return self.driver.execute_script(script, *given)

    def until(self, found: Callable[[], Any], said: str) -> Any:
        """Wait until a call gives something, and give that."""
        return waiting.WebDriverWait(self.driver, PATIENCE, poll_frequency=0.05).until(lambda _driver: found(), said)

    def find(self, selector: str) -> Any:
        """The one element a selector means, as soon as it is there."""
        return self.until(lambda: self.driver.find_elements("css selector", selector), selector)[0]

    def text(self) -> str:
        """Every word that is shown, and no other."""
        return self.driver.find_element("css selector", "body").text

    def shows(self, words: str) -> None:
        """Wait until the page shows these words."""
        self.until(lambda: words in self.text(), words)

    def focused(self) -> Any:
        """The element that has the keyboard."""
        return self.driver.switch_to.active_element

    def keys(self, *keys: str) -> None:
        """Type with the keyboard, into what has it."""
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def tab_to(self, selector: str) -> Any:
        """Press Tab until the keyboard is there, and see that it shows."""
        for _press in range(60):
            self.keys(webdriver.Keys.TAB)
            if self.run("return document.activeElement.matches(arguments[0])", selector):
                ring = "return getComputedStyle(document.activeElement.closest('.choice') || document.activeElement)"
                assert self.run(ring + ".outlineStyle") == "solid", f"no ring around {selector}"
                return self.focused()
        pytest.fail(f"Tab never came to {selector}")

    def downloaded(self, name: str) -> bytes:
        """What was saved under this name, and see that it is all that was saved."""
        saved = self.downloads / name
        # The browser holds the name with an empty file, and writes beside it, until all of it is there.
        self.until(lambda: saved.exists() and saved.stat().st_size and list(self.downloads.iterdir()) == [saved], name)
        return saved.read_bytes()

    def requests(self) -> list[str]:
        """The address of each request since last asked."""
        said = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [event["params"]["request"]["url"] for event in said if event["method"] == "Network.requestWillBeSent"]

    def kept(self) -> list[object]:
        """How much lies in each of the places where a page can keep something."""
        return self.driver.execute_async_script(KEPT)
