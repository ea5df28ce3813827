"""When someone last looked at a person: so that they are told what is new since."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Field

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.record import Moment, Row
from casemgr.core.tx import Tx
from casemgr.core.verbs import command

SAME_LOOK = timedelta(minutes=30)
"""Opened again within this time it is still the same look."""


@told(kept="standing", rest="fact")
class Look(Row, table=True):
    """One user's last look at one person, and the look before; their own only, and no reading list of anyone."""

    __tablename__ = "person_look"  # type: ignore[assignment]
    __table_args__ = {"sqlite_with_rowid": False}
    audited = False
    user_id: UUID = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True, foreign_key="person.id")
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    before: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]


@command(May.READ_CASES)
def look_at(tx: Tx, person: UUID) -> None:
    """Keep that the actor looks at a person now."""
    row = tx.get(Look, (tx.actor.id, person))
    if row is None:
        tx.add(Look(user_id=tx.actor.id, person_id=person, at=tx.now))
        return
    if tx.now - row.at > SAME_LOOK:
        row.before = row.at
    row.at = tx.now
    tx.add(row)


def last_look(tx: Tx, person: UUID) -> datetime | None:
    """When the actor looked at a person before this time; None when this is the first."""
    row = tx.get(Look, (tx.actor.id, person))
    if row is None:
        return None
    return row.before if tx.now - row.at <= SAME_LOOK else row.at
