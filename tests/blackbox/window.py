"""One run of the program as someone outside meets it: read by role and accessible name, worked by keyboard."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass

import pytest
import xa11y

PATIENCE = 60.0
"""Seconds any one thing may take to appear."""
FARTHEST = 60
"""So many steps of a key may lead to anything."""
APART = 0.02
"""Seconds between two presses: within one millisecond X11 takes them for one key held down."""


@dataclass(frozen=True)
class Window:
    """Names are whole, or a part of the name where `part` says so; only what is in sight counts."""

    process: subprocess.Popen[bytes]
    app: xa11y.App

    def locate(self, role: str, name: str, *, part: bool = False, state: str = "visible") -> xa11y.Locator:
        """What has this role, name and state, there or not."""
        return self.app.locator(f'{role}[name{"*=" if part else "="}"{name}"][{state}="true"]')

    def find(self, role: str, name: str, *, part: bool = False) -> xa11y.Element:
        """Wait until it is in sight."""
        found = self.locate(role, name, part=part).first()
        found.wait_visible(timeout=PATIENCE)
        return found.element()

    def sees(self, *sentences: str) -> None:
        """Wait until each of these is in sight, wherever it is."""
        for sentence in sentences:
            self.find("*", sentence, part=True)

    def lacks(self, sentence: str) -> bool:
        """Whether nothing holds this, in sight or not."""
        return not self.app.locator(f'[name*="{sentence}"]').exists()

    def at(self, role: str, name: str) -> None:
        """Wait until the keys go there."""
        self.locate(role, name, state="focused").first().wait_focused(timeout=PATIENCE)

    def ready(self, name: str) -> None:
        """Wait until a button can be pressed."""
        self.locate("button", name).first().wait_enabled(timeout=PATIENCE)

    def row(self, table: str, text: str) -> xa11y.Locator:
        """Wait for a row of a list that is in sight."""
        self.find("list", table)
        found = self.app.locator(f'list[name="{table}"][visible="true"] list_item[name*="{text}"]').first()
        found.wait_attached(timeout=PATIENCE)
        return found

    def key(self, *names: str) -> None:
        """Press keys one after another; those held together are joined as in Ctrl+n."""
        keys, pressed = xa11y.input_sim(), 0.0
        for name in names:
            while time.monotonic() - pressed < APART:
                continue
            *held, last = name.split("+")
            if held:
                keys.chord(last, held=held)
            else:
                keys.press(last)
            pressed = time.monotonic()

    def write(self, text: str) -> None:
        """Type letters to where the keys go."""
        xa11y.input_sim().type_text(text)

    def reach(self, role: str, name: str) -> None:
        """Come there by the tab key, which goes round."""
        self.find(role, name)
        there = self.locate(role, name, state="focused")
        for _step in range(FARTHEST):
            if there.exists() and there.exists():  # Twice: a key still under way would lead past it.
                return
            self.key("Tab")
        pytest.fail(f"the tab key never came to {role} {name}")

    def press(self, name: str) -> None:
        """Come to a button and press it, by keyboard."""
        self.reach("button", name)
        self.key("Space")

    def choose(self, table: str, text: str) -> None:
        """Walk down a list until this row is chosen."""
        row = self.row(table, text)
        self.reach("list", table)
        self.key("Home")
        self.walk(row)

    def walk(self, row: xa11y.Locator) -> None:
        """Press the arrow key until a row is the chosen one."""
        for _step in range(FARTHEST):
            if row.element().selected:
                return
            self.key("Down")
        pytest.fail(f"no arrow key came to {row.element().name}")

    def told(self, start: str) -> str:
        """Wait for a sentence that starts so; the rest of it."""
        found = self.app.locator(f'static_text[name^="{start}"][visible="true"]').first()
        found.wait_visible(timeout=PATIENCE)
        return str(found.element().name).removeprefix(start)

    def end(self) -> None:
        """Close it as its user does."""
        self.key("Ctrl+q")
        self.process.wait(timeout=PATIENCE)

    def kill(self) -> None:
        """End it as a flat battery does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
