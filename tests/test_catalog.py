"""The Spanish catalog: complete, whole in every entry, compiled as committed; and no word of the window escapes it."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from casemgr import i18n
from casemgr.i18n import _, plural
from tests.write_catalog import FOLDERS, ROOT, compiled, gathered, po_path

SHOWN_BY = {
    *("setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setWindowTitle"),
    *("setPlaceholderText", "setStatusTip", "setTitle", "setLabelText", "setInformativeText", "addAction"),
    *("QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction"),
}
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
WORD = re.compile(r"[^\W\d_]{2,}")
KEYS = re.compile(r"((Ctrl|Alt|Shift|Meta)\+)+\w+|F\d+|Enter|Esc|Tab")
MARKS = {"_", "N_", "plural"}


def forms(said: object) -> tuple[str, ...]:
    """The forms of a message or of its translation: one, or singular and plural."""
    return (said,) if isinstance(said, str) else tuple(said or ())  # type: ignore[arg-type]


def translated(language: str) -> Catalog:
    with po_path(language).open("rb") as file:
        return read_po(file, locale=language)


def entries(language: str) -> list[Message]:
    return [message for message in translated(language) if message.id]


@pytest.fixture
def english_again() -> Iterator[None]:
    yield
    i18n.use("en")


@pytest.mark.parametrize("language", i18n.LANGUAGES[1:])
class TestCatalog:
    def test_every_message_of_the_program_is_translated(self, language: str) -> None:
        known = {message.id: message for message in entries(language)}
        wanted = [forms(message.id) for message in gathered() if message.id]
        said = {forms(id): forms(message.string) for id, message in known.items()}
        missing = [" / ".join(id) for id in wanted if not said.get(id) or not all(said[id])]
        assert not missing, f"{len(missing)} without a translation; run `make catalog`, then translate:\n" + "\n".join(
            missing
        )

    def test_placeholders_agree(self, language: str) -> None:
        wrong = []
        for message in entries(language):
            for ours, theirs in zip(forms(message.id), forms(message.string), strict=False):
                if theirs and Counter(PLACEHOLDER.findall(ours)) != Counter(PLACEHOLDER.findall(theirs)):
                    wrong.append(f"{ours} -> {theirs}")
        assert not wrong, "\n".join(wrong)

    def test_plurals_have_both_forms(self, language: str) -> None:
        wrong = [m.id for m in entries(language) if len(forms(m.id)) != len(forms(m.string))]
        assert wrong == []
        assert translated(language).num_plurals == 2

    def test_sentences_end_alike_and_edges_are_kept(self, language: str) -> None:
        wrong = []
        for message in entries(language):
            for ours, theirs in zip(forms(message.id), forms(message.string), strict=False):
                if theirs and edges(ours) != edges(theirs):
                    wrong.append(f"{ours!r} -> {theirs!r}")
        assert not wrong, "\n".join(wrong)

    def test_nothing_is_fuzzy(self, language: str) -> None:
        catalog = translated(language)
        assert not catalog.fuzzy
        assert [message.id for message in catalog if message.fuzzy] == []

    def test_committed_catalog_is_what_the_translation_compiles_to(self, language: str) -> None:
        assert po_path(language).with_suffix(".mo").read_bytes() == compiled(translated(language))


def edges(text: str) -> tuple[str, str, str]:
    """How a text begins and ends: spaces, and the mark at its end."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    mark = text[end - 1] if end and text[end - 1] in ".…:;?!" else ""
    return text[:start], text[end:], mark


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("Referral", "Derivación"),
        ("Follow-up", "Seguimiento"),
        ("Neighborhood", "Vecindario"),
        ("Consent", "Consentimiento"),
        ("Save", "Guardar"),
        ("foot patrol conversation", "conversación en ronda a pie"),
    ],
)
def test_program_speaks_spanish_once_told(english: str, spanish: str, english_again: None) -> None:
    assert _(english) == english
    i18n.use("es")
    assert i18n.language() == "es"
    assert _(english) == spanish


def test_spanish_is_spoken_inside_a_block_only() -> None:
    with i18n.speaking("es"):
        assert _("Recovery sheet") == "Hoja de recuperación"
        assert plural("{n} hour ago", "{n} hours ago", 1) == "hace 1 hora"
        assert plural("{n} hour ago", "{n} hours ago", 3) == "hace 3 horas"
    assert _("Recovery sheet") == "Recovery sheet"


def literal_words(given: ast.expr) -> str:
    """The words written into an argument itself, outside any call; empty where there are none."""
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        return given.value if WORD.search(given.value) and not KEYS.fullmatch(given.value) else ""
    if isinstance(given, ast.JoinedStr):
        return "".join(literal_words(part) for part in given.values)
    return ""


def is_put_together(given: ast.expr) -> bool:
    summed = isinstance(given, ast.BinOp) and any(literal_words(part) for part in (given.left, given.right))
    return summed or isinstance(given, ast.JoinedStr)


@dataclass(frozen=True)
class Called:
    """A call in our own code: where, of what, with which arguments."""

    place: str
    name: str
    args: list[ast.expr]

    @property
    def words(self) -> list[str]:
        return [words for words in map(literal_words, self.args) if words]


def calls_in(folder: str) -> Iterator[Called]:
    """Every call in the Python files of a folder."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                yield Called(f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", name, node.args)


@pytest.fixture(scope="module")
def calls() -> list[Called]:
    return [call for folder in FOLDERS for call in calls_in(folder)]


def test_no_words_of_the_window_escape_the_catalog(calls: list[Called]) -> None:
    shown = [call for call in calls if call.place.startswith("ui/") and call.name in SHOWN_BY]
    found = [f"{call.place} {call.name}({words!r})" for call in shown for words in call.words]
    assert not found, "\n".join(found)


def test_no_message_is_put_together_before_it_is_translated(calls: list[Called]) -> None:
    """A sum or an f-string inside `_()` never matches its entry in the catalog."""
    found = [call.place for call in calls if call.name in MARKS and any(map(is_put_together, call.args))]
    assert found == []


def test_no_message_is_both_alone_and_a_plural(calls: list[Called]) -> None:
    """Such a message is in the catalog once, as a plural, and stays English where it is said alone."""
    ones = {call.words[0] for call in calls if call.name == "plural" and call.words}
    found = [call.place for call in calls if call.name in ("_", "N_") and ones.intersection(call.words)]
    assert found == []
