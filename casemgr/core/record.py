"""Record: what every kept thing carries; Part: a row that belongs to one."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlalchemy.orm import declared_attr
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel
from uuid_utils import compat

from casemgr.core.columns import told

new_id: Callable[[], UUID] = compat.uuid7
"""A new UUIDv7: ids made later sort later, and two offline laptops never make the same."""


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC in the store."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


JOINED = "joined"


def joined(*, default: Any = None) -> dict[str, Any]:
    """The `sa_column_kwargs` of a column that joins a table which stores in the field have.

    `default` is what the migration gives the rows there are; such a row keeps the digest the audit knows.
    """
    given = int(default) if isinstance(default, bool) else default
    served = {} if default is None else {"server_default": str(given)}
    return {"info": {JOINED: default}} | served


class Row(SQLModel):
    """Any row of the store; one that says `audited = False` stays out of the audit (typing in progress, counters)."""

    audited: ClassVar[bool] = True


@told(rest="key")
class Versioned(Row):
    """A row with an id of its own, refused when someone else changed it meanwhile."""

    id: UUID = Field(default_factory=new_id, primary_key=True)
    version: int = Field(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


@told(code="sensitivity", title="unit", key="device", rest="fact")
class Record(Versioned):
    """Something kept: stamped by the flush with who, when, where and whose it is."""

    sensitivity: str = Field(default="internal", max_length=24)
    unit: str = Field(default="", max_length=60)
    device: str = Field(default="", max_length=16)
    entered_by: UUID | None = None
    entered_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    updated_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]


class Part(Versioned):
    """A row that belongs to a record and shares its sight; its Kind names the column that points home."""
