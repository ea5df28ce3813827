"""How the window looks and speaks is chosen by keyboard, holds at once, and is there again at the next start."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blackbox.window import Window

pytestmark = pytest.mark.blackbox
OFFICER, OFICIAL = "Rosa Delgado · Officer", "Rosa Delgado · "


def settings(window: Window) -> None:
    """From Today to the settings, and there to a group of them."""
    window.at("list", "What is to be done")
    window.key("Ctrl+,")
    window.find("static_text", "Settings")


def test_spanish_from_the_next_word_on_and_at_the_next_start(town: Path, started: Callable[..., Window]) -> None:
    window = started("--demo", "--home", town)
    window.press(OFFICER)
    settings(window)
    window.reach("group", "Group")
    window.write("2")
    window.reach("group", "Language")
    window.write("2")
    window.sees("Configuración")
    window.find("check_box", "Hoy")
    window.key("Ctrl+n")
    window.at("group", "Tipo")
    window.write("1")
    window.reach("text_field", "Título")
    window.write("Perro suelto en el parque")
    window.key("Ctrl+Enter")
    window.sees("guardado")
    window.end()

    window = started("--demo", "--home", town)
    window.press(OFFICER.replace("Officer", "Oficial"))
    window.find("check_box", "Hoy")
    window.end()
    assert window.process.returncode == 0


def test_high_contrast_is_worn_at_once_and_kept(town: Path, started: Callable[..., Window]) -> None:
    window = started("--demo", "--home", town)
    window.press(OFFICER)
    settings(window)
    window.reach("group", "Colors")
    window.write("3")
    chosen = window.find("check_box", "High contrast")
    assert chosen.checked
    window.end()
    assert "contrast" in (town / "window.ini").read_text()

    window = started("--demo", "--home", town)
    window.press(OFFICER)
    settings(window)
    assert window.find("check_box", "High contrast").checked
    window.end()
