"""One catalog for window, paper and command line: `_` translates now, `N_` marks for later."""

import gettext
from contextvars import ContextVar
from pathlib import Path
from typing import Literal, get_args

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_chosen: ContextVar[tuple[str, gettext.NullTranslations] | None] = ContextVar("chosen", default=None)
_process: list[gettext.NullTranslations] = [gettext.NullTranslations()]
_language: list[str] = ["en"]


def catalog(language: str) -> gettext.NullTranslations:
    """The catalog of a language; English needs none."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("casemgr", RESOURCES / "locale", [language], fallback=True)


def use(language: str, said: gettext.NullTranslations | None = None) -> None:
    """Speak this language everywhere in the process from now on; `said` where it is none that is shipped."""
    _process[0] = said or catalog(language)
    _language[0] = language


def language() -> str:
    """The language in force."""
    chosen = _chosen.get()
    return chosen[0] if chosen is not None else _language[0]


class speaking:
    """Speak another language inside a `with` block: a print for a person in their language."""

    def __init__(self, language: str) -> None:
        self._chosen = language, catalog(language)

    def __enter__(self) -> None:
        self._token = _chosen.set(self._chosen)

    def __exit__(self, *_: object) -> None:
        _chosen.reset(self._token)


def _catalog() -> gettext.NullTranslations:
    chosen = _chosen.get()
    return chosen[1] if chosen is not None else _process[0]


def _(message: str) -> str:
    """The message in the language in force."""
    return _catalog().gettext(message)


def plural(one: str, many: str, n: int) -> str:
    """The message for a count, in the language in force; `{n}` in it is filled in."""
    return _catalog().ngettext(one, many, n).format(n=n)


def N_(message: str) -> str:
    """Mark a message for the catalog; it is translated where it is shown."""
    return message
