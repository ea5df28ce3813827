"""The check over the fields of a form: it looks a moment after the last key, marks, says, and does what is chosen."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from casemgr.narrative import Action, Finding, Offer, Rereading, Target
from ui.narrative.editors import Checked, checked
from ui.narrative.line import FindingLine
from ui.shortcuts import Shortcut, answer

PAUSE_MS = 120
HERE = Qt.FocusReason.OtherFocusReason
Move = Callable[[Finding, Offer], bool]
"""Takes over what is moved; False when it cannot, and the text stays as it is."""


@dataclass
class _Field:
    title: str
    text: Checked
    findings: list[Finding] = field(default_factory=list)
    reading: Rereading = field(default_factory=Rereading)


class NarrativeCheck(QObject):
    """`changed` tells that something was kept with a reason, `shown` that one went to a finding."""

    changed = Signal()
    shown = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.line = FindingLine()
        self._moves: dict[Target, Move] = {}
        self._fields: dict[str, _Field] = {}
        self._kept: dict[tuple[str, str], dict[str, str]] = {}
        self._persons: tuple[str, ...] = ()
        self._places: tuple[str, ...] = ()
        self._at: tuple[str, Finding] | None = None
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self.look)
        self.line.taken.connect(self._take)
        self.line.kept.connect(self._keep)
        self.line.left.connect(self._back)
        answer(host, Shortcut.FINDING, self.go_on, inside=True)

    def watch(self, name: str, title: str, box: QWidget) -> None:
        """Check what is typed here, too."""
        one = _Field(title, checked(box))
        self._fields[name] = one
        one.text.edited.connect(self._soon.start)
        one.text.moved.connect(self._moved)

    def take(self, target: Target, move: Move) -> None:
        """Offer to move to a target: this takes over."""
        self._moves[target] = move
        self.line.moves.add(target)

    def know(self, persons: Iterable[str], places: Iterable[str]) -> None:
        """The names to look for, and those that are none of a person."""
        known = tuple(persons), tuple(places)
        if known != (self._persons, self._places):
            self._persons, self._places = known
            self.look()

    def kept(self) -> list[dict[str, str]]:
        """What stays in the texts with a reason, as the draft of a contact takes it."""
        texts = {name: one.text.text().casefold() for name, one in self._fields.items()}
        return [said for (name, text), said in self._kept.items() if text in texts.get(name, "")]

    def set_kept(self, kept: object) -> None:
        """Take over what was kept before."""
        listed = [one for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []
        said = [{name: str(one.get(name, "")) for name in ("field", "text", "reason")} for one in listed]
        self._kept = {(one["field"], one["text"].casefold()): one for one in said}
        self._soon.start()

    def findings(self, name: str) -> list[Finding]:
        """What is found in a field and not answered yet."""
        return list(self._fields[name].findings)

    def settled(self) -> bool:
        """Whether every finding is answered, looked at now; if not, the first one has the keys."""
        self.look()
        if not any(one.findings for one in self._fields.values()):
            return True
        self._at = None
        self.go_on()
        return False

    def look(self) -> None:
        """Look at the texts as they are now."""
        self._soon.stop()
        for name, one in self._fields.items():
            if one.text.composing:
                self._soon.start()
                continue
            found = one.reading.check(one.text.text(), self._persons, self._places)
            one.findings = [f for f in found if (name, f.text.casefold()) not in self._kept]
            one.text.underline(one.findings)
        self._say()

    def go_on(self) -> None:
        """Go to the next finding: its words are selected, and the first offer has the keys."""
        listed = self._listed()
        if not listed:
            return
        at = listed.index(self._at) + 1 if self._at in listed and self._in_line() else self._nearest()
        self._show(*listed[at % len(listed)])
        self.shown.emit()
        self.line.offers()[0].setFocus(HERE)

    def _nearest(self) -> int:
        """The first finding at or after the cursor of the field one is in."""
        for place, (name, found) in enumerate(self._listed()):
            one = self._fields[name].text
            if one.box.hasFocus() and found.end >= one.at():
                return place
        return 0

    def _listed(self) -> list[tuple[str, Finding]]:
        return [(name, found) for name, one in self._fields.items() for found in one.findings]

    def _show(self, name: str, found: Finding) -> None:
        self._at = (name, found)
        self._fields[name].text.select(found)
        self._at = (name, found)
        self._say()

    def _say(self) -> None:
        listed = self._listed()
        if not listed:
            self._at = None
            self.line.silence()
            return
        if self._at not in listed:
            self._at = listed[0]
        name, found = self._at
        self.line.say(self._fields[name].title, found, len(listed))

    def _moved(self) -> None:
        """The cursor went into another finding: that one is said."""
        for name, one in self._fields.items():
            if one.text.box.hasFocus() and not self._soon.isActive():
                inside = [found for found in one.findings if found.start <= one.text.at() <= found.end]
                if inside:
                    self._at = (name, inside[0])
                    self._say()

    def _take(self, offer: Offer) -> None:
        if self._at is None:
            return
        name, found = self._at
        if offer.action is Action.MOVE and offer.target is not None and not self._moves[offer.target](found, offer):
            return
        one = self._fields[name].text
        stays = self._in_line()
        one.replace(found, offer.text)
        if stays:
            one.box.setFocus(HERE)
        self.look()

    def _keep(self, reason: str) -> None:
        if self._at is None:
            return
        name, found = self._at
        self._kept[name, found.text.casefold()] = {"field": name, "text": found.text, "reason": reason}
        self._fields[name].text.box.setFocus(HERE)
        self.look()
        self.changed.emit()

    def _back(self) -> None:
        if self._at is not None:
            self._fields[self._at[0]].text.box.setFocus(HERE)

    def _in_line(self) -> bool:
        """Whether the keys are in the line, or nowhere."""
        widget = QApplication.focusWidget()
        return widget is None or self.line.isAncestorOf(widget)
