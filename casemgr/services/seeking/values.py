"""What a token's value means here, the values there are, and the sentence for one that means nothing."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import select

from casemgr.core import codes
from casemgr.core.finding import readable_kinds
from casemgr.core.kind import KINDS
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _, language
from casemgr.records.neighborhoods import Neighborhood
from casemgr.records.staff import Staff
from casemgr.services.seeking.days import TODAY, Days, days_of
from casemgr.services.seeking.tokens import Said, Token, fits, folded, is_one

ME, YES, NO = ("me", "yo"), ("yes", "sí", "y", "s"), ("no", "n")
DAILY = ("people", "contacts", "referrals", "followups", "services", "needs")
BACK = ("7d", "30d", "90d")


@dataclass(frozen=True)
class Value:
    """One value a token may have: as it is typed, what it stands for, its other names, and what a search is told."""

    typed: str
    label: str
    names: tuple[str, ...]
    means: str | UUID | bool


@dataclass(frozen=True)
class Narrowed:
    """What all tokens of a search ask for together; None where none asks."""

    kinds: frozenset[str] | None = None
    neighborhoods: frozenset[UUID] | None = None
    officers: frozenset[UUID] | None = None
    needs: frozenset[str] | None = None
    overdue: frozenset[bool] | None = None
    days: Days | None = None


def daily_first(kinds: Collection[str]) -> list[str]:
    """These kinds, those of the daily work before the others."""
    return [*(name for name in DAILY if name in kinds), *(n for n in KINDS if n in kinds and n not in DAILY)]


def typed_as(name: str) -> str:
    """A name as it is typed behind a colon: in small letters, joined by dashes."""
    return folded(name).replace(" ", "-")


def _spoken(both: tuple[str, ...]) -> str:
    """Of the English and the Spanish word, the one of the language in force; both are understood."""
    return both[min(1, len(both) - 1)] if language() == "es" else both[0]


def _kinds(tx: Tx) -> list[Value]:
    readable = readable_kinds(tx.actor)
    kinds = [KINDS[name] for name in daily_first(readable) if KINDS[name].searched is not None]
    return [Value(typed_as(_(k.one)), _(k.title), (k.name, k.one, k.title, _(k.title)), k.name) for k in kinds]


def _neighborhoods(tx: Tx) -> list[Value]:
    asked = select(Neighborhood.id, Neighborhood.code, Neighborhood.name).order_by(Neighborhood.name)
    return [Value(typed_as(name), name, (code,), id) for id, code, name in tx.exec(asked)]


def _officers(tx: Tx) -> list[Value]:
    asked = select(Staff.id, Staff.user_name, Staff.full_name, Staff.badge).order_by(Staff.full_name)
    others = [Value(typed_as(name), name, (user, badge), id) for id, user, name, badge in tx.exec(asked)]
    return [Value(_spoken(ME), tx.actor.name, ME, tx.actor.id), *others]


def _needs(tx: Tx) -> list[Value]:
    offered = codes.known(tx, "need_domain").items()
    return [Value(typed_as(_(label)), _(label), (code, label), code) for code, (label, active) in offered if active]


def _yes_no(_tx: Tx) -> list[Value]:
    return [
        Value(_spoken(YES), _("Overdue"), YES, means=True),
        Value("no", _("Open, not overdue"), NO, means=False),
    ]


def _days(tx: Tx) -> list[Value]:
    today = tx.now.astimezone(tx.store.zone).date()
    month, before = f"{today:%Y-%m}", f"{today.year - (today.month == 1)}-{(today.month - 2) % 12 + 1:02d}"
    back = [Value(days, _("The last {n} days").format(n=days[:-1]), (), days) for days in BACK]
    months = [Value(month, _("This month"), (), month), Value(before, _("Month before"), (), before)]
    return [Value(_spoken(TODAY), _("Today"), TODAY, "today"), *back, *months]


VALUES: dict[Token, Callable[[Tx], list[Value]]] = {
    Token.TYPE: _kinds,
    Token.NEIGHBORHOOD: _neighborhoods,
    Token.OFFICER: _officers,
    Token.NEEDS: _needs,
    Token.OVERDUE: _yes_no,
    Token.DATE: _days,
}
UNKNOWN = {
    Token.TYPE: N_("“{value}” is no kind of record you may read. You can say: {some}."),
    Token.NEIGHBORHOOD: N_("There is no neighborhood “{value}”. You can say: {some}."),
    Token.OFFICER: N_("Nobody called “{value}” works here. You can say: {some}."),
    Token.NEEDS: N_("There is no need “{value}”. You can say: {some}."),
    Token.OVERDUE: N_("“{value}” says neither yes nor no. You can say: {some}."),
    Token.DATE: N_("“{value}” is no day, month or number of days. You can say: {some}."),
}
NAMED = 4


def meant(values: Sequence[Value], value: str) -> list[Value]:
    """The values somebody means: the one so called, else all that begin so."""
    exact = [one for one in values if is_one(value, one.typed, one.label, *one.names)]
    return exact or [one for one in values if fits(value, one.typed, one.label, *one.names)]


def narrowed(tx: Tx, said: Sequence[Said]) -> Narrowed | str:
    """What these tokens ask for, or the sentence for the first that means nothing here."""
    found: dict[Token, frozenset[str | UUID | bool]] = {}
    days: Days | None = None
    for one in said:
        if one.token is Token.DATE:
            here = days_of(one.value, tx.now.astimezone(tx.store.zone).date())
            days = here if days is None or here is None else Days(max(days.first, here.first), min(days.end, here.end))
            if here is None:
                return _sentence(tx, one)
            continue
        means = frozenset(value.means for value in meant(VALUES[one.token](tx), one.value))
        if not means or (one.token is Token.OVERDUE and len(means) > 1):
            return _sentence(tx, one)
        found[one.token] = found.get(one.token, means) & means
    return _together(found, days)


def _together(found: dict[Token, frozenset[str | UUID | bool]], days: Days | None) -> Narrowed:
    return Narrowed(
        kinds=found.get(Token.TYPE),  # type: ignore[arg-type]
        neighborhoods=found.get(Token.NEIGHBORHOOD),  # type: ignore[arg-type]
        officers=found.get(Token.OFFICER),  # type: ignore[arg-type]
        needs=found.get(Token.NEEDS),  # type: ignore[arg-type]
        overdue=found.get(Token.OVERDUE),  # type: ignore[arg-type]
        days=days,
    )


def _sentence(tx: Tx, said: Said) -> str:
    some = ", ".join(value.typed for value in VALUES[said.token](tx)[:NAMED])
    return _(UNKNOWN[said.token]).format(value=said.value, some=some)
