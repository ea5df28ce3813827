"""The look: everything can be read in every theme, and the theme changes while the program runs."""

import sys

import pytest
from PySide6.QtCore import QByteArray, QObject, QSize
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLineEdit

from casemgr.i18n import RESOURCES
from ui.fonts import font
from ui.glyphs import GLYPHS, glyph_bytes, glyph_path
from ui.icons import drawing, icon
from ui.look import current_look
from ui.theme import apply_theme, style_sheet
from ui.tokens import (
    FAMILY,
    PALETTES,
    TYPE,
    USER_SCALES,
    Density,
    Ink,
    Look,
    Theme,
    border_pairs,
    contrast,
    text_pairs,
)

ICONS = sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg"))
LOOKS = [Look(theme, density, scale) for theme in Theme for density in Density for scale in USER_SCALES]


@pytest.fixture
def light_again(qapp: QApplication):
    yield
    apply_theme(qapp, Look())


@pytest.mark.parametrize("theme", Theme)
def test_every_text_can_be_read(theme: Theme) -> None:
    poor = [(name, text, ground) for name, text, ground in text_pairs(PALETTES[theme]) if contrast(text, ground) < 4.5]
    assert not poor


@pytest.mark.parametrize("theme", Theme)
def test_every_border_can_be_seen(theme: Theme) -> None:
    poor = [(name, line, ground) for name, line, ground in border_pairs(PALETTES[theme]) if contrast(line, ground) < 3]
    assert not poor


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_look_makes_a_style_sheet(look: Look) -> None:
    sheet = style_sheet(look)
    assert "$" not in sheet
    assert "-1px" not in sheet


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("glyph", GLYPHS)
def test_pictures_of_the_style_sheet_have_the_theme_s_colors(theme: Theme, glyph: str) -> None:
    assert glyph_path(theme, glyph).read_bytes() == glyph_bytes(theme, glyph), "run: python -m ui.glyphs"


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_a_drawing(name: str, qapp: QApplication) -> None:
    assert QSvgRenderer(QByteArray(drawing(name, "#123456"))).isValid()
    assert b"currentColor" not in drawing(name, "#123456")


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_is_sharp_on_every_screen(ratio: float, qapp: QApplication) -> None:
    pixmap = icon("users").pixmap(QSize(20, 20), ratio)
    assert pixmap.width() == round(20 * ratio)
    assert pixmap.deviceIndependentSize().toSize() == QSize(20, 20)


def test_an_icon_made_before_follows_the_theme(qapp: QApplication, light_again: None) -> None:
    plus = icon("plus", Ink.ACCENT)

    def middle() -> QColor:
        return plus.pixmap(QSize(24, 24)).toImage().pixelColor(12, 12)

    assert middle().name().upper() == PALETTES[Theme.LIGHT].accent
    apply_theme(qapp, Look(Theme.CONTRAST))
    assert middle().name().upper() == PALETTES[Theme.CONTRAST].accent


def test_the_theme_changes_while_a_window_is_open(qtbot, qapp: QApplication, light_again: None) -> None:
    line = QLineEdit("Words")
    qtbot.addWidget(line)
    with qtbot.waitExposed(line):
        line.show()
    small = line.sizeHint().height()
    apply_theme(qapp, Look(Theme.DARK, Density.TOUCH, 1.5))
    assert current_look().theme is Theme.DARK
    assert line.sizeHint().height() > small
    ground = line.grab().toImage().pixelColor(line.width() - 8, line.height() // 2)
    assert ground.name().upper() == PALETTES[Theme.DARK].surface


def test_the_shipped_font_is_used_and_its_digits_are_of_one_width(qapp: QApplication) -> None:
    body = font(Look())
    assert QFontInfo(body).family() == FAMILY
    widths = {QFontMetrics(body).horizontalAdvance(digit) for digit in "0123456789"}
    assert len(widths) == 1
    assert {kind: font(Look(scale=1.5), kind).pixelSize() for kind in TYPE} == {
        kind: round(size * 1.5) for kind, (size, _) in TYPE.items()
    }


def test_a_long_session_does_not_use_up_none(qapp: QApplication) -> None:
    """PySide6 6.12 on Python 3.11 gives back a reference to None on each call that returns nothing."""
    thing = QObject()
    for _ in range(20_000):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > 1_000_000
