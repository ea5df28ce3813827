"""The narrative check in the general form of a contact, and what was kept, in words."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from casemgr.i18n import _
from casemgr.narrative import Finding, Offer, Target
from casemgr.records import contacts
from casemgr.records.contacts import NamesKnown
from ui.desk import UiDesk
from ui.form import Form
from ui.narrative.check import NarrativeCheck
from ui.tokens import Text
from ui.widgets.text import words

KIND = "contacts"
_FIELDS = {Target.PLACE: "place_text", Target.CAD: "cad_number", Target.RMS: "rms_number"}


class FormCheck(QObject):
    """Stands under the note of a contact's form; what moves goes into the form's own fields."""

    def __init__(self, desk: UiDesk, form: Form, start: Mapping[str, object]) -> None:
        super().__init__(form)
        self._form = form
        self.check = NarrativeCheck(form)
        self._kept = words("", Text.SECOND, wrap=True)
        note = form.fields.field("note")
        for widget in (self.check.line, self._kept):
            layout = note.layout()
            if layout is not None:
                layout.addWidget(widget)
        for name, title in (("headline", _("Headline")), ("note", _("Note"))):
            self.check.watch(name, title, form.fields.field(name).field.editor())
        for target, name in _FIELDS.items():
            self.check.take(target, partial(self._into, name))
        self.check.take(Target.TOPIC, self._to_topic)
        self.check.changed.connect(self._keep)
        self.check.set_kept(start.get("kept"))
        self._say_kept()
        desk.ask(contacts.names_known, _people(start), then=self._know)

    def _know(self, known: NamesKnown) -> None:
        self.check.know(known.persons, known.places)

    def _keep(self) -> None:
        self._form.fields.fill({"kept": self.check.kept()})
        self._say_kept()
        self._form.fields.changed.emit()

    def _say_kept(self) -> None:
        said = kept_words(self.check.kept())
        self._kept.setText(_("Kept with a reason: {said}").format(said=said) if said else "")
        self._kept.setVisible(bool(said))

    def _into(self, name: str, found: Finding, _offer: Offer) -> bool:
        field = self._form.fields.field(name)
        before = str(field.value() or "")
        if found.text not in before:
            field.set_value(", ".join(part for part in (before, found.text) if part))
            self._form.fields.changed.emit()
        return field.check()

    def _to_topic(self, _found: Finding, offer: Offer) -> bool:
        field = self._form.fields.field("topics")
        chosen = field.value()
        there = [str(code) for code in chosen] if isinstance(chosen, list | tuple) else []
        field.set_value(tuple(dict.fromkeys((*there, offer.code))))
        self._form.fields.changed.emit()
        return True


def kept_words(kept: object) -> str:
    """What was kept in a text, each with its reason, in one line."""
    listed = [one for one in kept if isinstance(one, Mapping)] if isinstance(kept, list | tuple) else []
    return " · ".join(_("“{text}”, {reason}").format(text=one["text"], reason=one["reason"]) for one in listed)


def _people(start: Mapping[str, object]) -> list[UUID]:
    there = start.get("participants")
    listed = [one for one in there if isinstance(one, Mapping)] if isinstance(there, list | tuple) else []
    return [UUID(str(one["person_id"])) for one in listed if one.get("person_id")]
