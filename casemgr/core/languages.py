"""Languages of people, by their codes in ISO 639; what the program itself speaks is i18n's."""

from babel import Locale, UnknownLocaleError
from babel.core import get_global


def two_letters(code: str) -> str:
    """The code of two letters for one of two or three, without its country; as it is where there is none."""
    plain = code.lower().replace("_", "-").partition("-")[0]
    return get_global("language_aliases").get(plain, plain)


def language_name(code: str, spoken: str) -> str:
    """The name of a language in the one that is spoken, as it stands within a line; the code where it has no name."""
    try:
        names = Locale.parse(spoken.replace("-", "_")).languages
    except (ValueError, UnknownLocaleError):
        return code
    return str(names.get(two_letters(code), code))
