"""Words blacked out in the texts an order listed: a person has read them and says which words go."""

import re
from typing import Any

from sqlmodel import select

from casemgr.core.access import May
from casemgr.core.acts import act
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import Invalid, Problem
from casemgr.core.holding import HELD, Held, held_of
from casemgr.core.kind import KINDS
from casemgr.core.record import Part
from casemgr.core.register import redacted
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _
from casemgr.records.expungements import Expungement, Mention, mentions_of

BLACK = "█████"


class BlackDraft(Draft):
    words: list[str] = entry(
        N_("Words to black out"), min_length=1, max_length=20, hint=N_("As they stand in the listed texts; not kept.")
    )


@act(Expungement, N_("Black out words"), may=May.EXPUNGE, since={"carried_out", "cleaned"}, to="carried_out")
def black_out(tx: Tx, order: Expungement, draft: BlackDraft) -> None:
    """Black words out in the texts an order listed; the file is to be cleaned once more after it."""
    given = sorted({word.strip() for word in draft.words if len(word.strip()) > 1}, key=len, reverse=True)
    if not given:
        raise Invalid(Problem("words", _("Give words of two letters at least.")))
    pattern = re.compile("|".join(map(re.escape, given)), re.IGNORECASE)
    changed = [one for one in mentions_of(tx, order.id) if _blacked(tx, one, pattern)]
    if not changed:
        raise Invalid(Problem("words", _("None of the listed texts has these words.")))
    for one in changed:
        tx.delete(one)


def _blacked(tx: Tx, mention: Mention, pattern: re.Pattern[str]) -> bool:
    """Whether a text had the words; what a hold covers stays as it is."""
    kind = KINDS[mention.of_kind]
    tables: list[tuple[Any, str]] = [(kind.table, "id"), *kind.parts.items()]
    found = False
    for table, home in tables:
        if mention.column_name not in redacted(table):
            continue
        for row in tx.all_of(select(table).where(getattr(table, home) == mention.record_id)):
            said = getattr(row, mention.column_name)
            if not pattern.search(str(said)):
                continue
            _refuse_held(tx, mention)
            listed = isinstance(said, list)
            black: Any = [pattern.sub(BLACK, str(one)) for one in said] if listed else pattern.sub(BLACK, str(said))
            setattr(row, mention.column_name, black)
            tx.add(row)
            if isinstance(row, Part):
                tx.hold_homes([row])
            found = True
    return found


def _refuse_held(tx: Tx, mention: Mention) -> None:
    kind = KINDS[mention.of_kind]
    table: Any = kind.table
    if held_of(tx, kind, tx.all_of(select(table).where(table.id == mention.record_id))):
        raise Held(_(HELD))
