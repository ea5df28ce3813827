"""The few pictures a style sheet needs as files; `python -m ui.glyphs` redraws them after a color changed."""

from pathlib import Path

from casemgr.i18n import RESOURCES
from ui.icons import drawing
from ui.tokens import PALETTES, Theme

GLYPHS = {
    "down": ("chevron-down", "text2"),
    "up": ("chevron-up", "text2"),
    "check": ("check", "on_accent"),
    "minus": ("minus", "on_accent"),
    "tick": ("check", "text"),
}


def glyph_path(theme: Theme, glyph: str) -> Path:
    """Where the picture of a theme lies."""
    return RESOURCES / "icons" / "glyphs" / theme.value / f"{glyph}.svg"


def glyph_bytes(theme: Theme, glyph: str) -> bytes:
    """What that picture must hold."""
    name, ink = GLYPHS[glyph]
    return drawing(name, getattr(PALETTES[theme], ink))


def main() -> None:
    """Draw them all anew."""
    for theme in Theme:
        for glyph in GLYPHS:
            path = glyph_path(theme, glyph)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(glyph_bytes(theme, glyph))


if __name__ == "__main__":
    main()
