"""Two papers that stay inside the agency: the patrol card of a plan, and the record of a crisis encounter."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from casemgr.core import general
from casemgr.core.access import May
from casemgr.core.codes import known
from casemgr.core.days import long_day
from casemgr.core.draft import specs
from casemgr.core.fields import FieldSpec
from casemgr.core.kind import KINDS
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.i18n import N_, Language, _, speaking
from casemgr.records import consents
from casemgr.records.crisis import CrisisDraft, CrisisEncounter, text_of
from casemgr.records.plans import Call, Guidance, PatrolCard, patrol_card, said_until
from casemgr.services.leaving import Outgoing, Within
from casemgr.services.paper import BODY, HEADING, SMALL, STRONG, TITLE, PageFrame, ParagraphStyle, document, para
from casemgr.services.sheets import sheet

LARGE = ParagraphStyle("card line", BODY, fontSize=14, leading=19, spaceAfter=1)
LARGE_HEADING = ParagraphStyle("card heading", HEADING, fontSize=15, leading=19, spaceBefore=8, spaceAfter=2)
WARNING = ParagraphStyle("card warning", BODY, fontName=STRONG, fontSize=18, leading=25)


@sheet("plans", N_("Patrol card"), May.READ_CRISIS)
def card_sheet(tx: Tx, id: UUID, language: Language = "en") -> Outgoing:
    """The patrol card on one page in large type; of a plan that guides nobody only that it does not."""
    with speaking(language):
        card = patrol_card(tx, id)
        story: list[Flowable] = [para(card.name, TITLE), para(f"{said_until(card)} · {card.rests_on}", SMALL)]
        if card.guidance is not Guidance.GUIDES:
            story += [Spacer(1, 8 * mm), para(card.why_not, WARNING)]
        else:
            story += [Spacer(1, 2 * mm), *_card(card)]
        return document(_frame(tx, _("Patrol card"), language), story, Within.DUTY)


def _card(card: PatrolCard) -> Iterator[Flowable]:
    for title, lines in card_parts(card):
        yield para(title, LARGE_HEADING)
        yield from (para(line, LARGE) for line in lines)


def card_parts(card: PatrolCard) -> list[tuple[str, tuple[str, ...]]]:
    """The parts of a card that say something, in the order they are read: do, do not, call, last time, the rest."""
    parts = (
        (_("Do"), card.to_do),
        (_("Do not"), card.not_to_do),
        (_("Call"), tuple(said_call(one) for one in card.calls)),
        (_("Last encounter"), said_last(card)),
        (_("Step by step"), card.steps),
        (_("What sets a crisis off"), card.triggers),
        (_("What has calmed them before"), card.calmed),
    )
    return [(title, lines) for title, lines in parts if lines]


def said_last(card: PatrolCard) -> tuple[str, ...]:
    """How the last encounter ended, and what was done to calm; nothing where none is known."""
    if card.last_on is None:
        return ()
    worked = (_("What was done: {what}").format(what=", ".join(card.last_worked)),) if card.last_worked else ()
    return (f"{long_day(card.last_on)}: {card.last_outcome}", *worked)


def said_call(one: Call) -> str:
    """Whom to call, in a line."""
    return " · ".join(part for part in (one.name, one.phone, one.who, one.note) if part)


@sheet("crisis", N_("Record of the encounter"), May.READ_CRISIS)
def encounter_sheet(tx: Tx, id: UUID, language: Language = "en") -> Outgoing:
    """All that an encounter says, what was added to it, and what was promised."""
    with speaking(language):
        reading = general.reading(tx, "crisis", id)
        row = tx.get(CrisisEncounter, id)
        assert row is not None  # `reading` has refused one out of sight.
        story: list[Flowable] = [
            para(_("Crisis encounter {number}").format(number=row.number), TITLE),
            para(f"{_moment(tx, row.occurred_at)} · {reading.status}", BODY),
            *_answers(tx, reading),
        ]
        if reading.values.get("narrative"):
            story += [para(_("What happened"), HEADING)]
            story += [para(line) for line in str(reading.values["narrative"]).splitlines() if line.strip()]
        for section in reading.sections:
            story += [para(section.title, HEADING)]
            story += [para(" · ".join(part for part in (one.title, one.detail) if part)) for one in section.lines]
        if text_of(tx, id).error_reason:
            story += [para(_("Entered in error"), HEADING), para(text_of(tx, id).error_reason)]
        return document(_frame(tx, row.number, language), story, Within.DUTY)


def _answers(tx: Tx, reading: general.Reading) -> Iterator[Flowable]:
    for spec in specs(CrisisDraft):
        said = _said(tx, spec, reading.values.get(spec.name))
        if said and spec.name not in ("narrative", "occurred_at"):
            yield para(f"{_(spec.title)}: {said}")


def _said(tx: Tx, spec: FieldSpec, value: object) -> str:
    """An answer in words; nothing for what was not answered, or is no."""
    if value in (None, "", "none", "99", False, []):
        return ""
    if value is True:
        return _("yes")
    if isinstance(value, UUID):
        return _title(tx, spec.ref or "", value)
    if isinstance(value, datetime):
        return _moment(tx, value)
    words = {option.value: _(option.label) for option in spec.options}
    if spec.code_list:
        words |= {code: _(said) for code, (said, _active) in known(tx, spec.code_list).items()}
    return ", ".join(words.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))


def _moment(tx: Tx, moment: datetime) -> str:
    at = moment.astimezone(tx.store.zone)
    return f"{long_day(at.date())} {at:%H:%M}"


def _title(tx: Tx, kind: str, id: UUID) -> str:
    if not tx.actor.may(KINDS[kind].read):
        return ""
    return general.titles(tx, kind, [id]).get(id, "")


def _frame(tx: Tx, title: str, language: Language) -> PageFrame:
    agency = text_setting(tx, "agency")
    stays = _("For duty inside the agency. Not to be handed on; destroy it after the shift.")
    top = " · ".join(part for part in (agency, stays) if part)
    return PageFrame(title, top, long_day(consents.today(tx)), language, points=9)
