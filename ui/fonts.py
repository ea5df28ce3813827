"""The one font of window and paper, and text in its sizes."""

from PySide6.QtGui import QFont, QFontDatabase

from casemgr.i18n import RESOURCES
from ui.tokens import FAMILY, TYPE, Look, Text

WEIGHTS = ("Regular", "SemiBold", "Bold")


def load_fonts() -> None:
    """Make the shipped font known to Qt; asking twice does no harm."""
    if FAMILY in QFontDatabase.families():
        return
    for weight in WEIGHTS:
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"AtkinsonHyperlegibleNext-{weight}.ttf"))


def font(look: Look, text: Text = Text.BODY, weight: int | None = None) -> QFont:
    """The font for text of this size, digits all of one width."""
    size, usual = TYPE[text]
    made = QFont(FAMILY)
    made.setPixelSize(look.px(size))
    made.setWeight(QFont.Weight(weight or usual))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
