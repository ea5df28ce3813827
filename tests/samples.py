"""A valid draft for every kind, made from its questions; a kind with rules of its own says here what else it needs."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from casemgr.core import codes
from casemgr.core.desk import Desk
from casemgr.core.draft import checked, extra_of, specs
from casemgr.core.fields import Answer, FieldSpec
from casemgr.core.kind import KINDS, Kind
from casemgr.core.record import new_id
from casemgr.records import exports

WORD = "Quetzal"
"""Stands in every text of a sample, so that search finds it and the audit is seen not to hold it."""


def sample(desk: Desk, name: str, **facts: object) -> Any:
    """A draft of this kind as its form would give it, with these facts instead where they are given."""
    kind = KINDS[name]
    assert kind.draft is not None
    own = OWN.get(name, lambda _desk: {})(desk) | facts
    needed = {spec.name: answer(desk, kind, spec) for spec in specs(kind.draft) if spec.required or _text(spec)}
    return checked(kind.draft, needed | own)  # type: ignore[type-var]


def made(desk: Desk, name: str, **facts: object) -> UUID:
    """A record of this kind, made by its own command."""
    kind = KINDS[name]
    assert kind.new is not None
    return desk.do(kind.new, sample(desk, name, **facts))


def _text(spec: FieldSpec) -> bool:
    return spec.answer in (Answer.TEXT, Answer.LONG_TEXT) and (spec.max_length or 1000) >= 40


def answer(desk: Desk, kind: Kind, spec: FieldSpec) -> object:
    """A right answer to one question."""
    limit = spec.max_length or 60
    unique = new_id().hex
    now = desk.store.clock()
    by_answer: dict[Answer, Callable[[], object]] = {
        Answer.TEXT: lambda: f"{WORD} {unique}"[:limit] if limit >= len(WORD) + 2 else unique[-limit:],
        Answer.LONG_TEXT: lambda: f"{WORD} {unique}"[:limit],
        Answer.NUMBER: lambda: int(spec.minimum or 1),
        Answer.MINUTES: lambda: int(spec.minimum or 1),
        Answer.YES_NO: lambda: True,
        Answer.CHOICE: lambda: spec.options[0].value,
        Answer.CODE: lambda: code(desk, spec),
        Answer.CODES: lambda: [code(desk, spec) if spec.code_list else spec.options[0].value],
        Answer.DATE: lambda: now.date(),
        Answer.MOMENT: lambda: now - timedelta(hours=1),
        Answer.REF: lambda: made(desk, spec.ref) if spec.ref else new_id(),
        Answer.REFS: lambda: [made(desk, spec.ref) if spec.ref else new_id()],
        Answer.TEXTS: lambda: [f"{WORD} {unique}"[:30]],
    }
    return by_answer[spec.answer]()


def code(desk: Desk, spec: FieldSpec) -> str:
    """The first code its list offers."""
    assert spec.code_list is not None
    return next(choice.code for choice in desk.ask(codes.choices, spec.code_list) if choice.active)


def an_export(desk: Desk) -> str:
    """The number of something that left."""
    draft = exports.ExportDraft(form=exports.Form.PDF, what="Monthly summary")
    return desk.ask(exports.export_number, desk.do(exports.register_export, draft))


def own_id(kind: Kind) -> bool:
    """Whether a draft of this kind brings its record's id, so that saving twice is one record."""
    return (
        kind.draft is not None and "id" in kind.draft.model_fields and extra_of(kind.draft, "id").get("hidden", False)
    )


OWN: dict[str, Callable[[Desk], Mapping[str, Any]]] = {
    "expungements": lambda desk: {"person_id": made(desk, "people"), "numbers": []},
    "import_mappings": lambda _desk: {"body": '{"columns": {"occurred_at": "Date", "contact_type": "Type"}}'},
    "holds": lambda desk: {"people": [made(desk, "people")], "numbers": [], "only_kind": ""},
    "staff": lambda _desk: {"user_name": f"u{new_id().hex[-12:]}", "roles": ["officer"]},
    "neighborhoods": lambda _desk: {"code": new_id().hex[-8:]},
    "contacts": lambda desk: {"neighborhood_id": made(desk, "neighborhoods")},
    "crisis": lambda desk: {
        "neighborhood_id": made(desk, "neighborhoods"),
        "cleared_at": desk.store.clock(),
        "narrative": "They stood by the door and talked.",
    },
    "media": lambda desk: {"export": an_export(desk)},
    "packets": lambda _desk: {"month": "2026-10"},
    "recommendations": lambda _desk: {"packet_id": None},
    "feedback": lambda _desk: {"kind": "complaint", "route": "phone"},
    "completions": lambda desk: {"staff_id": made(desk, "staff"), "completed_on": desk.store.clock().date()},
    "followups": lambda desk: {"parent_kind": "places", "parent_id": made(desk, "places")},
    "consents": lambda desk: {
        "recipient_ids": [made(desk, "organizations")],
        "not_a_condition_of_service": True,
    },
}
