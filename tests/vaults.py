"""A vault with two users, for the tests of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from casemgr.core.errors import CaseError
from casemgr.core.founding import Created, create
from casemgr.core.header import read
from casemgr.core.opened import Opened
from casemgr.core.stretch import Effort
from casemgr.core.vault import Vault

STORE = UUID(int=7)
DEVICE = bytes(range(32))
ROSA, OMAR = "rosa's long passphrase", "omar's long passphrase"


def saved(path: Path) -> Created:
    """A saved vault with two users, Rosa and Omar."""
    made = create(STORE, "rosa", ROSA, effort=Effort.TEST)
    made.vault.add_user(made.opened, "omar", OMAR)
    made.vault.save(path)
    return made


def load(path: Path) -> Vault:
    return Vault.load(path, effort=Effort.TEST)


def edit(path: Path, change: Callable[[Any], None]) -> None:
    content = json.loads(path.read_bytes())
    change(content)
    path.write_text(json.dumps(content))


def same(one: Opened, other: Opened) -> bool:
    return one.store_keys.database == other.store_keys.database


def unsealed(path: Path, opened: Opened) -> set[int]:
    """The generations whose root key a private key gets out of any seal in the file."""
    header, _macs = read(path.read_bytes(), Effort.TEST)
    return {number for slot in header.slots for number in slot.sealed if slot.root(opened.private_key, number)}


def refused_unchanged(path: Path, name: str, passphrase: str, error: type[CaseError]) -> None:
    before = path.read_bytes()
    with pytest.raises(error):
        load(path).open(name, passphrase)
    assert path.read_bytes() == before
