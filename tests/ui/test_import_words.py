"""The tables of a published directory are called by words, every one of them."""

from casemgr.records.directory.schema import TABLES
from ui.directory.tables import NAMES, table_name


def test_every_table_of_the_standard_has_a_name() -> None:
    assert set(NAMES) == set(TABLES)
    assert all("_" not in name for name in NAMES.values())


def test_a_table_of_no_standard_is_named_as_in_its_file() -> None:
    assert table_name("local_notes") == "local_notes"
