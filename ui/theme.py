"""The theme: one look put on the whole application, at the start or while it runs."""

from dataclasses import fields
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from casemgr.i18n import RESOURCES
from ui.fonts import font, load_fonts
from ui.glyphs import GLYPHS, glyph_path
from ui.look import keep_look
from ui.tokens import ICON, RADIUS_CARD, RADIUS_CONTROL, SPACES, TYPE, Look, Pair, Palette, Theme

_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "hover",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.PlaceholderText: "text2",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border",
    QPalette.ColorRole.Accent: "accent",
}
_FADED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def apply_theme(app: QApplication, look: Look, *, own: bool = True) -> None:
    """Put a look on every window there is and will be; unless it is our own, the desktop paints what it paints."""
    load_fonts()
    keep_look(app, look)
    if app.style().name() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    if own:
        dark = look.theme is not Theme.LIGHT
        app.styleHints().setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    app.setPalette(_palette(look.palette))
    app.setFont(font(look))
    app.setStyleSheet(style_sheet(look))


def _palette(colors: Palette) -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(getattr(colors, name)))
    for role in _FADED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.faint))
    return palette


def style_sheet(look: Look) -> str:
    """The style sheet of a look."""
    return Template((RESOURCES / "theme.qss").read_text("utf-8")).substitute(
        _colors(look.palette) | _lengths(look) | _glyphs(look.theme)
    )


def _colors(palette: Palette) -> dict[str, str]:
    names: dict[str, str] = {}
    for field in fields(palette):
        color = getattr(palette, field.name)
        if isinstance(color, Pair):
            names |= {f"{field.name}_{part.name}": getattr(color, part.name) for part in fields(color)}
        else:
            names[field.name] = color
    return names


def _lengths(look: Look) -> dict[str, str]:
    px = look.px
    lengths = {f"s{space}": px(space) for space in SPACES}
    lengths |= {f"s{space}_1": px(space) - 1 for space in SPACES}
    lengths |= {f"f_{text}": px(size) for text, (size, _) in TYPE.items()}
    lengths |= {
        "radius": px(RADIUS_CONTROL),
        "card": px(RADIUS_CARD),
        "icon": px(ICON),
        "control": look.control,
        "control_2": look.control - 2,
        "control_4": look.control - 4,
        "control_8": look.control - px(8),
        "menu_pad": (look.control - px(26)) // 2,
        "check": px(20),
        "check_half": px(20) // 2 + 1,
        "dot": px(20) - 2 * px(6) + 2,
        "control_half": look.control // 2,
        "tool": look.control - 2 - 2 * px(8),
        "check_row": look.control - 4,
        "scroll": px(12),
        "scroll_half": px(12) // 2 - 1,
    }
    return {name: str(length) for name, length in lengths.items()}


def _glyphs(theme: Theme) -> dict[str, str]:
    return {f"glyph_{glyph}": glyph_path(theme, glyph).as_posix() for glyph in GLYPHS}
