"""Eligibility as HSDS 1.1 and 2.0 keep it, a table of its own, put into the services it is about."""

from collections.abc import Iterator

from casemgr.i18n import N_, _
from casemgr.services.hsds.cells import Unreadable, as_text, read_value
from casemgr.services.hsds.dialect import ELIGIBILITY
from casemgr.services.hsds.links import ABOUT_MISSING, NOTHING_SAID
from casemgr.services.hsds.rows import Place, Rejected, Statement
from casemgr.services.hsds.translate import Draft

NO_SERVICE = N_("It does not say which service it is about, so it cannot be linked.")

_AGES = ("minimum_age", "maximum_age")


class Eligibility:
    """The eligibility rows of a directory, waiting for their services."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Statement]] = {}

    def add(self, statement: Statement) -> Rejected | None:
        """Keep the row for its service, or say why it has none."""
        told = {name: as_text(raw) for name, raw in statement.values.items()}
        service = told.get("service_id", "")
        if not service:
            return statement.place.rejected(_(NO_SERVICE))
        if not any(text for name, text in told.items() if name not in ("id", "service_id")):
            return statement.place.rejected(_(NOTHING_SAID))
        self._waiting.setdefault(service, []).append(statement)
        return None

    def fold(self, service: str, draft: Draft) -> Iterator[Place]:
        """Put what waits for this service into its row; where each of it stood."""
        statements = self._waiting.pop(service, [])
        texts = [str(draft.values["eligibility_description"] or "")]
        texts += [as_text(s.values.get("eligibility")) for s in statements]
        draft.values["eligibility_description"] = "\n".join(dict.fromkeys(t for t in texts if t)) or None
        if len(statements) == 1:
            _fill_ages(statements[0], draft)
        rest = [_rest(s, draft) for s in statements]
        if any(rest):
            draft.extra[ELIGIBILITY] = [told for told in rest if told]
        yield from (s.place for s in statements)

    def left_over(self) -> Iterator[Rejected]:
        """The rows whose service never came."""
        for service, statements in self._waiting.items():
            yield from (s.place.rejected(_(ABOUT_MISSING), f"service_id: {service}") for s in statements)


def _fill_ages(statement: Statement, draft: Draft) -> None:
    for name in _AGES:
        try:
            age = read_value(draft.table.names[name], as_text(statement.values.get(name)))
        except Unreadable:
            continue
        draft.values[name] = age if draft.values[name] is None else draft.values[name]


def _rest(statement: Statement, draft: Draft) -> dict[str, str]:
    """What the row says beyond its text and the ages that went into the service."""
    told = {name: as_text(raw) for name, raw in statement.values.items()}
    in_place = {name for name in _AGES if told.get(name) == as_text(draft.values[name])}
    spent = {"id", "service_id", "eligibility"} | in_place
    return {name: text for name, text in told.items() if text and name not in spent}
