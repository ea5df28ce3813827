"""The language of the window: our words, Qt's own, and how days and numbers are written."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from casemgr import i18n

COUNTRY = "US"


def speak(app: QApplication, language: str) -> None:
    """Speak this language from now on; windows that are open keep their words until they are made anew."""
    i18n.use(language)
    QLocale.setDefault(QLocale(f"{language}_{COUNTRY}"))
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    if language == i18n.LANGUAGES[0]:
        return
    own = QTranslator(app)
    if own.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(own)
