"""How the columns of an older log become a contact: fields, translations of its codes, forms of its days, people."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from casemgr.core.errors import BadFile
from casemgr.i18n import _

TEXTS = ("headline", "note", "place_text", "beat", "cad_number", "rms_number", "language")
CODES = {
    "contact_type": "contact_type",
    "next_step": "contact_next_step",
    "medium": "contact_medium",
    "initiation": "contact_initiation",
    "topics": "need_domain",
}
NUMBERS = ("duration_min", "people_count_adult", "people_count_youth")
FIELDS = ("occurred_at", "officer", "neighborhood", *CODES, *TEXTS, *NUMBERS, "sensitivity")
"""What a column may become."""
LONGEST = 200_000
DAYS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d")
_SPOKEN = {
    "occurred_at": ("date", "when", "contact date", "date time", "datetime", "fecha"),
    "officer": ("officer", "user", "badge", "officer id", "agente", "oficial"),
    "neighborhood": ("neighborhood", "district", "area", "barrio", "vecindario"),
    "contact_type": ("type", "contact type", "activity", "tipo"),
    "next_step": ("next step", "outcome", "result", "resultado"),
    "topics": ("topic", "topics", "need", "tema"),
    "headline": ("subject", "headline", "summary", "title", "asunto"),
    "note": ("note", "notes", "narrative", "remarks", "comments", "notas"),
    "place_text": ("place", "location", "address", "lugar"),
    "beat": ("beat", "zone", "sector"),
    "cad_number": ("cad", "cad number", "call number"),
    "rms_number": ("rms", "rms number", "report number"),
    "language": ("language", "idioma"),
    "duration_min": ("minutes", "duration", "minutos"),
    "people_count_adult": ("adults", "people", "adultos"),
    "people_count_youth": ("youth", "juveniles", "jóvenes"),
    "sensitivity": ("label", "sensitivity"),
}
Short = Annotated[str, Field(max_length=300)]
Column = Annotated[str, Field(min_length=1, max_length=300)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class PersonColumns(_Strict):
    """Where one person of a contact stands: `name` is a whole one, as `Given Family` or `Family, Given`."""

    given: Short = ""
    family: Short = ""
    name: Short = ""
    dob: Short = ""
    phone: Short = ""
    alias: Short = ""
    role: Short = ""

    def columns(self) -> Iterator[str]:
        """The columns it reads."""
        yield from (said for said in self.model_dump().values() if said)


class Mapping(_Strict):
    """Columns by field, more than one joined by a blank; what stands where a cell is empty; why found words are kept.

    `codes` translate what a cell says, by field; so do those of `role` and `sensitivity`.
    """

    columns: dict[str, Column | Annotated[list[Column], Field(min_length=1, max_length=6)]] = Field(max_length=40)
    codes: dict[str, Annotated[dict[str, Short], Field(max_length=1000)]] = Field(default_factory=dict, max_length=20)
    defaults: dict[str, Short] = Field(default_factory=dict, max_length=40)
    date_formats: list[Annotated[str, Field(min_length=2, max_length=40)]] = Field(
        default_factory=lambda: list(DAYS), min_length=1, max_length=12
    )
    people: list[PersonColumns] = Field(default_factory=list, max_length=10)
    keep_reason: Short = ""

    @model_validator(mode="after")
    def _known(self) -> "Mapping":
        for name in (*self.columns, *self.defaults):
            if name not in FIELDS:
                raise ValueError(_("“{name}” is no field of a contact.").format(name=name[:40]))
        for name in self.codes:
            if name not in (*FIELDS, "role"):
                raise ValueError(_("“{name}” is no field of a contact.").format(name=name[:40]))
        for needed in ("occurred_at", "contact_type"):
            if needed not in self.columns and (needed not in self.defaults or needed == "occurred_at"):
                raise ValueError(_("The mapping must say where “{name}” stands.").format(name=needed))
        for form in self.date_formats:
            _try(form)
        if self.keep_reason and len(self.keep_reason) < 3:
            raise ValueError(_("Say in at least three characters why found words are kept."))
        return self

    def read(self, field: str) -> list[str]:
        """The columns of a field."""
        said = self.columns.get(field, [])
        return [said] if isinstance(said, str) else said

    def missing(self, columns: Sequence[str]) -> list[str]:
        """Columns it reads that a file does not have, in their order."""
        asked = [name for field in self.columns for name in self.read(field)]
        asked += [name for person in self.people for name in person.columns()]
        return [name for name in dict.fromkeys(asked) if name not in columns]


def _try(form: str) -> None:
    try:
        datetime.strptime(datetime(2024, 11, 23, 14, 5, 6).strftime(form), form)
    except ValueError:
        raise ValueError(_("“{form}” is no form of a day, such as %m/%d/%Y %H:%M.").format(form=form)) from None
    if not all(any(sign in form for sign in one) for one in (("%Y", "%y"), ("%m", "%b", "%B"), ("%d",))):
        raise ValueError(_("“{form}” must read year, month and day.").format(form=form))


def mapping_of(text: str) -> Mapping:
    """A mapping from its JSON; BadFile says what is wrong with it."""
    if len(text) > LONGEST:
        raise BadFile(_("This mapping is too long."))
    try:
        return Mapping.model_validate(json.loads(text))
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        said = str(first["msg"]).removeprefix("Value error, ")
        raise BadFile(_("The mapping is not right ({place}): {said}").format(place=place or "–", said=said)) from None
    except (ValueError, RecursionError):
        raise BadFile(_("The mapping is not valid JSON.")) from None


def guessed(columns: Sequence[str]) -> dict[str, str]:
    """Which field each column may be, by its name; each field once."""
    found: dict[str, str] = {}
    for column in columns:
        spoken = " ".join(column.casefold().replace("_", " ").split())
        field = next((one for one in FIELDS if spoken in (one.replace("_", " "), *_SPOKEN.get(one, ()))), None)
        if field is not None and field not in found.values():
            found[column] = field
    return found
