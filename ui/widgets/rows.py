"""Rows of a list: what a row shows, and the models' role for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ui.tokens import Ink, Tone

ROW = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """One row as it is drawn; `key` is whatever the page knows it by, `end` stands at the far edge."""

    title: str
    line: str = ""
    icon: str = ""
    chip: str = ""
    tone: Tone = Tone.NEUTRAL
    end: str = ""
    key: object = None
    heading: bool = False
    ink: Ink = Ink.SECOND

    def aloud(self) -> str:
        """The whole row in words."""
        return ", ".join(part for part in (self.title, self.chip, self.line, self.end) if part)


class RowModel(QAbstractListModel):
    """A short list of rows held in memory."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        super().__init__()
        self._rows = tuple(rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, index: Index) -> Row | None:
        """The row at an index."""
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        return row_data(row, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row is None or row.heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def row_data(row: Row, role: int) -> object:
    """What any model of rows answers for a role."""
    if role == ROW:
        return row
    if role == Qt.ItemDataRole.DisplayRole:
        return row.title
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return row.aloud()
    return None
