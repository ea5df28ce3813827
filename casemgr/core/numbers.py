"""Numbers people read: letter, year, store code, running number; unique across offline laptops."""

from sqlmodel import Field

from casemgr.core.columns import told
from casemgr.core.record import Row
from casemgr.core.tx import Tx


@told(code="letter", kept="standing", rest="fact")
class Counter(Row, table=True):
    """How far the numbers of one letter have run in one year on this laptop."""

    audited = False
    letter: str = Field(primary_key=True, max_length=2)
    year: int = Field(primary_key=True)
    last: int = 0


_COUNT = """INSERT INTO counter(letter, year, last) VALUES (?, ?, 1)
ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last"""


def next_number(tx: Tx, letter: str) -> str:
    """The next number, such as C-2026-7Q4M-000123; the year is the laptop's own."""
    year = tx.now.astimezone(tx.store.zone).year
    last = tx.inside().exec_driver_sql(_COUNT, (letter, year)).scalar_one()
    return f"{letter}-{year}-{tx.store.code}-{last:06d}"
