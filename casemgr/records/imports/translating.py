"""One row of an older log as a contact and the people in it, or the sentence why it is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlmodel import select

from casemgr.core import codes
from casemgr.core.access import AUTHOR_KEEPS, Label
from casemgr.core.draft import checked
from casemgr.core.errors import Invalid, Problem
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.narrative import asked, check
from casemgr.records.contacts import Checked, ContactDraft, ContactRole
from casemgr.records.imports.mapping import CODES, NUMBERS, TEXTS, Mapping, PersonColumns
from casemgr.records.imports.reading import Cells
from casemgr.records.neighborhoods import Neighborhood
from casemgr.records.people import PersonDraft
from casemgr.records.training.rows import staff_by_word

LATE = "Imported from an older log"
LABELS_TAKEN = frozenset({Label.OPEN, Label.INTERNAL, *AUTHOR_KEEPS})
_NOON = time(12)


@dataclass(frozen=True)
class SomeoneThere:
    """A person of a row: with a name they become an entry of their own, without one an alias on the contact."""

    draft: PersonDraft | None
    role: ContactRole
    alias: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What two rows of one file must share to mean one person."""
        draft = self.draft
        if draft is None:
            return ()
        names = (draft.given.casefold(), draft.family.casefold())
        return *names, str(draft.dob or ""), " ".join(phone.raw for phone in draft.phones)


@dataclass(frozen=True)
class Translated:
    """A contact without its people, and those."""

    draft: ContactDraft
    people: tuple[SomeoneThere, ...]


