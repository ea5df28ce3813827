"""What every row of a directory carries: the source's id, and how it stood at the last import."""

from uuid import UUID, uuid5

from sqlalchemy import text
from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.record import Row

NAMESPACE = UUID("b3f6a1de-6e1b-5f7c-9a55-0d2f4c1b7e88")
"""Never to be changed: the ids of every imported directory stand on it."""


def directory_id(table: str, source_id: str) -> UUID:
    """Our id for a row of a directory, the same on every laptop and at each import."""
    return uuid5(NAMESPACE, f"{table}:{source_id}")


def found_by(table: str, *columns: str) -> tuple[Index, ...]:
    """An index for each of these links; most of them are empty in most rows, and such rows stay out of it."""
    return tuple(
        Index(f"ix_{table}_{c}", c, sqlite_where=text(f"{c} IS NOT NULL"), postgresql_where=text(f"{c} IS NOT NULL"))
        for c in columns
    )


@told(key="source_id digest", known="extra", rest="fact", kept="standing")
class Published(Row):
    """A row as a directory publishes it; `source_id` and `digest` are empty for what was entered by hand.

    `digest` tells at the next import whether the source says something else; `extra` is a JSON object of
    what was published but has no column in HSDS.
    """

    source_id: str = Field(default="", max_length=200)
    digest: str = Field(default="", max_length=32)
    extra: str | None = None


class Detail(Published):
    """A published row that hangs on another one and is no record by itself."""

    id: UUID = Field(primary_key=True)
