"""The look in numbers: colors of four themes, sizes of three densities, the type scale, and contrast."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

SPACES = (2, 4, 6, 8, 10, 12, 16, 20, 24)
USER_SCALES = (1.0, 1.15, 1.3, 1.5)
FAMILY = "Atkinson Hyperlegible Next"
RADIUS_CONTROL = 8
RADIUS_CARD = 10
RAIL_WIDTH = 92
CHIP_EDGE = 4
ICON = 20


class Theme(StrEnum):
    """Which set of colors is in force."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    NIGHT = "night"


class Density(StrEnum):
    """How much room controls and rows take."""

    COMPACT = "compact"
    COMFORTABLE = "comfortable"
    TOUCH = "touch"


class Tone(StrEnum):
    """What a color says; always beside a word that says it too."""

    DANGER = "danger"
    WARN = "warn"
    OK = "ok"
    INFO = "info"
    NEUTRAL = "neutral"


class Text(StrEnum):
    """The sizes of type there are."""

    CARD = "card"
    PAGE = "page"
    RECORD = "record"
    ROW = "row"
    BODY = "body"
    SECOND = "second"
    LABEL = "label"
    RAIL = "rail"


class Ink(StrEnum):
    """What a line or an icon is drawn with; the theme in force says which color that is."""

    TEXT = "text"
    SECOND = "text2"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    SELECTED = "on_selection"
    RAIL = "rail_text"
    RAIL_ON = "on_rail_active"
    FAINT = "faint"
    DANGER = "danger"
    WARN = "warn"
    OK = "ok"
    INFO = "info"
    NEUTRAL = "neutral"


TYPE = {
    Text.CARD: (26, 600),
    Text.PAGE: (22, 700),
    Text.RECORD: (18, 700),
    Text.ROW: (16, 600),
    Text.BODY: (15, 400),
    Text.SECOND: (14, 400),
    Text.LABEL: (13, 600),
    Text.RAIL: (12, 400),
}
CONTROL = {Density.COMPACT: 32, Density.COMFORTABLE: 40, Density.TOUCH: 48}
ROW = {Density.COMPACT: 48, Density.COMFORTABLE: 64, Density.TOUCH: 76}


@dataclass(frozen=True)
class Pair:
    """Words of one color on a ground of another; the edge is the ground's own color where none is drawn."""

    text: str
    ground: str
    edge: str


@dataclass(frozen=True)
class Palette:
    """The colors of one theme; `line` and `raised` only divide, all others carry meaning."""

    bg: str
    surface: str
    raised: str
    raised_edge: str
    line: str
    text: str
    text2: str
    faint: str
    border: str
    accent: str
    on_accent: str
    accent_hover: str
    hover: str
    selection: str
    on_selection: str
    selection2: str
    selection_bar: str
    focus: str
    rail: str
    rail_edge: str
    rail_text: str
    rail_active: str
    on_rail_active: str
    rail_focus: str
    danger: Pair
    warn: Pair
    ok: Pair
    info: Pair
    neutral: Pair

    def tone(self, tone: Tone) -> Pair:
        """The colors of a tone."""
        return {
            Tone.DANGER: self.danger,
            Tone.WARN: self.warn,
            Tone.OK: self.ok,
            Tone.INFO: self.info,
            Tone.NEUTRAL: self.neutral,
        }[tone]

    def ink(self, ink: Ink) -> str:
        """The color of an ink."""
        color = getattr(self, ink.value)
        return color.text if isinstance(color, Pair) else color


def _filled(text: str, ground: str) -> Pair:
    return Pair(text, ground, ground)


def _outlined(text: str) -> Pair:
    return Pair(text, "#000000", text)


LIGHT = Palette(
    bg="#F3F5F7", surface="#FFFFFF", raised="#E9EDF1", raised_edge="#E9EDF1", line="#D3DAE1",
    text="#14202B", text2="#4A5866", faint="#7D8894", border="#6F7C8A",
    accent="#0B5C92", on_accent="#FFFFFF", accent_hover="#084A77", hover="#EEF3F7",
    selection="#DCEBF7", on_selection="#0B2B43", selection2="#3B4C5B", selection_bar="#0B5C92",
    focus="#0B5C92",
    rail="#12324A", rail_edge="#12324A", rail_text="#D5E3EE", rail_active="#23506F",
    on_rail_active="#FFFFFF", rail_focus="#9ED2F7",
    danger=_filled("#A4221B", "#FCE9E7"), warn=_filled("#7A4B00", "#FDF0D7"),
    ok=_filled("#17633A", "#E1F3E7"), info=_filled("#0B5C92", "#E2EFF9"),
    neutral=_filled("#4A5866", "#E8ECF0"),
)  # fmt: skip

DARK = Palette(
    bg="#0E1317", surface="#161D23", raised="#20272F", raised_edge="#20272F", line="#2C363F",
    text="#E4EAEF", text2="#A8B4BF", faint="#76838F", border="#7F8D9A",
    accent="#7CBDEB", on_accent="#06243A", accent_hover="#9BCEF2", hover="#1F2830",
    selection="#1E3446", on_selection="#F0F6FB", selection2="#C0CCD6", selection_bar="#7CBDEB",
    focus="#9ED2F7",
    rail="#0A0E12", rail_edge="#2C363F", rail_text="#A8B6C2", rail_active="#1E3446",
    on_rail_active="#F0F6FB", rail_focus="#9ED2F7",
    danger=_filled("#FFA69C", "#3A1B19"), warn=_filled("#F0C26E", "#33270F"),
    ok=_filled("#86D3A3", "#12301F"), info=_filled("#8FC7F0", "#14304A"),
    neutral=_filled("#B4C0CA", "#262F37"),
)  # fmt: skip

