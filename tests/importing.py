"""A process of its own that imports a directory and says how far it is, for a test to kill it on the way."""

import sys
from pathlib import Path
from uuid import UUID

from casemgr.core.access import Actor, Role, default_scope
from casemgr.core.desk import Desk
from casemgr.core.jobs import run
from casemgr.services.hsds.load import import_directory
from tests.conftest import Clock, signer_for, store_at


def desk_at(folder: Path) -> Desk:
    """A supervisor's desk on the store in a folder."""
    store, signer, roles = store_at(folder, Clock()), signer_for(UUID(int=7)), frozenset({Role.SUPERVISOR})
    store.begin(signer)
    return Desk(store, Actor(UUID(int=7), "Test Person", roles, default_scope(roles), unit="North"), signer)


if __name__ == "__main__":
    desk = desk_at(Path(sys.argv[1]))
    run(import_directory(desk, Path(sys.argv[2])), lambda progress: print(progress.note, flush=True))
