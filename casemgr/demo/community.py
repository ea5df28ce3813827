"""The community work of the demo town: told in `resources/demo/community`, a file for each part of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

from casemgr.core.acts import ACTS
from casemgr.core.desk import Desk
from casemgr.core.draft import Draft, checked
from casemgr.core.kind import KINDS
from casemgr.demo.days import Call, Diary
from casemgr.demo.named import Named
from casemgr.demo.story import Ground
from casemgr.i18n import RESOURCES

FOLDER = RESOURCES / "demo" / "community"


@dataclass(frozen=True)
class Deed:
    """Something done so many days ago: a record made, or, with `act`, a step taken with one made before.

    Values are as a draft takes them; texts such as `@quarter:HF` stand for what they name (`demo.named`).
    """

    kind: str
    name: str
    who: str
    ago: int
    values: Mapping[str, Any]
    act: str = ""


class Teller:
    """Puts deeds into the diary."""

    def __init__(self, diary: Diary, ground: Ground) -> None:
        self.diary = diary
        self.named = Named(diary.today, diary.zone, ground.quarters, ground.staff)

    def tell(self) -> None:
        """Put everything into the diary that the files tell."""
        for deed in deeds():
            shift = self.diary.on_or_after(deed.who, self.diary.ago(deed.ago))
            if shift is not None:
                self.diary.do(shift, partial(self._do, deed))

    def _do(self, deed: Deed, desk: Desk) -> list[Call]:
        kind = KINDS[deed.kind]
        values = self.named.filled(desk, deed.values)
        if deed.act:
            act = ACTS[kind.table][deed.act]
            return [(act.command, (self.named.made[deed.name], checked(act.draft, values)))]
        assert kind.new is not None
        self.named.made[deed.name] = desk.do(kind.new, checked(cast(type[Draft], kind.draft), values))
        return []


def deeds() -> Iterator[Deed]:
    """What the files tell, each record before the steps taken with it."""
    for path in sorted(FOLDER.glob("*.json")):
        yield from _read(path)


def _read(path: Path) -> Iterator[Deed]:
    for one in json.loads(path.read_text(encoding="utf-8"))["records"]:
        yield Deed(one["kind"], one["name"], one["who"], one["ago"], one["values"])
        for act in one.get("acts", ()):
            who = act.get("who", one["who"])
            yield Deed(one["kind"], one["name"], who, act["ago"], act.get("values", {}), act["act"])