CONTRAST = Palette(
    bg="#000000", surface="#000000", raised="#000000", raised_edge="#FFFFFF", line="#FFFFFF",
    text="#FFFFFF", text2="#FFFFFF", faint="#B8B8B8", border="#FFFFFF",
    accent="#FFE100", on_accent="#000000", accent_hover="#FFF07A", hover="#2B2B2B",
    selection="#FFE100", on_selection="#000000", selection2="#000000", selection_bar="#000000",
    focus="#00E5FF",
    rail="#000000", rail_edge="#FFFFFF", rail_text="#FFFFFF", rail_active="#FFE100",
    on_rail_active="#000000", rail_focus="#00E5FF",
    danger=_outlined("#FF9C94"), warn=_outlined("#FFD56B"), ok=_outlined("#7CF0A8"),
    info=_outlined("#8FD3FF"), neutral=_outlined("#FFFFFF"),
)  # fmt: skip

NIGHT = Palette(
    bg="#07090B", surface="#0D1114", raised="#161B1F", raised_edge="#161B1F", line="#22292F",
    text="#C4CBD1", text2="#98A2AA", faint="#6A757E", border="#6C7882",
    accent="#5F97BD", on_accent="#04141F", accent_hover="#72A8CD", hover="#151B20",
    selection="#162633", on_selection="#D3DBE2", selection2="#A6B1BA", selection_bar="#5F97BD",
    focus="#7FB4D8",
    rail="#050709", rail_edge="#22292F", rail_text="#95A1AB", rail_active="#162633",
    on_rail_active="#D3DBE2", rail_focus="#7FB4D8",
    danger=_filled("#E08F86", "#2A1413"), warn=_filled("#CFA65C", "#261D0C"),
    ok=_filled("#74B58D", "#0E2417"), info=_filled("#7FB0D4", "#102535"),
    neutral=_filled("#9EA9B2", "#1A2126"),
)  # fmt: skip
"""Dark with less light: what is bright in the dark theme is dimmed, for eyes that have to see a street again."""

PALETTES = {Theme.LIGHT: LIGHT, Theme.DARK: DARK, Theme.CONTRAST: CONTRAST, Theme.NIGHT: NIGHT}


@dataclass(frozen=True)
class Look:
    """What a user chose: theme, density, and how much larger than usual everything is."""

    theme: Theme = Theme.LIGHT
    density: Density = Density.COMFORTABLE
    scale: float = 1.0

    @property
    def palette(self) -> Palette:
        """The colors in force."""
        return PALETTES[self.theme]

    @property
    def control(self) -> int:
        """The height of a button or field, in pixels."""
        return self.px(CONTROL[self.density])

    @property
    def row(self) -> int:
        """The height of a list row, in pixels."""
        return self.px(ROW[self.density])

    @property
    def chip(self) -> int:
        """The height a chip is drawn in, in pixels; it can be pressed in the whole height of a control."""
        return self.control - self.px(CHIP_EDGE)

    def px(self, size: float) -> int:
        """A length of the design in pixels at the user's scale."""
        return round(size * self.scale)


def contrast(one: str, other: str) -> float:
    """The contrast of two #RRGGBB colors by WCAG 2, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def text_pairs(p: Palette) -> Iterator[tuple[str, str, str]]:
    """Every (name, text, ground) that is read in a theme."""
    for ground in ("bg", "surface", "raised", "hover"):
        yield f"text on {ground}", p.text, getattr(p, ground)
        yield f"text2 on {ground}", p.text2, getattr(p, ground)
    for ground in ("bg", "surface", "raised", "hover"):
        yield f"links and quiet buttons on {ground}", p.accent, getattr(p, ground)
    yield "text on accent", p.on_accent, p.accent
    yield "text on accent under the pointer", p.on_accent, p.accent_hover
    yield "text on selection", p.on_selection, p.selection
    yield "text2 on selection", p.selection2, p.selection
    yield "rail", p.rail_text, p.rail
    yield "rail, chosen", p.on_rail_active, p.rail_active
    for tone in Tone:
        yield f"{tone} chip", p.tone(tone).text, p.tone(tone).ground
        yield f"{tone} words on surface", p.tone(tone).text, p.surface
        yield f"{tone} words on bg", p.tone(tone).text, p.bg
        yield f"{tone} words on raised", p.tone(tone).text, p.raised
    yield "waiting on the rail", p.warn.text, p.warn.ground
    yield "marked words", p.on_accent, p.accent


def border_pairs(p: Palette) -> Iterator[tuple[str, str, str]]:
    """Every (name, line, ground) one must see to find or use a control."""
    for ground in ("bg", "surface", "raised"):
        yield f"border on {ground}", p.border, getattr(p, ground)
        yield f"focus on {ground}", p.focus, getattr(p, ground)
        yield f"wrong field on {ground}", p.danger.text, getattr(p, ground)
    yield "border of a chosen chip", p.accent, p.surface
    yield "selection bar", p.selection_bar, p.selection
    yield "focus on rail", p.rail_focus, p.rail
    yield "focus on the chosen place", p.on_rail_active, p.rail_active
    yield "focus under the pointer", p.focus, p.hover
    yield "border under the pointer", p.border, p.hover
    for tone in Tone:
        yield f"underline of {tone}", p.tone(tone).text, p.surface
    yield "disabled words", p.faint, p.surface
