"""What must hold before an encounter is sealed: how it ended, the numbers it points to, and a text without labels."""

from collections.abc import Iterator

from sqlmodel import select

from casemgr.core.errors import Invalid, Problem
from casemgr.core.tx import Tx
from casemgr.i18n import _
from casemgr.narrative import Finding, FindingKind, asked, check
from casemgr.records.contacts import BwcStatus
from casemgr.records.crisis.drafts import Hold
from casemgr.records.crisis.tables import CrisisEncounter, CrisisText
from casemgr.records.crisis.writing import text_of
from casemgr.records.neighborhoods import Neighborhood
from casemgr.records.people import Person


def check_seal(tx: Tx, row: CrisisEncounter) -> None:
    """Invalid for everything that is missing, each beside its field."""
    text = text_of(tx, row.id)
    problems = [*_missing(row, text), *check_text(tx, row, "narrative", text.narrative, text.kept, text.kept_reason)]
    if problems:
        raise Invalid(*problems)


def _missing(row: CrisisEncounter, text: CrisisText) -> Iterator[Problem]:
    if not row.dispositions:
        yield Problem("dispositions", _("Say how it ended."))
    elif row.primary_disposition not in row.dispositions:
        yield Problem("primary_disposition", _("Say which of the ways it ended stands above all."))
    if row.cleared_at is None and row.minutes_on_scene is None:
        yield Problem("cleared_at", _("Say when it was cleared, or how many minutes it took."))
    if row.force_used and not row.rms_number:
        yield Problem("rms_number", _("Force is told in your RMS. Give its number here."))
    if row.hold == Hold.EMERGENCY_HOLD and not row.hold_form_number:
        yield Problem("hold_form_number", _("Give the number of the hold form."))
    if row.bwc_status == BwcStatus.NOT_ACTIVATED and not text.bwc_reason:
        yield Problem("bwc_reason", _("Say why the camera did not run."))


def check_text(
    tx: Tx, row: CrisisEncounter, field: str, words: str, kept: list[str], kept_reason: str
) -> Iterator[Problem]:
    """What in a text does not belong there; a word may be kept with a reason, but none of anyone's health."""
    allowed = {one.casefold() for one in kept} if len(kept_reason) >= 3 else set()
    person = tx.get(Person, row.person_id) if row.person_id is not None else None
    names = (person.given, person.family) if person is not None else ()
    for found in check(words, names, tuple(tx.exec(select(Neighborhood.name)))):
        if found.kind is FindingKind.HEALTH:
            yield Problem(field, _observed(found))
            return
        if found.text.casefold() not in allowed:
            yield Problem(field, asked(found))
            return


def _observed(found: Finding) -> str:
    said = _("“{text}” names a state of health. Write what was seen and heard; the chips have words for behavior.")
    return said.format(text=found.text)
