"""Cells that leave: a formula in someone's words is never calculated by who opens the table."""

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.services.publishing.package import package
from casemgr.services.publishing.tables import Field, Table
from casemgr.services.spreadsheet import guarded


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "＝1", "＋1", "－1", "＠x", "\0=1"],
)
def test_what_begins_as_a_formula_gets_a_quote(text: str) -> None:
    assert str(guarded(text)).startswith("'")


@pytest.mark.parametrize("value", ["Main = Elm", "a-b", "", " ", 5, -5, -1.5, None, "O'Hara"])
def test_other_cells_stay_as_they_are(value: object) -> None:
    assert guarded(value) == value


@given(st.text(max_size=40))
def test_no_text_is_calculated_and_none_is_lost(text: str) -> None:
    said = str(guarded(text))
    assert said.removeprefix("'") == text.replace("\0", "").removeprefix("'") or said == text
    assert "\0" not in said
    assert not said.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"))


def test_open_data_leave_guarded() -> None:
    table = Table(
        "areas", "Areas", (Field("area", "string", "A"), Field("n", "integer", "N")), (("=HYPERLINK(1)", "12"),)
    )
    content = package([table], "Agency", "2026-10", "today", "me", 11)
    with zipfile.ZipFile(io.BytesIO(content)) as inside:
        rows = list(csv.reader(io.StringIO(inside.read("areas.csv").decode())))
    assert rows[1] == ["'=HYPERLINK(1)", "12"]
