"""Parts of a panel that are opened to ask for more: the questions of a draft under one another, and their buttons."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casemgr.core.draft import Draft, spec_of
from ui.desk import UiDesk
from ui.fields.build import labeled
from ui.fields.labeled import LabeledField
from ui.fields.ref import Finder
from ui.form_values import answered


def fields_of(draft: type[Draft], names: Sequence[str], finder: Finder, desk: UiDesk) -> dict[str, LabeledField]:
    """The fields of these questions, showing what the draft takes for granted."""
    fields = {name: labeled(spec_of(draft, name), finder, desk.zone) for name in names}
    for name, field in fields.items():
        usual = draft.model_fields[name].get_default()
        if answered(usual) and usual is not False:
            field.set_value(usual)
    return fields


def part_of(fields: Sequence[QWidget], buttons: Sequence[QWidget] = ()) -> QWidget:
    """The fields under one another, the buttons side by side below them."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(10)
    for field in fields:
        column.addWidget(field)
    if buttons:
        row = QHBoxLayout()
        for made in buttons:
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
    return holder
