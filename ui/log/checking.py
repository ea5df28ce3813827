"""The narrative check in the quick log: who is meant, and where what is moved goes."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal

from casemgr.core.errors import CaseError
from casemgr.i18n import _
from casemgr.narrative import Finding, Offer, Target
from casemgr.records import contacts
from casemgr.records.contacts import NamesKnown
from casemgr.records.people import FactsDraft
from ui.desk import UiDesk
from ui.log.births import read_birth
from ui.log.strip import Strip

PLACE_LENGTH, NUMBER_LENGTH = 200, 40
_BESIDE = {Target.PLACE: "place_text", Target.CAD: "cad_number", Target.RMS: "rms_number"}
_LENGTHS = {"place_text": PLACE_LENGTH, "cad_number": NUMBER_LENGTH, "rms_number": NUMBER_LENGTH}


@dataclass(frozen=True)
class Moved:
    """Words that left the text for a person; noted there when the contact is saved."""

    person: str
    target: str
    text: str


class Checking(QObject):
    """`beside` are the answers the strip does not ask, which go along; `refused` tells why something was not moved.

    `told` tells where it went.
    """

    refused = Signal(object)
    changed = Signal()
    told = Signal(str)

    def __init__(self, desk: UiDesk, strip: Strip, beside: Callable[[], dict[str, object]]) -> None:
        super().__init__(strip)
        self._desk = desk
        self._strip = strip
        self._beside = beside
        self._moved: list[Moved] = []
        self._asked: tuple[UUID, ...] | None = None
        self._known = NamesKnown((), ())
        self.check = strip.narrative
        for target, name in _BESIDE.items():
            self.check.take(target, lambda found, _offer, name=name: self._into(name, found))
        for target in (Target.PHONE, Target.EMAIL, Target.BIRTH):
            self.check.take(target, lambda found, _offer, target=target: self._to_person(target, found))
        self.check.take(Target.WHO, self._to_who)
        self.check.take(Target.TOPIC, self._to_topic)
        self.check.changed.connect(self.changed)
        strip.who.changed.connect(self.ask_names)
        self.ask_names()

    def ask_names(self) -> None:
        """Ask for the names to look for, when others are there than before."""
        there = self._strip.who.value()
        people = tuple(one.person_id for one in there if one.person_id is not None and not one.new)
        if people != self._asked:
            self._asked = people
            self._desk.ask(contacts.names_known, list(people), then=self._know)

        else:
            self._know(self._known)

    def ask_again(self) -> None:
        """Ask for them once more: the store was told of other names than we were."""
        self._asked = None
        self.ask_names()

    def _know(self, known: NamesKnown) -> None:
        self._known = known
        new = [name for one in self._strip.who.value() if one.new for name in (one.given, one.family)]
        self.check.know((*known.persons, *new), known.places)

    def facts(self) -> list[tuple[UUID, FactsDraft]]:
        """What is to be noted of people; not what has come back into the text since."""
        headline, note = (str(self._strip.labeled[name].value() or "") for name in ("headline", "note"))
        there = {one.person_id for one in self._strip.who.value()}
        made: list[tuple[UUID, FactsDraft]] = []
        for one in self._moved:
            person = UUID(one.person)
            if person in there and one.text not in headline and one.text not in note:
                value = read_birth(one.text) if one.target == Target.BIRTH else one.text
                name = "dob" if one.target == Target.BIRTH else one.target
                made.append((person, FactsDraft.model_validate({name: value})))
        return made

    def moved(self) -> list[dict[str, str]]:
        """What left the text for a person, as it is kept unsent."""
        return [asdict(one) for one in self._moved]

    def set_moved(self, kept: object) -> None:
        """Take over what was kept unsent."""
        listed = [one for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []
        self._moved = [Moved(str(one["person"]), str(one["target"]), str(one["text"])) for one in listed]
        self.ask_names()

    def _into(self, name: str, found: Finding) -> bool:
        beside = self._beside()
        before = str(beside.get(name) or "")
        joined = ", ".join(part for part in (before, found.text) if part)
        if found.text not in before and len(joined) > _LENGTHS[name]:
            self.refused.emit(CaseError(_("There is no more room in that field; open More details.")))
            return False
        if found.text not in before:
            beside[name] = joined
        self.changed.emit()
        self.told.emit(_("Moved; it stands under More details."))
        return True

    def _to_person(self, target: Target, found: Finding) -> bool:
        person = next((one.person_id for one in self._strip.who.value() if one.person_id is not None), None)
        if person is None:
            self.refused.emit(CaseError(_("Choose who was there first; then it can be moved to the person.")))
            self._strip.who.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        if target is Target.BIRTH and read_birth(found.text) is None:
            self.refused.emit(CaseError(_("This is no whole date; write what is known on the person's page.")))
            return False
        self._moved.append(Moved(str(person), target.value, found.text))
        self.changed.emit()
        self.told.emit(_("Moved; it is noted of the person when the contact is saved."))
        return True

    def _to_who(self, found: Finding, _offer: Offer) -> bool:
        self._strip.who.set_typed(found.text)
        self._strip.who.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._strip.who.line.asked.emit(found.text)
        return True

    def _to_topic(self, _found: Finding, offer: Offer) -> bool:
        chosen = self._strip.topics.value()
        there = [str(code) for code in chosen] if isinstance(chosen, list | tuple) else []
        self._strip.topics.set_value((*there, *(() if offer.code in there else (offer.code,))))
        self.changed.emit()
        return True
