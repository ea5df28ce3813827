"""About: which version this is, what it is for and what not, and whose work it stands on."""

from importlib.metadata import PackageNotFoundError, distribution

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from casemgr import __version__, installed
from casemgr.core.stretch import provider_is_fips
from casemgr.i18n import _
from ui.tokens import Text
from ui.unlock import SCOPE, TITLE
from ui.widgets.aloud import alert
from ui.widgets.button import button
from ui.widgets.card import Card
from ui.widgets.text import words

MOST = 80
_UNSAID = {"sqlcipher3": "zlib License"}
"""Licenses that stand in the source of a package and not in what it says of itself."""
STANDS_ON = (
    *("PySide6-Essentials", "PySide6-PDF", "SQLModel", "SQLAlchemy", "pydantic", "sqlcipher3", "alembic"),
    *("argon2-cffi", "cryptography", "asn1crypto", "keyring", "platformdirs", "filelock", "reportlab", "pikepdf"),
    *("RapidFuzz", "jellyfish", "phonenumbers", "zxcvbn", "typer", "tzdata", "babel"),
)


class About(Card):
    """What is said here is true of this very installation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.licenses = QPlainTextEdit(readOnly=True)
        self.licenses.setObjectName("licenses")
        self.licenses.setAccessibleName(_("Licenses"))
        self.licenses.setTabChangesFocus(True)
        self.licenses.setPlainText("\n".join(_licenses()))
        version = words(_("Version {version}").format(version=__version__), Text.SECOND)
        version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.box.setSpacing(12)
        self.box.addWidget(words(TITLE, Text.PAGE))
        self.box.addWidget(version)
        self.box.addWidget(words(_(SCOPE), wrap=True))
        self.files = words(installed.told(installed.check()), wrap=True)
        self.files.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if provider_is_fips():
            self.box.addWidget(words(_("The cryptography in use is a FIPS module's alone."), wrap=True))
        self.check_all = button(_("Check every file"))
        self.check_all.clicked.connect(self._check_all)
        self.box.addWidget(self.files)
        self.box.addWidget(self.check_all, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(words(_("Licenses"), Text.ROW))
        self.box.addWidget(
            words(_("This program is free software under the Apache License 2.0. It stands on:"), wrap=True)
        )
        self.box.addWidget(self.licenses, 1)

    def _check_all(self) -> None:
        self.files.setText(installed.told(installed.check(full=True)))
        alert(self.files, self.files.text())


def _licenses() -> list[str]:
    fonts = [
        "Atkinson Hyperlegible Next · SIL Open Font License 1.1",
        "Lucide icons · ISC License",
    ]
    return [*sorted(filter(None, map(_license, STANDS_ON)), key=str.casefold), *fonts]


def _license(name: str) -> str:
    """A package with its version and license, as it says itself; empty where it is not installed."""
    try:
        meta = distribution(name).metadata
    except PackageNotFoundError:
        return ""
    said = (
        meta.json.get("license_expression") or _classified(meta.get_all("Classifier") or []) or meta.json.get("license")
    )
    first = str(said or _UNSAID.get(name, "")).strip().partition("\n")[0]
    return " · ".join(part for part in (f"{name} {meta['Version']}", first[:MOST]) if part)


def _classified(classifiers: list[str]) -> str:
    mine = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
    return ", ".join(mine)
