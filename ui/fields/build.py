"""From a question of a draft to the field that takes its answer."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtWidgets import QWidget

from casemgr.core.fields import Answer, FieldSpec, Option
from casemgr.i18n import _
from ui.fields.choice import ChoiceField, CodesField, YesNoField
from ui.fields.field import Field
from ui.fields.labeled import LabeledField
from ui.fields.number import MinutesField, NumberField
from ui.fields.ref import Finder, RefField, RefsField
from ui.fields.text import LongTextField, TextField, TextsField
from ui.fields.when import DateField, MomentField


def field_for(spec: FieldSpec, finder: Finder, zone: tzinfo | None = None) -> Field:
    """The field for one question; a code list's options come later through `set_options`."""
    match spec.answer:
        case Answer.TEXT:
            return TextField(spec.max_length)
        case Answer.LONG_TEXT:
            return LongTextField(spec.max_length)
        case Answer.TEXTS:
            return TextsField(spec.max_length)
        case Answer.NUMBER:
            return NumberField(spec.minimum, spec.maximum)
        case Answer.MINUTES:
            return MinutesField(spec.minimum, spec.maximum)
        case Answer.YES_NO:
            return YesNoField()
        case Answer.CHOICE | Answer.CODE:
            return ChoiceField(shown(spec.options))
        case Answer.CODES:
            return CodesField(shown(spec.options))
        case Answer.DATE:
            return DateField()
        case Answer.MOMENT:
            return MomentField(zone)
        case Answer.REF:
            return RefField(spec.ref or "", finder)
        case Answer.REFS:
            return RefsField(spec.ref or "", finder)


def labeled(spec: FieldSpec, finder: Finder, zone: tzinfo | None = None, parent: QWidget | None = None) -> LabeledField:
    """The field for one question under its title, in the language in force."""
    hint = _(spec.hint) if spec.hint else ""
    return LabeledField(_(spec.title), field_for(spec, finder, zone), required=spec.required, hint=hint, parent=parent)


def shown(options: Sequence[Option]) -> tuple[Option, ...]:
    """The options in the language in force."""
    return tuple(Option(option.value, _(option.label) if option.label else "") for option in options)
