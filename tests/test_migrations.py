"""Stores of every age: the schema is that of the models, a newer one is left alone, old ones are kept and open."""

import ast
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlmodel
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from casemgr import app
from casemgr.core import engine, general, migrate
from casemgr.core.engine import sqlcipher
from casemgr.core.errors import StoreDamaged, StoreTooNew
from casemgr.core.home import Home
from casemgr.core.jobs import run
from casemgr.core.store import FILE
from tests.conftest import KEY
from tests.stations import contents, opened
from tests.stores.make import ADMIN, PASSPHRASE, STORES, made
from tests.write_migration import OURS

STEPS = sorted((migrate.FOLDER / "versions").glob("0*.py"))
KEPT = sorted(path for path in STORES.glob("v*") if path.is_dir())
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def blank(blank_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(blank_store / FILE, tmp_path / FILE))


def aged(path: Path, schema: int) -> None:
    """Give a store file the number of another schema."""
    raw = engine.connect(path, KEY, guarded=False)
    raw.execute(f"PRAGMA user_version={schema}")
    raw.close()


class TestSteps:
    def test_the_steps_lead_to_what_the_models_say(self, blank: Path) -> None:
        raw = engine.connect(blank, KEY, guarded=False)
        shell = create_engine("sqlite://", module=sqlcipher, creator=lambda: raw, poolclass=StaticPool)
        options = {
            "compare_type": True,
            "include_name": lambda name, what, _parents: what != "table" or name not in OURS,
        }
        with shell.connect() as connection:
            context = MigrationContext.configure(connection, opts=options)
            different = compare_metadata(context, sqlmodel.SQLModel.metadata)
        raw.close()
        assert different == []

    def test_a_step_knows_no_model(self) -> None:
        """Today's models would change what an old step does."""
        for step in STEPS:
            for node in ast.walk(ast.parse(step.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                assert not [name for name in names if name.split(".")[0] not in ("sqlalchemy", "alembic")], step.name

    def test_steps_are_numbered_one_by_one(self) -> None:
        assert [int(step.name[:4]) for step in STEPS] == list(range(1, migrate.LATEST + 1))

    def test_a_new_store_says_its_schema(self, blank: Path) -> None:
        assert migrate.check_age(blank, KEY) == migrate.LATEST
        assert migrate.check(blank, KEY) == []


class TestNewer:
    def test_a_newer_store_is_refused_and_left_as_it_is(self, blank: Path, tmp_path: Path) -> None:
        aged(blank, migrate.LATEST + 1)
        before = contents(tmp_path)
        with pytest.raises(StoreTooNew):
            migrate.check_age(blank, KEY)
        with pytest.raises(StoreTooNew):
            migrate.bring_up(blank, KEY, tmp_path / "backups", NOW)
        assert contents(tmp_path) == before

    def test_signing_in_to_a_newer_store(self, home: Home) -> None:
        shift = opened(home)
        raw = engine.connect(home.store, shift.opened.store_keys.database, guarded=False)
        raw.execute(f"PRAGMA user_version={migrate.LATEST + 1}")
        raw.close()
        shift.let_go()
        before = contents(home.folder)
        with pytest.raises(StoreTooNew, match="newer Casemgr"):
            opened(home)
        assert contents(home.folder) == before


class TestOlder:
    def test_nothing_is_done_to_a_store_of_this_schema(self, blank: Path, tmp_path: Path) -> None:
        before = contents(tmp_path)
        assert migrate.bring_up(blank, KEY, tmp_path / "backups", NOW) is None
        assert contents(tmp_path) == before

    def test_a_file_without_a_schema_is_no_store_to_bring_up(self, tmp_path: Path) -> None:
        raw = engine.connect(tmp_path / FILE, KEY, make=True)
        raw.execute("CREATE TABLE something (id INTEGER)")
        raw.close()
        with pytest.raises(StoreDamaged):
            migrate.bring_up(tmp_path / FILE, KEY, tmp_path / "backups", NOW)

    def test_the_copy_made_before_is_whole_and_opens(self, blank: Path, tmp_path: Path) -> None:
        raw = engine.connect(blank, KEY, guarded=False)
        copy = migrate.copied(raw, KEY, tmp_path / "backups" / "before.db")
        raw.close()
        assert migrate.check(copy, KEY) == []
        assert migrate.check_age(copy, KEY) == migrate.LATEST
        assert [path.name for path in copy.parent.iterdir()] == ["before.db"]

    def test_a_damaged_store_is_not_copied_and_so_not_migrated(self, blank: Path, tmp_path: Path) -> None:
        spoiled = bytearray(blank.read_bytes())
        spoiled[-5000] ^= 1
        blank.write_bytes(spoiled)
        raw = engine.connect(blank, KEY, guarded=False)
        with pytest.raises((StoreDamaged, sqlcipher.DatabaseError)):
            migrate.copied(raw, KEY, tmp_path / "backups" / "before.db")
        raw.close()
        assert not (tmp_path / "backups" / "before.db").exists()


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_every_kept_store_opens(kept: Path, tmp_path: Path) -> None:
    """With the passphrase of its day: brought up, its audit whole, its records readable and found."""
    home = Home(Path(shutil.copytree(kept, tmp_path / "store")))
    old = int(kept.name[1:]) < migrate.LATEST
    shift = app.unlock(home, ADMIN, PASSPHRASE)
    assert run(shift.desk.store.auditing()).broken is None
    assert shift.desk.store.problems() == []
    assert {hit.kind for hit in shift.desk.ask(general.find, "Harbor")} >= {"places", "people"}
    shift.end()
    assert home.backups.exists() == old


def test_the_maker_of_kept_stores_makes_one_that_opens(tmp_path: Path) -> None:
    home = made(tmp_path / "v0000")
    shift = app.unlock(home, ADMIN, PASSPHRASE)
    assert {hit.kind for hit in shift.desk.ask(general.find, "Harbor")} >= {"places", "people"}
    shift.end()


def test_a_store_of_today_is_kept() -> None:
    """So that the next schema is tried on what people have now."""
    assert f"v{migrate.LATEST:04d}" in {path.name for path in KEPT}
