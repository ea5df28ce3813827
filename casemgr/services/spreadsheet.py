"""Cells that leave in a table: words stay words where a spreadsheet would calculate them."""

import unicodedata

_BEGINS = frozenset("=+-@\t\r\n")


def guarded(value: object) -> object:
    """A cell as it may stand in a table of values: text that begins as a formula does gets a quote before it.

    Blanks before it and full-width forms of the signs count as well; what no text holds is left out. Numbers stay.
    """
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "")
    shown = unicodedata.normalize("NFKC", text).lstrip(" \u00a0\u200b\ufeff")
    return f"'{text}" if shown[:1] in _BEGINS and shown else text