class Translator:
    """Reads rows by one mapping; what it looks up in the store is looked up once."""

    def __init__(self, tx: Tx, mapping: Mapping) -> None:
        self._tx = tx
        self._mapping = mapping
        self._codes = {
            field: {said.casefold(): code for said, code in values.items()} for field, values in mapping.codes.items()
        }

    @cached_property
    def _staff(self) -> Any:
        return staff_by_word(self._tx)

    @cached_property
    def _areas(self) -> dict[str, UUID]:
        shown: list[Any] = [Neighborhood.id, Neighborhood.code, Neighborhood.name]
        rows = self._tx.exec(select(*shown)).all()
        return {word.casefold(): id for id, code, name in rows for word in (name, code)}

    @cached_property
    def _places(self) -> tuple[str, ...]:
        return tuple(self._tx.exec(select(Neighborhood.name)))

    def translate(self, row: Cells) -> Translated:
        """The contact in a row; Invalid says what is wrong with it."""
        if row.why:
            raise Invalid(Problem("", row.why))
        people = tuple(one for some in self._mapping.people if (one := self._someone(some, row)) is not None)
        values = self._values(row)
        values["kept"] = self._kept(values, people)
        draft = checked(ContactDraft, values)
        codes.check(self._tx, draft)
        return Translated(draft, people)

    def _said(self, field: str, row: Cells) -> str:
        joined = " ".join(said for name in self._mapping.read(field) if (said := row.values[name]))
        return joined or self._mapping.defaults.get(field, "")

    def _values(self, row: Cells) -> dict[str, Any]:
        values: dict[str, Any] = {"occurred_at": self._moment(self._said("occurred_at", row)), "late_reason": LATE}
        values |= {name: self._said(name, row) for name in TEXTS}
        values |= {name: self._number(name, said) for name in NUMBERS if (said := self._said(name, row))}
        values |= {
            name: self._code(name, said) for name in CODES if name != "topics" and (said := self._said(name, row))
        }
        values.setdefault("next_step", "none_needed")
        parts = self._said("topics", row).replace(",", ";").split(";")
        values["topics"] = [self._code("topics", part.strip()) for part in parts if part.strip()]
        values["officer_id"] = self._found(
            "officer", row, self._staff, _("Nobody here has this sign-in name or badge.")
        )
        values["neighborhood_id"] = self._found("neighborhood", row, self._areas, _("There is no such neighborhood."))
        if label := self._said("sensitivity", row):
            values["sensitivity"] = self._label(label)
        return values

    def _moment(self, said: str) -> datetime:
        for form in self._mapping.date_formats:
            try:
                found = datetime.strptime(said, form)
            except ValueError:
                continue
            if "%H" not in form and "%I" not in form:
                found = datetime.combine(found.date(), _NOON)
            if found.tzinfo is not None:
                return found
            return found.replace(tzinfo=self._tx.store.zone)
        forms = ", ".join(self._mapping.date_formats)
        raise _wrong("occurred_at", _("“{said}” is no day in the forms of the mapping: {forms}."), said, forms=forms)

    def _number(self, field: str, said: str) -> int:
        if not said.isascii() or not said.isdigit() or len(said) > 6:
            raise _wrong(field, _("“{said}” is no whole number."), said)
        return int(said)

    def _code(self, field: str, said: str) -> str:
        known = codes.known(self._tx, CODES[field])
        if (told := self._codes.get(field, {}).get(said.casefold())) is not None:
            return told
        if said in known:
            return said
        labels = {label.casefold(): code for code, (label, _active) in known.items()}
        if said.casefold() not in labels:
            raise _wrong(field, _("“{said}” is not one of the choices; say in the mapping what it means."), said)
        return labels[said.casefold()]

    def _label(self, said: str) -> Label:
        told = self._codes.get("sensitivity", {}).get(said.casefold(), said.casefold())
        if told not in LABELS_TAKEN:
            raise _wrong("sensitivity", _("“{said}” is no label an imported contact can have."), said)
        return Label(told)

    def _found(self, field: str, row: Cells, by_word: Any, why: str) -> UUID | None:
        said = self._said(field, row)
        word = self._codes.get(field, {}).get(said.casefold(), said)
        found = by_word.get(word.casefold()) if word else None
        if found is None and (word or field == "officer"):
            raise _wrong(field, "{said}: " + why, said or "–")
        return found

    def _someone(self, some: PersonColumns, row: Cells) -> SomeoneThere | None:
        told = {name: row.values.get(column, "") for name, column in some.model_dump().items() if column}
        given, family = told.get("given", ""), told.get("family", "")
        if name := " ".join(told.get("name", "").split()):
            given, family = _split(name)
        role = self._role(told.get("role", ""))
        alias = told.get("alias", "")
        if not (given or family):
            return SomeoneThere(None, role, alias) if alias else None
        values: dict[str, Any] = {"given": given, "family": family, "aliases": [alias] if alias else []}
        if dob := told.get("dob", ""):
            values["dob"] = self._day(dob)
        if phone := told.get("phone", ""):
            values["phones"] = [phone]
        return SomeoneThere(checked(PersonDraft, values), role)

    def _role(self, said: str) -> ContactRole:
        told = self._codes.get("role", {}).get(said.casefold(), said.casefold().replace(" ", "_"))
        try:
            return ContactRole(told) if told else ContactRole.RESIDENT
        except ValueError:
            raise _wrong(
                "role", _("“{said}” is no role in a contact; say in the mapping what it means."), said
            ) from None

    def _day(self, said: str) -> date:
        return self._moment(said).date()

    def _kept(self, values: dict[str, Any], people: Sequence[SomeoneThere]) -> list[dict[str, str]]:
        """What the narrative check finds, kept with the reason of the mapping; without one the row is refused."""
        named = [n for one in people if one.draft for n in (one.draft.given, one.draft.family) if n]
        kept: list[dict[str, str]] = []
        for field in Checked:
            for found in check(values[field.value], named, self._places):
                if not self._mapping.keep_reason:
                    raise Invalid(Problem(field.value, asked(found)))
                kept.append({"field": field.value, "text": found.text, "reason": self._mapping.keep_reason})
        return kept


def _split(name: str) -> tuple[str, str]:
    if "," in name:
        family, _comma, given = name.partition(",")
        return given.strip(), family.strip()
    given, _blank, family = name.rpartition(" ")
    return given, family


def _wrong(field: str, sentence: str, said: str, **words: str) -> Invalid:
    return Invalid(Problem(field, sentence.format(said=said[:60], **words)))
