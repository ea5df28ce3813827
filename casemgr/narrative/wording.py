"""Why a span is marked, and what is offered for it, in the language in force."""

from casemgr.i18n import N_, _
from casemgr.narrative.findings import Action, Finding, FindingKind, Offer, Span, Target

_REASONS = {
    FindingKind.SSN: N_("This looks like a social security number; it is not collected here."),
    FindingKind.LICENSE: N_("This looks like a driver license number; it is not collected here."),
    FindingKind.CRIMINAL_RECORD: N_("Criminal records and their numbers stay in the systems they come from."),
    FindingKind.BIRTH: N_("A date of birth belongs to the person, not into the text."),
    FindingKind.CASE_NUMBER: N_("A case number belongs into its own field."),
    FindingKind.PHONE: N_("A phone number belongs to the person, not into the text."),
    FindingKind.EMAIL: N_("An email address belongs to the person, not into the text."),
    FindingKind.ADDRESS: N_("An exact address belongs to the place, not into the text."),
    FindingKind.LABEL: N_("This is a label; write what was seen or said."),
    FindingKind.ASSOCIATION: N_("Views, religion, origin and associations are not recorded about anyone."),
    FindingKind.HEALTH: N_("Health is not written into the text; the topic says enough."),
    FindingKind.NAME: N_("This looks like a name; who was there has a field of its own."),
}
_INSTEAD = {
    FindingKind.SSN: N_("[number removed]"),
    FindingKind.LICENSE: N_("[number removed]"),
    FindingKind.CRIMINAL_RECORD: N_("[removed]"),
    FindingKind.BIRTH: N_("[date of birth]"),
    FindingKind.CASE_NUMBER: N_("[number]"),
    FindingKind.PHONE: N_("[phone]"),
    FindingKind.EMAIL: N_("[email]"),
    FindingKind.ADDRESS: N_("[address]"),
    FindingKind.LABEL: N_("[removed]"),
    FindingKind.ASSOCIATION: N_("[removed]"),
    FindingKind.HEALTH: N_("[health]"),
    FindingKind.NAME: N_("a resident"),
}
_TARGETS = {
    FindingKind.BIRTH: Target.BIRTH,
    FindingKind.PHONE: Target.PHONE,
    FindingKind.EMAIL: Target.EMAIL,
    FindingKind.ADDRESS: Target.PLACE,
    FindingKind.NAME: Target.WHO,
}


def finding(text: str, span: Span) -> Finding:
    """A span with its words, its reason and its offers."""
    said = text[span.start : span.end]
    return Finding(span.start, span.end, span.kind, said, _(_REASONS[span.kind]), _offers(span))


def asked(found: Finding) -> str:
    """One sentence that refuses a text for this finding and says what can be done."""
    sentence = _("“{text}”: {reason} Replace it, move it to its field, or keep it with a reason.")
    return sentence.format(text=found.text, reason=found.reason)


def _offers(span: Span) -> tuple[Offer, ...]:
    instead = span.instead or _(_INSTEAD[span.kind])
    target, code = _target(span)
    moved = (Offer(Action.MOVE, instead, target, code),) if target is not None else ()
    return (Offer(Action.REPLACE, instead), *moved, Offer(Action.KEEP))


def _target(span: Span) -> tuple[Target | None, str]:
    if span.kind is FindingKind.CASE_NUMBER:
        return (Target.CAD if span.code == "cad" else Target.RMS), ""
    if span.kind is FindingKind.HEALTH and span.code:
        return Target.TOPIC, span.code
    return _TARGETS.get(span.kind), ""
