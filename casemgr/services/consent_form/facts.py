"""What stands on a consent form; whatever is not known is a line to write on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from casemgr.services.leaving import Outgoing

Point = tuple[float, float]
"""Across and down, from 0 to 1."""


@dataclass(frozen=True)
class FormFacts:
    """A form; `categories` are in words, each with whether it is ticked, `strokes` a drawn signature.

    `minor` is None where it is not known, as on a blank form. `phone` is the agency's, `intermediary` whether the
    form asks for one (42 CFR 2.31(a)(4)(ii)), `signed_on` the local day of what was signed on a screen.
    """

    agency: str
    language: str
    categories: Sequence[tuple[str, bool]]
    large: bool = False
    phone: str = ""
    intermediary: bool = False
    name: str = ""
    number: str = ""
    disclosers: Sequence[str] = ()
    recipients: Sequence[str] = ()
    purposes: Sequence[str] = ()
    not_to_share: str = ""
    ends: date | None = None
    event: str = ""
    minor: bool | None = None
    witness: str = ""
    interpreter: str = ""
    explained_in: str = ""
    signed_name: str = ""
    signed_on: date | None = None
    strokes: Sequence[Sequence[Point]] = field(default=(), repr=False)


@dataclass(frozen=True)
class FormPages:
    """The form as it is printed, its language and version; `unchecked` where no person has checked the translation.

    `untranslated` is the language of the person where we do not speak it, as a code of ISO 639. `names_walled` where
    a treatment program or a victim service is named: the paper can harm the person who takes it home.
    """

    pdf: Outgoing
    language: str
    version: str
    unchecked: bool = False
    untranslated: str = ""
    has_safe_contact_note: bool = False
    names_walled: bool = False
