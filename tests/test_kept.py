"""Kept files: sealed, named by nothing that tells of them, durable before their row, whole or told in a sentence."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casemgr.core import kept
from casemgr.core.access import May, Role
from casemgr.core.desk import Desk
from casemgr.core.errors import Invalid, NotAllowed, Problem, StoreDamaged, Unwritable
from casemgr.core.jobs import run
from casemgr.core.store import Store
from casemgr.core.tx import Tx
from casemgr.core.verbs import COMMANDS, QUERIES, command, query

DeskOf = Callable[..., Desk]
WORDS = b"The canary sings at the old ferry landing. " * 40


def _keep(tx: Tx, content: bytes, *, refused: bool = False) -> str:
    name = kept.put(tx, content)
    if refused:
        raise Invalid(Problem("", "refused after the file was written"))
    return name


def _drop(tx: Tx, name: str) -> None:
    kept.forget(tx, name)


def _show(tx: Tx, name: str) -> bytes:
    return kept.content_of(tx, name)


@pytest.fixture
def verbs() -> Iterator[tuple[Callable[..., str], Callable[..., bytes], Callable[..., None]]]:
    """Commands and a query of this test's own, as a slice would declare them over kept files."""
    for one in (_keep, _drop, _show):
        one.__module__ = "casemgr.records.trying"
    keep, drop, show = command(May.SIGN_IN)(_keep), command(May.SIGN_IN)(_drop), query(May.SIGN_IN)(_show)
    yield keep, show, drop
    for name in ("trying._keep", "trying._drop"):
        COMMANDS.pop(name)
    QUERIES.pop("trying._show")


Verbs = tuple[Callable[..., str], Callable[..., bytes], Callable[..., None]]


@pytest.fixture
def desk(desk_of: DeskOf) -> Desk:
    return desk_of(Role.SUPERVISOR)


def there(store: Store) -> list[Path]:
    folder = store.home / kept.FOLDER
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_what_is_kept_comes_back_and_lies_nowhere_in_clear(desk: Desk, store: Store, verbs: Verbs) -> None:
    keep, show, _drop_it = verbs
    name = desk.do(keep, WORDS)
    assert desk.ask(show, name) == WORDS
    lying = [path for path in store.home.rglob("*") if path.is_file()]
    assert [path.name for path in there(store)] == [name]
    assert not [path for path in lying if b"canary" in path.read_bytes()]
    plain = {hashlib.new(how, WORDS).hexdigest() for how in ("sha256", "sha512", "blake2s", "md5")}
    assert name not in plain, "who knows a file cannot tell whether it is kept here"


def test_one_content_is_kept_once_and_two_never_share_a_key(desk: Desk, store: Store, verbs: Verbs) -> None:
    keep, _show_it, _drop_it = verbs
    assert desk.do(keep, WORDS) == desk.do(keep, WORDS)
    desk.do(keep, WORDS + b".")
    with store.tx(desk.actor) as tx:
        keys = [row.key for row in tx.exec(kept.select(kept.KeptFile))]
    assert len(keys) == len(set(keys)) == len(there(store)) == 2


def test_the_file_lies_there_before_its_row_and_an_orphan_goes_at_a_quiet_moment(
    desk: Desk, store: Store, verbs: Verbs
) -> None:
    keep, show, _drop_it = verbs
    held = desk.do(keep, WORDS)
    with pytest.raises(Invalid):
        desk.do(keep, WORDS + b"second", refused=True)
    assert len(there(store)) == 2, (
        "written and synced first: an end here leaves a file without a row, never the reverse"
    )
    store.idle()
    assert [path.name for path in there(store)] == [held]
    assert desk.ask(show, held) == WORDS


def test_a_dropped_key_takes_the_file_with_it(desk: Desk, store: Store, verbs: Verbs) -> None:
    keep, show, drop = verbs
    name = desk.do(keep, WORDS)
    desk.do(drop, name)
    store.idle()
    assert there(store) == []
    with pytest.raises(StoreDamaged):
        desk.ask(show, name)


@pytest.mark.parametrize("where", [0, 15, 700, -1])
def test_an_altered_file_is_told_and_named_by_the_check(where: int, desk: Desk, store: Store, verbs: Verbs) -> None:
    keep, show, _drop_it = verbs
    name = desk.do(keep, WORDS)
    (file,) = there(store)
    sealed = bytearray(file.read_bytes())
    sealed[where] ^= 1
    file.write_bytes(sealed)
    with pytest.raises(StoreDamaged, match="altered"):
        desk.ask(show, name)
    assert run(kept.damaged(store.home, desk.ask(kept.kept_files))) == (kept.Damage(name, missing=False),)
    assert desk.do(keep, WORDS) == name
    assert desk.ask(show, name) == WORDS, "added again it is whole again"


def test_a_missing_file_and_one_put_in_the_place_of_another_are_told(desk: Desk, store: Store, verbs: Verbs) -> None:
    keep, show, _drop_it = verbs
    one, other = desk.do(keep, WORDS), desk.do(keep, WORDS[:-1])
    folder = store.home / kept.FOLDER
    (folder / one).replace(folder / other)
    with pytest.raises(StoreDamaged, match="missing"):
        desk.ask(show, one)
    with pytest.raises(StoreDamaged, match="altered"):
        desk.ask(show, other)
    found = run(kept.damaged(store.home, desk.ask(kept.kept_files)))
    assert {(damage.name, damage.missing) for damage in found} == {(one, True), (other, False)}


def test_a_copy_is_whole_and_names_what_it_could_not_copy(
    desk: Desk, store: Store, verbs: Verbs, tmp_path: Path
) -> None:
    keep, _show_it, _drop_it = verbs
    names = [desk.do(keep, WORDS + bytes([n])) for n in range(4)]
    (store.home / kept.FOLDER / names[2]).write_bytes(b"spoiled")
    to = tmp_path / "backup"
    to.mkdir()
    files = desk.ask(kept.kept_files)
    assert run(kept.copy_kept(store.home, to, files)) == (kept.Damage(names[2], missing=False),)
    assert run(kept.damaged(to, files)) == (kept.Damage(names[2], missing=True),)
    assert not any(WORDS[:20] in path.read_bytes() for path in (to / kept.FOLDER).iterdir())


def test_a_folder_that_refuses_is_told_and_nothing_is_saved(desk: Desk, store: Store, verbs: Verbs) -> None:
    keep, _show_it, _drop_it = verbs
    (store.home / kept.FOLDER).write_bytes(b"a file where the folder should be")
    with pytest.raises(Unwritable, match="Nothing was saved"):
        desk.do(keep, WORDS)
    assert desk.ask(kept.kept_files) == ()


def test_the_list_for_backups_is_for_who_backs_up(desk_of: DeskOf) -> None:
    with pytest.raises(NotAllowed):
        desk_of(Role.OFFICER).ask(kept.kept_files)
