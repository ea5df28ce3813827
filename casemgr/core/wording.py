"""Our own sentences for the rules that drafts are checked by, each by the kind of its error."""

import re
from collections.abc import Mapping
from typing import Any

from casemgr.i18n import N_, _

_EXACT = {
    "missing": N_("{title} is needed."),
    "missing_argument": N_("{title} is needed."),
    "extra_forbidden": N_("{title} is not a field of this form."),
    "unexpected_keyword_argument": N_("{title} is not a field of this form."),
    "string_too_short": N_("{title} is too short; write at least {min_length} characters."),
    "string_too_long": N_("{title} is too long; keep it to {max_length} characters."),
    "string_pattern_mismatch": N_("{title} is not written as it has to be."),
    "string_unicode": N_("{title} holds signs that are no text."),
    "greater_than": N_("{title} must be more than {gt}."),
    "greater_than_equal": N_("{title} must be at least {ge}."),
    "less_than": N_("{title} must be less than {lt}."),
    "less_than_equal": N_("{title} must be at most {le}."),
    "multiple_of": N_("{title} must be a multiple of {multiple_of}."),
    "finite_number": N_("{title} must be a number."),
    "too_short": N_("{title} needs at least {min_length}."),
    "too_long": N_("{title} takes at most {max_length}."),
    "enum": N_("{title} must be one of: {expected}."),
    "literal_error": N_("{title} must be one of: {expected}."),
    "date_past": N_("{title} must lie in the past."),
    "date_future": N_("{title} must lie in the future."),
    "datetime_past": N_("{title} must lie in the past."),
    "datetime_future": N_("{title} must lie in the future."),
    "timezone_aware": N_("{title} needs a time zone, such as 2026-11-22T23:15:00-05:00."),
    "none_required": N_("{title} must be left empty."),
    "frozen_field": N_("{title} cannot be changed."),
    "model_type": N_("{title} must be an object with fields."),
    "model_attributes_type": N_("{title} must be an object with fields."),
    "dict_type": N_("{title} must be an object with fields."),
}
_BEGINNING = {
    "datetime": N_("{title} must be a date and time, such as 2026-11-22T23:15:00-05:00."),
    "timezone": N_("{title} must be a date and time, such as 2026-11-22T23:15:00-05:00."),
    "date": N_("{title} must be a date, such as 2026-11-22."),
    "time_delta": N_("{title} must be a length of time."),
    "time": N_("{title} must be a time of day, such as 23:15."),
    "int": N_("{title} must be a whole number."),
    "float": N_("{title} must be a number."),
    "decimal": N_("{title} must be a number."),
    "bool": N_("{title} must be yes or no."),
    "uuid": N_("{title} must name an existing record."),
    "string": N_("{title} must be text."),
    "list": N_("{title} must be a list."),
    "tuple": N_("{title} must be a list."),
    "set": N_("{title} must be a list."),
}
OTHERWISE = N_("{title} is not valid.")


def sentence(error: Mapping[str, Any], title: str) -> str:
    """What is wrong with the field of this title; a rule of our own says it itself."""
    kind, known = str(error["type"]), dict(error.get("ctx") or {})
    if kind in ("value_error", "assertion_error"):
        return str(known.get("error") or _(OTHERWISE).format(title=title))
    if "expected" in known:
        known["expected"] = ", ".join(re.findall(r"'([^']*)'", str(known["expected"]))) or known["expected"]
    begun = (said for start, said in _BEGINNING.items() if kind.startswith(start))
    return _(_EXACT.get(kind) or next(begun, OTHERWISE)).format_map(known | {"title": title})
