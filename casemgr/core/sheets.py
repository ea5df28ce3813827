"""The recovery code split over five sheets of words, any two of which give it back (SLIP-0039)."""

from collections.abc import Sequence

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share

from casemgr.core.errors import Invalid, Problem
from casemgr.core.recovery import CODE_BYTES
from casemgr.i18n import _

NEEDED, MADE = 2, 5
WORDS = 23
"""Words on a sheet: 160 bits of the secret, 40 of what set it belongs to, 30 of check."""


def split(code: bytes) -> tuple[str, ...]:
    """The words of each of the five sheets for the bits of a recovery code; one sheet alone tells nothing of them."""
    return tuple(generate_mnemonics(1, [(NEEDED, MADE)], code, iteration_exponent=0)[0])


def join(sheets: Sequence[str]) -> bytes:
    """The bits two sheets give back; Invalid, by the sheet's place, for what is mistyped or of another set."""
    read = [_read(place, sheet) for place, sheet in enumerate(sheets)]
    if len({(share.identifier, share.index) for share in read}) < NEEDED or len(read) != NEEDED:
        raise Invalid(_wrong(1, _("This is the same sheet once more. Take another one of the five.")))
    try:
        code = combine_mnemonics([share.mnemonic() for share in read])
    except MnemonicError as error:
        raise Invalid(_wrong(1, _("These two sheets are not of one set. Take two that were made together."))) from error
    if len(code) != CODE_BYTES:
        raise Invalid(_wrong(1, _("These sheets are not of a store of this program.")))
    return code


def _read(place: int, sheet: str) -> Share:
    words = sheet.lower().split()
    if len(words) != WORDS:
        said = _("A sheet has {expected} words, and this has {count}.").format(expected=WORDS, count=len(words))
        raise Invalid(_wrong(place, said))
    try:
        return Share.from_mnemonic(" ".join(words))
    except MnemonicError as error:
        said = _("A word is wrong or in the wrong place. Compare it with the sheet.")
        raise Invalid(_wrong(place, said)) from error


def _wrong(place: int, sentence: str) -> Problem:
    return Problem(f"sheet_{place + 1}", sentence)
