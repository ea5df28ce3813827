"""Signatures of users, and the session keys they certify."""

from pathlib import Path
from uuid import uuid4

import pytest

from casemgr.core.signing import check_session, new_session_key, sign, verify
from casemgr.core.vault import FILE
from tests.vaults import saved


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE


def test_a_session_key_is_its_users_and_of_its_session_only(path: Path) -> None:
    made = saved(path)
    rosa, omar = made.vault.public_key("rosa"), made.vault.public_key("omar")
    session = new_session_key(made.opened, uuid4())
    assert made.opened.public == rosa
    assert check_session(rosa, session.session_id, session.public, session.certificate)
    assert not check_session(omar, session.session_id, session.public, session.certificate)
    assert not check_session(rosa, uuid4(), session.public, session.certificate)
    assert not check_session(rosa, session.session_id, bytes(32), session.certificate)


def test_a_signature_holds_for_the_message_alone(path: Path) -> None:
    made = saved(path)
    rosa = made.vault.public_key("rosa")
    signature = sign(made.opened, b"a manifest")
    assert verify(rosa, signature, b"a manifest")
    assert not verify(rosa, signature, b"another manifest")
    assert not verify(rosa, b"", b"a manifest")
    assert not verify(b"no key", signature, b"a manifest")
