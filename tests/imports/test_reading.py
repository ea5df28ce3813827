"""What is no log: told in a sentence, whatever the bytes; what is one: read whole, in either encoding."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgr.core.errors import BadFile
from casemgr.records.imports import decoded, guessed, mapping_of, table_of
from casemgr.records.imports.reading import LONGEST_CELL, MOST_BYTES, MOST_COLUMNS, MOST_ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_its_encoding_is_found(encoding: str) -> None:
    table = table_of(decoded("Día,Señora\r\n2019-03-05,Núñez “Lola”\r\n".encode(encoding)))
    assert table.columns == ("Día", "Señora")
    assert table.rows[0].values == {"Día": "2019-03-05", "Señora": "Núñez “Lola”"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("Date,Type\n".encode("utf-16"), "CSV UTF-8"),
        (b"PK\x03\x04workbook", "CSV UTF-8"),
        (b"Date,Type\n\0,x\n", "no text has"),
        (b"Date\n\x81\x8d\x8f\n", "neither UTF-8 nor"),
        (b"x" * (MOST_BYTES + 1), "larger than 10 MB"),
    ],
)
def test_what_is_no_such_text_is_told(content: bytes, why: str) -> None:
    with pytest.raises(BadFile, match=why):
        decoded(content)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "must name the columns"),
        ("\n\n", "must name the columns"),
        ("A,a\n1,2\n", "name of its own"),
        ("A,,B\n1,2,3\n", "name of its own"),
        (",".join(f"c{n}" for n in range(MOST_COLUMNS + 1)), "at most 200"),
        ('A,B\n"1,2\n', "quotes do not close"),
        ('A,B\n"1"x,2\n', "quotes do not close"),
        ("A\n" + "x\n" * (MOST_ROWS + 1), "more than 2000 rows"),
    ],
)
def test_what_is_no_table_or_too_much_is_told(text: str, why: str) -> None:
    with pytest.raises(BadFile, match=why):
        table_of(text)


def test_a_row_that_cannot_be_read_is_told_by_its_line_and_the_others_are_read() -> None:
    table = table_of('A;B\n1;2\n1;2;3\n"a\nb";x\n\n;\na\x07;b\n' + "x" * (LONGEST_CELL + 1) + ";y\n")
    assert [(row.line, bool(row.why)) for row in table.rows] == [
        (2, False),
        (3, True),
        (5, False),
        (8, True),
        (9, True),
    ]
    assert table.rows[2].values == {"A": "a\nb", "B": "x"}


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_refused_in_words(content: bytes) -> None:
    with suppress(BadFile):
        table = table_of(decoded(content))
        assert all(set(row.values) == set(table.columns) for row in table.rows)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ("[]", "not right"),
        ('{"columns": {}}', "occurred_at"),
        ('{"columns": {"occurred_at": "D"}}', "contact_type"),
        ('{"columns": {"occurred_at": "D", "contact_type": "T", "diagnosis": "X"}}', "no field of a contact"),
        ('{"columns": {"occurred_at": "D", "contact_type": "T"}, "date_formats": ["%H:%M"]}', "year, month and day"),
        ('{"columns": {"occurred_at": "D", "contact_type": "T"}, "date_formats": ["%Q"]}', "form of a day"),
        ('{"columns": {"occurred_at": "D", "contact_type": "T"}, "x": 1}', "not right"),
        ('{"columns": {"occurred_at": 5, "contact_type": "T"}}', "not right"),
    ],
)
def test_what_is_no_mapping_is_told(text: str, why: str) -> None:
    with pytest.raises(BadFile, match=why):
        mapping_of(text)


@given(st.text(max_size=200))
def test_any_text_is_a_mapping_or_refused_in_words(text: str) -> None:
    with suppress(BadFile):
        mapping_of(text)


def test_columns_are_guessed_by_their_names_each_field_once() -> None:
    found = guessed(["Contact Date", "TYPE", "Officer", "Remarks", "Notes", "Colour"])
    assert found == {"Contact Date": "occurred_at", "TYPE": "contact_type", "Officer": "officer", "Remarks": "note"}
