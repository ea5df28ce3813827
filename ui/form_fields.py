"""The questions of a draft as fields under one another: filled in, checked, and read as a draft takes them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from casemgr.core.draft import Draft, spec_of, specs
from casemgr.core.errors import Problem
from casemgr.core.fields import Answer, FieldSpec, Option
from ui.fields.build import labeled
from ui.fields.choice import CHIPS_AT_MOST, ChoiceField, CodesField
from ui.fields.labeled import LabeledField
from ui.fields.ref import Finder
from ui.form_values import answered, kept_value, show_kept
from ui.tall import Tall

WIDE = frozenset({Answer.LONG_TEXT, Answer.TEXTS, Answer.CODES, Answer.REFS, Answer.MOMENT})
CHIPS_IN_HALF = 4
WIDTH = 860


class FormFields(QScrollArea):
    """Two columns of fields; `changed` tells of the user's changes only.

    `asks` gives the questions where they are not all of the draft's, or in another order; `own` fields by name
    take the place of the usual ones.
    """

    changed = Signal()

    def __init__(
        self,
        draft: type[Draft],
        finder: Finder,
        zone: tzinfo,
        codes: Callable[[str], None],
        parent: QWidget | None = None,
        *,
        asks: Sequence[FieldSpec] | None = None,
        own: Mapping[str, LabeledField] | None = None,
    ) -> None:
        super().__init__(parent)
        self._own = dict(own or {})
        self._draft = draft
        self._finder = finder
        self._zone = zone
        self._ask_codes = codes
        self._specs: dict[str, FieldSpec] = {}
        self._fields: dict[str, LabeledField] = {}
        self._quiet: dict[str, object] = {}
        self._lists: dict[str, tuple[Option, ...]] = {}
        inside = Tall()
        inside.setMaximumWidth(WIDTH)
        self._questions = QVBoxLayout()
        self._grid = QGridLayout()
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 4, 16, 4)
        column.setSpacing(16)
        column.addLayout(self._questions)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(16)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out(specs(draft) if asks is None else asks)
        self._begin()

    def _lay_out(self, asked: Iterable[FieldSpec]) -> None:
        row, column = 0, 0
        for spec in asked:
            wide = spec.answer in WIDE or CHIPS_IN_HALF < len(spec.options) <= CHIPS_AT_MOST
            if wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(self._field(spec), row, column, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            row, column = (row + 1, 0) if wide or column else (row, 1)

    def _field(self, spec: FieldSpec) -> LabeledField:
        field = self._own.get(spec.name) or labeled(spec, self._finder, self._zone)
        field.changed.connect(self.changed)
        self._specs[spec.name], self._fields[spec.name] = spec, field
        if spec.code_list in self._lists:
            self.offer(spec.code_list, self._lists[spec.code_list])
        elif spec.code_list:
            self._ask_codes(spec.code_list)
        return field

    def _begin(self) -> None:
        """Show what the draft takes for granted; what has no field of its own is kept beside."""
        for name, field in self._draft.model_fields.items():
            if field.is_required():
                continue
            value = field.get_default(call_default_factory=True)
            if name not in self._fields:
                self._quiet[name] = value
            elif answered(value):
                self._fields[name].set_value(value)

    def clear(self) -> None:
        """Show the form as it first was."""
        for field in self._fields.values():
            field.set_value(None)
        self._begin()

    def offer(self, list_name: str | None, options: tuple[Option, ...]) -> None:
        """The choices of a code list have come."""
        if list_name is None:
            return
        self._lists[list_name] = options
        for name, spec in self._specs.items():
            inner = self._fields[name].field
            if spec.code_list == list_name and isinstance(inner, ChoiceField | CodesField):
                inner.set_options(options)

    def fill(self, values: Mapping[str, object]) -> None:
        """Show these answers; those without a field are kept beside and saved with the rest."""
        for name, value in values.items():
            if name in self._fields:
                self._fields[name].set_value(tuple(value) if isinstance(value, list) else value)
            elif name in self._draft.model_fields:
                self._quiet[name] = value

    def values(self) -> dict[str, object]:
        """What the draft is to be made of; what was left empty is left out, so that its default holds."""
        given = {name: field.value() for name, field in self._fields.items()}
        listed = {n: list(v) if isinstance(v, tuple) else v for n, v in given.items()}
        return self._quiet | {name: value for name, value in listed.items() if answered(value)}

    def kept(self) -> dict[str, object]:
        """The answers as they are kept unsent."""
        return {name: kept_value(field.field) for name, field in self._fields.items()}

    def show_kept(self, kept: Mapping[str, object]) -> None:
        """Show answers that were kept unsent."""
        for name, value in kept.items():
            if name not in self._fields and name in self._draft.model_fields:
                self.question(name)
            if name in self._fields:
                show_kept(self._fields[name].field, self._specs[name].answer, value)

    def question(self, name: str) -> bool:
        """Have a field for what is asked back, above the others if it had none; False when the draft has no such."""
        if name in self._fields:
            return True
        if name not in self._draft.model_fields:
            return False
        self._quiet.pop(name, None)
        self._questions.addWidget(self._field(spec_of(self._draft, name)))
        return True

    def check(self) -> bool:
        """Whether every answer can be used; the first that cannot gets the focus."""
        wrong = [field for field in self._fields.values() if not field.check(final=True)]
        if wrong:
            self._go_to(wrong[0], wrong[0].problem() or "")
        return not wrong

    def show_problems(self, problems: Iterable[Problem]) -> list[str]:
        """Say each problem at its field, the first with the focus; those of no field are given back."""
        rest: list[str] = []
        first = True
        for problem in problems:
            field = self._fields.get(problem.field.partition(".")[0])
            if field is None:
                rest.append(problem.sentence)
            elif first:
                self._go_to(field, problem.sentence)
                first = False
            else:
                field.show_problem(problem.sentence)
        return rest

    def _go_to(self, field: LabeledField, sentence: str) -> None:
        field.show_problem(sentence, focus=True)
        self.ensureWidgetVisible(field)

    def names(self) -> tuple[str, ...]:
        """The names of the fields there are."""
        return tuple(self._fields)

    def spec(self, name: str) -> FieldSpec:
        """What the field of this name asks."""
        return self._specs[name]

    def field(self, name: str) -> LabeledField:
        """The field of this name."""
        return self._fields[name]

    def first(self) -> LabeledField | None:
        """The field to begin with."""
        return next(iter(self._fields.values()), None)
