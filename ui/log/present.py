"""Who was there: people known, people new, and people nobody knows."""

from dataclasses import dataclass, field
from uuid import UUID

from casemgr.core.record import new_id
from casemgr.i18n import _
from casemgr.records.contacts import ContactRole
from casemgr.records.people import PersonDraft


@dataclass(frozen=True)
class Present:
    """Someone at a contact; a `new` person is added when the contact is saved, under the id made here."""

    label: str
    person_id: UUID | None = None
    alias: str = ""
    given: str = ""
    family: str = ""
    new: bool = False
    role: str = ""
    key: UUID = field(default_factory=new_id)

    def draft(self) -> dict[str, object]:
        """As a draft of a contact takes it."""
        role = self.role or (ContactRole.RESIDENT if self.person_id is not None else ContactRole.ANONYMOUS).value
        return {"person_id": self.person_id, "alias_text": self.alias, "role": role}

    def person(self) -> PersonDraft:
        """The person to be added."""
        return PersonDraft(id=self.person_id or self.key, given=self.given, family=self.family)

    def kept(self) -> dict[str, object]:
        """As it is kept unsent."""
        person = str(self.person_id) if self.person_id is not None else None
        return {
            "label": self.label,
            "person_id": person,
            "alias_text": self.alias,
            "given": self.given,
            "family": self.family,
            "new": self.new,
            "role": self.role,
        }


def from_kept(values: dict[str, object]) -> Present:
    """Back from what was kept; a known person without a label is named later."""
    person, alias = values.get("person_id"), str(values.get("alias_text") or "")
    return Present(
        label=str(values.get("label") or "") or ("" if person else unknown_person(alias).label),
        person_id=UUID(str(person)) if person else None,
        alias=alias,
        given=str(values.get("given") or ""),
        family=str(values.get("family") or ""),
        new=bool(values.get("new")),
        role=str(values.get("role") or ""),
    )


def new_person(typed: str) -> Present:
    """Someone new, from the words typed."""
    given, family = split_name(typed)
    name = _("{family}, {given}").format(family=family, given=given) if given and family else given or family
    return Present(_("New: {name}").format(name=name), new_id(), given=given, family=family, new=True)


def unknown_person(typed: str) -> Present:
    """Someone nobody knows, with what was seen of them."""
    label = _("Unknown ({seen})").format(seen=typed) if typed else _("Unknown person")
    return Present(label, alias=typed[:80])


def split_name(typed: str) -> tuple[str, str]:
    """Given and family name: the family's before a comma, else all after the first word."""
    if "," in typed:
        family, _comma, given = typed.partition(",")
    else:
        given, _space, family = typed.strip().partition(" ")
    return _large(given)[:80], _large(family)[:80]


def _large(name: str) -> str:
    """A name as it is written; one typed all small begins large."""
    words = name.split()
    if name == name.lower():
        words = [word[:1].upper() + word[1:] for word in words]
    return " ".join(words)
