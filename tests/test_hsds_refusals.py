"""Nothing is dropped in silence: each row is in or refused by name, and broken files are told in words."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core.errors import BadFile
from casemgr.records.directory.schema import TABLES, Holds
from tests.hsds_reading import EXAMPLES, ONE_SERVICE, package, read


class TestSchema:
    def test_tables_are_those_of_hsds_3_0(self) -> None:
        published = json.loads((EXAMPLES / "tables-3.0.json").read_text())
        assert set(TABLES) == set(published)
        for name, table in TABLES.items():
            ours = {c.name: c for c in table.columns if not c.ours}
            fields = published[name]["fields"]
            assert published[name]["path"] == f"{table.file}.csv"
            assert list(ours) == list(fields)
            for column, spec in fields.items():
                assert ours[column].required == spec.get("required", False), (name, column)
                assert ours[column].choices == tuple(spec.get("enum") or ours[column].choices)
                assert not spec.get("refers") or ours[column].refers == spec["refers"]

    def test_a_table_comes_after_those_it_points_to(self) -> None:
        order = list(TABLES)
        for table in TABLES.values():
            for column in table.links:
                assert order.index(column.refers) <= order.index(table.name)


class TestRefusals:
    def test_rows_of_no_use_are_refused_by_name(self, tmp_path: Path) -> None:
        reading = read(
            package(
                tmp_path,
                services="id,name\ns1,Shelter\ns2,\ns3,Kitchen,too many\n\n",
                phones="id,service_id,number\np1,s1,\np2,,555-0100\np3,s9,555-0100\n",
                locations="id\nl1\n",
                addresses="id,location_id,city\na1,l1,\n",
                notes="id,text\nn1,hello\n",
            )
        )
        assert sorted((r.table, r.line, r.reason, r.detail) for r in reading.rejected) == [
            ("address", 2, "It says nothing beyond what it is linked to.", ""),
            ("notes", 2, "The file is not a table of HSDS.", ""),
            ("phone", 2, "It has no number.", ""),
            ("phone", 3, "It does not say what it is about, so it cannot be linked.", ""),
            ("phone", 4, "What it is about is not in this directory, or was left out.", "service_id: s9"),
            ("service", 3, "It has no name.", ""),
            ("service", 4, "It has more or fewer cells than the header.", "3 / 2"),
        ]

    def test_a_link_to_nothing_is_kept_as_text(self, tmp_path: Path) -> None:
        reading = read(package(tmp_path, services="id,organization_id,name\ns1,o9,Shelter\n"))
        assert reading.only("service").values["organization_id"] is None
        assert reading.extra("service") == {"organization_id": "o9"}
        assert [r.detail for r in reading.remarks] == ["organization_id: o9"]

    def test_children_of_a_refused_row_are_refused(self, tmp_path: Path) -> None:
        reading = read(
            package(
                tmp_path,
                services=ONE_SERVICE,
                services_at_location="id,service_id,location_id\nx1,s1,l9\n",
                schedules="id,service_at_location_id,freq,byday\nh1,x1,WEEKLY,MO\n",
            )
        )
        assert [r.table for r in reading.rejected] == ["service_at_location", "schedule"]

    def test_a_parent_may_come_later_in_its_file(self, tmp_path: Path) -> None:
        rows = "id,name,parent_organization_id\no1,Branch,o2\no2,Head office,\n"
        reading = read(package(tmp_path, organizations=rows))
        assert reading.table("organization")["o1"].values["parent_organization_id"] == "o2"

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b'id,name\ns1,"Shelter\ns2,Kitchen\n', "broken at line 2"),
            (b'id,name\ns1,Shelter\ns2,"Kit"chen\n', "broken at line 3"),
            (b"id,name\ns1,Caf\xe9\n", "not UTF-8 text"),
            ("id,name\ns1,Shelter\n".encode("utf-16"), "not UTF-8 text"),
            (b"id,name\ns1,She\x00lter\n", "not a text file"),
            (b"id,name,name\ns1,Shelter,Shelter\n", "two columns of the same name"),
            (b"id;name\ns1;Shelter\n", "separated by commas"),
        ],
    )
    def test_a_broken_csv_is_refused_in_words(self, tmp_path: Path, content: bytes, told: str) -> None:
        path = tmp_path / "services.csv"
        path.write_bytes(content)
        with pytest.raises(BadFile, match=told):
            read(path)

    def test_another_encoding_is_read_when_it_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "services.csv"
        path.write_bytes("id,name\ns1,Café\n".encode("cp1252"))
        assert read(path, encoding="cp1252").only("service").values["name"] == "Café"
        with pytest.raises(BadFile, match="not a text encoding"):
            read(path, encoding="klingon")

    def test_a_byte_order_mark_is_no_part_of_the_header(self, tmp_path: Path) -> None:
        path = tmp_path / "services.csv"
        path.write_bytes(ONE_SERVICE.encode("utf-8-sig"))
        assert read(path).only("service").key == "s1"

    @pytest.mark.parametrize(
        "text",
        [
            "{",
            "[1e999, NaN]",
            '"services"',
            '[{"id": "s1", "name": "\\ud800"}]',
            "[" * 100_000,
            '[{"id": "s1", "name": "Shelter", "odd": ' + "[" * 400 + "]" * 400 + "}]",
        ],
    )
    def test_broken_json_is_refused_in_words(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "directory.json"
        path.write_text(text)
        with pytest.raises(BadFile):
            read(path)

    def test_a_folder_without_tables_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "readme.txt").write_text("hello")
        with pytest.raises(BadFile, match="no CSV or JSON"):
            read(tmp_path)


CELLS = st.one_of(
    st.sampled_from(["", "s1", "s2", "1", "Monday", "9:00am", "2026-01-01", "true", "WEEKLY"]),
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12),
)
SHEETS = st.dictionaries(
    st.sampled_from(
        [
            "services",
            "organizations",
            "locations",
            "phones",
            "regular_schedules",
            "schedules",
            "eligibility",
            "taxonomy",
            "services_taxonomy",
            "languages",
            "holiday_schedules",
            "surprises",
        ]
    ),
    st.tuples(
        st.lists(
            st.sampled_from(
                [
                    "id",
                    "name",
                    "service_id",
                    "organization_id",
                    "location_id",
                    "number",
                    "weekday",
                    "opens_at",
                    "closes_at",
                    "byday",
                    "eligibility",
                    "parent_id",
                    "taxonomy_id",
                    "language",
                    "closed",
                    "odd",
                ]
            ),
            min_size=2,
            unique=True,
        ),
        st.lists(st.lists(CELLS, min_size=1, max_size=8), max_size=6),
    ),
    min_size=1,
    max_size=5,
)


@given(sheets=SHEETS)
def test_whatever_the_cells_hold_every_row_is_in_or_refused(
    sheets: dict[str, tuple[list[str], list[list[str]]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    rows = 0
    for name, (header, cells) in sheets.items():
        text = io.StringIO()
        writer = csv.writer(text, quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        fitted = [(row * len(header))[: len(header)] if len(row) < 7 else row for row in cells]
        writer.writerows(fitted)
        rows += len(fitted)
        (folder / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8", newline="")
    first, second = read(folder), read(folder)
    assert first == second
    assert sum(t.read for t in first.tallies if "." not in t.table) == rows


def test_every_kind_of_column_has_a_type() -> None:
    assert {c.holds for t in TABLES.values() for c in t.columns} == set(Holds)
