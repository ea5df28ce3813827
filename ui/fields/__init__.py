"""The field widgets: one for each kind of answer."""

from ui.fields.build import field_for, labeled, shown
from ui.fields.choice import ChoiceField, CodesField, YesNoField
from ui.fields.field import Field
from ui.fields.labeled import LabeledField
from ui.fields.number import MinutesField, NumberField
from ui.fields.passphrase import PassphraseField
from ui.fields.ref import Finder, Picked, RefField, RefsField
from ui.fields.text import LongTextField, TextField, TextsField
from ui.fields.when import DateField, MomentField

__all__ = [
    "ChoiceField",
    "CodesField",
    "DateField",
    "Field",
    "Finder",
    "LabeledField",
    "LongTextField",
    "MinutesField",
    "MomentField",
    "NumberField",
    "PassphraseField",
    "Picked",
    "RefField",
    "RefsField",
    "TextField",
    "TextsField",
    "YesNoField",
    "field_for",
    "labeled",
    "shown",
]
