"""Open data: nobody is found in a count, two release it, and another program reads the package."""

import csv
import hashlib
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core.access import Role, Scope
from casemgr.core.desk import Desk
from casemgr.core.errors import BadFile, CaseError, Invalid, NotAllowed
from casemgr.core.jobs import run
from casemgr.records import exports
from casemgr.services.publishing.cells import OTHERS, SPAN, Cell, may_show, parts
from casemgr.services.publishing.leaving import check, data_package, publish
from casemgr.services.summary import figures, totals
from casemgr.services.summary.review import sign_month

DeskOf = Callable[..., Desk]
LEAST = 11
counts = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), max_size=8)


@given(counts)
def test_what_is_shown_is_nothing_or_enough_and_adds_up(some: dict[str, int]) -> None:
    cells = parts(some, LEAST)
    assert all(one.n is None or one.n == 0 or one.n >= LEAST for one in cells)
    if all(one.n is not None for one in cells):
        assert sum(one.n or 0 for one in cells) == sum(some.values())
    assert not [one for one in cells if one.code != OTHERS and one.n != some[one.code]]


@pytest.mark.parametrize("width", [2, 3])
def test_no_small_count_is_deduced_from_what_is_shown(width: int) -> None:
    """Every table there can be, as an outsider sees it: each count too small to show could be any of several."""
    most = 3 * LEAST + 1
    behind: dict[tuple[Cell, ...], list[tuple[int, ...]]] = defaultdict(list)
    for values in product(range(most), repeat=width):
        behind[parts(dict(zip("abc", values, strict=False)), LEAST)].append(values)
    tried = 0
    for cells, possible in behind.items():
        together = next((one.n or 0 for one in cells if one.code == OTHERS), most)
        for place in range(width) if together < most else ():
            if any(0 < values[place] < LEAST for values in possible):
                tried += 1
                assert len({values[place] for values in possible}) >= SPAN, possible
    assert tried > 10


@pytest.mark.parametrize(
    ("n", "of", "shown"),
    [(0, 20, True), (12, 30, True), (3, 40, False), (28, 30, False), (12, 12, True), (4, None, False)],
)
def test_a_part_is_shown_only_with_enough_on_both_sides(n: int, of: int | None, *, shown: bool) -> None:
    assert may_show(n, of, LEAST) is shown


def month_before(desk: Desk) -> str:
    today: date = desk.store.clock().date()
    return f"{today - timedelta(days=40):%Y-%m}"


def sign(desk: Desk, month: str) -> None:
    desk.do(sign_month, month, totals.digest(desk.ask(figures, month)))


@pytest.fixture
def lead(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR, scope=Scope.ALL)


@pytest.fixture
def commander(desk_of: DeskOf) -> Desk:
    return desk_of(Role.COMMANDER)


def test_two_agree_on_what_is_released(lead: Desk, commander: Desk, desk_of: DeskOf) -> None:
    month = month_before(lead)
    with pytest.raises(NotAllowed, match="signed"):
        commander.ask(data_package, month)
    sign(lead, month)
    with pytest.raises(NotAllowed, match="signed"):
        lead.ask(data_package, month)
    assert commander.ask(data_package, month)
    with pytest.raises(NotAllowed, match="whole agency"):
        desk_of(Role.SUPERVISOR, scope=Scope.UNIT).ask(data_package, month)
    with pytest.raises(NotAllowed):
        desk_of(Role.OFFICER).ask(data_package, month)


def test_a_month_that_is_not_over_stays(lead: Desk, commander: Desk) -> None:
    month = f"{lead.store.clock():%Y-%m}"
    sign(lead, month)
    with pytest.raises(Invalid):
        commander.ask(data_package, month)


def test_another_program_reads_it_and_it_stands_in_the_register(lead: Desk, commander: Desk, tmp_path: Path) -> None:
    month = month_before(lead)
    sign(lead, month)
    left = run(publish(commander, month, tmp_path))
    assert left.path.suffix == ".zip"
    with zipfile.ZipFile(left.path) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    for line in inside.pop("SHA256SUMS").decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(inside[name]).hexdigest() == digest
    described = json.loads(inside["datapackage.json"])
    for resource in described["resources"]:
        rows = list(csv.DictReader(io.StringIO(inside[resource["path"]].decode())))
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert all(list(row) == names for row in rows)
        assert all(row["month"] == month for row in rows)
    assert b"11 or more" in inside["METHODS.md"]
    (row,) = commander.ask(exports.exports).rows
    assert (row.form, row.sha256) == ("open_data", left.sha256)


def test_a_package_that_was_touched_is_told(tmp_path: Path, lead: Desk, commander: Desk) -> None:
    month = month_before(lead)
    sign(lead, month)
    path = run(publish(commander, month, tmp_path)).path
    content = path.read_bytes()
    place = content.index(b"SHA256SUMS")
    path.write_bytes(content[: place - 40] + bytes([content[place - 40] ^ 1]) + content[place - 39 :])
    with pytest.raises((BadFile, CaseError)):
        check(path)
