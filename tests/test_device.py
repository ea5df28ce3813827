"""The secret of this computer: from a trusted keyring, or not at all."""

from uuid import uuid4

import pytest
from keyring.backends import chainer, fail, null

from casemgr.core.device import SERVICE, TRUSTED, ToyKeyring, device_secret, system_keyring, trusted, works

STORE = uuid4()


class Plaintext(null.Keyring):
    """As an installed package would offer it."""


def test_a_secret_is_made_once_and_kept() -> None:
    keyring = ToyKeyring()
    assert device_secret(STORE, keyring, make=False) is None
    secret = device_secret(STORE, keyring, make=True)
    assert secret is not None
    assert len(secret) == 32
    assert device_secret(STORE, keyring, make=True) == secret
    assert device_secret(STORE, keyring, make=False) == secret
    assert device_secret(uuid4(), keyring, make=True) != secret


def test_without_a_keyring_there_is_none() -> None:
    assert device_secret(STORE, None, make=True) is None


def test_a_locked_keyring_gives_none_and_keeps_what_it_has() -> None:
    keyring = ToyKeyring()
    secret = device_secret(STORE, keyring, make=True)
    keyring.locked = True
    assert device_secret(STORE, keyring, make=True) is None
    assert not works(keyring)
    keyring.locked = False
    assert device_secret(STORE, keyring, make=False) == secret


@pytest.mark.parametrize("kept", ["", "not base64!", "c2hvcnQ=", "\u00e9"])
def test_a_damaged_entry_is_no_secret_and_is_not_replaced(kept: str) -> None:
    keyring = ToyKeyring()
    keyring.entries[SERVICE, str(STORE)] = kept
    assert device_secret(STORE, keyring, make=True) is None
    assert keyring.entries[SERVICE, str(STORE)] == kept


def test_only_the_known_keyrings_are_trusted() -> None:
    for kind in (
        chainer.ChainerBackend,
        fail.Keyring,
        null.Keyring,
        Plaintext,
        *[type(k.__name__, (k,), {}) for k in TRUSTED],
    ):
        keyring = kind()
        assert not trusted(keyring)
        assert device_secret(STORE, keyring, make=True) is None


def test_a_keyring_that_does_not_give_back_is_not_chosen() -> None:
    assert works(ToyKeyring())
    assert not works(null.Keyring())
    assert not works(fail.Keyring())
    assert system_keyring((fail.Keyring, null.Keyring, Plaintext)) is None


def test_the_probe_leaves_nothing_behind() -> None:
    keyring = ToyKeyring()
    works(keyring)
    assert keyring.entries == {}


def test_the_systems_keyring_is_a_trusted_one_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    found = system_keyring()
    assert found is None or trusted(found)
