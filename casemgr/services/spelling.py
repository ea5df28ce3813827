"""A passphrase spelled for the telephone: each sign as a word nobody mishears."""

from casemgr.i18n import N_, _

_WORDS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (
            "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec "
            "Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"
        ).split(),
        strict=True,
    )
)
"""The radio alphabet, the same in both languages."""
_DIGITS = (
    N_("zero"),
    N_("one"),
    N_("two"),
    N_("three"),
    N_("four"),
    N_("five"),
    N_("six"),
    N_("seven"),
    N_("eight"),
    N_("nine"),
)


def spelled(group: str) -> str:
    """A group of signs in words, in the language in force: capitals or small letters first, then sign by sign."""
    words = [_(_DIGITS[int(sign)]) if sign.isdigit() else _WORDS.get(sign.upper(), sign) for sign in group]
    small = any(sign.islower() for sign in group)
    large = any(sign.isupper() for sign in group)
    said = " ".join(words)
    if small and not large:
        return _("small letters: {words}").format(words=said)
    if large and not small:
        return _("capitals: {words}").format(words=said)
    return said
