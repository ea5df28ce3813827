"""What stands on Today: its groups, its sorts of lines, one line, and a board of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from casemgr.records.followups import Whose


class Group(StrEnum):
    """Where something stands on the page, in this order."""

    OVERDUE = "overdue"
    TODAY = "today"
    NEXT = "next_seven_days"
    WAITING = "waiting_on_agency"
    REVIEW = "to_review"
    UNREACHED = "unreached"
    DRAFTS = "drafts"


class Sort(StrEnum):
    """What something is: a promise, a referral, someone not reached, something told without consent, unfinished, or a
    week whose looks at records are to be reviewed.

    A duty is what a record of any kind awaits by a day, as its kind says.
    """

    PROMISE = "promise"
    DUTY = "duty"
    REFERRAL = "referral"
    PERSON = "person"
    DISCLOSURE = "disclosure"
    CONTACT = "contact"
    UNSENT = "unsent"
    ACCESS = "access"


@dataclass(frozen=True)
class Item:
    """One line; `at` is when it is due, last moved, reached or typed, `days` how long it is overdue or waiting.

    `name` is empty where no person is named, or none this reader may see; `status` is a referral's, or the basis on
    which something was told, for its `reason`; `about` the kind of record a promise is about, or a duty belongs to;
    `form` and `record` are of unsent text; `late` says that a referral was not acknowledged or a telling not reviewed
    in time, that someone was never reached, or that a draft is old. Of a review of access `status` is the first day of
    the week, `weeks` how many are due.
    """

    group: Group
    sort: Sort
    id: UUID
    at: datetime
    number: str = ""
    what: str = ""
    person_id: UUID | None = None
    name: str = ""
    days: int = 0
    late: bool = False
    status: str = ""
    reason: str = ""
    about: str = ""
    form: str = ""
    record: UUID | None = None
    weeks: int = 0


@dataclass(frozen=True)
class Board:
    """Everything on the page for one choice of whose; its number is the length of its list."""

    whose: Whose
    items: tuple[Item, ...]

    def of(self, group: Group) -> tuple[Item, ...]:
        """The lines of one group, in order."""
        return tuple(item for item in self.items if item.group is group)


def named(item: Item, names: Mapping[UUID, str]) -> Item:
    """The line with the name of its person, where it may be seen."""
    if item.person_id is None or item.person_id not in names:
        return item
    return replace(item, name=names[item.person_id])
