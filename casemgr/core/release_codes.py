"""Release codes: a list on paper, read over the phone to someone whose sign-in is locked; each works once."""

import hmac
import json
import secrets
from pathlib import Path

from casemgr.core.durable import replace_whole
from casemgr.core.errors import WrongKey
from casemgr.core.recovery import ALPHABET, READ_AS
from casemgr.i18n import _

FORMAT = 1
COUNT = 20
LENGTH = 10
SALT_BYTES = 16


class ReleaseCodes:
    """The codes of one store, kept as salted digests: the file lets nobody in, and tells no code.

    Like the count of failures they stand outside the encrypted store, where no key can vouch for them; they hinder
    somebody at the keyboard, and nobody who can write the files.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def renew(self) -> tuple[str, ...]:
        """Make a new list, to be printed; older lists no longer count."""
        codes = tuple("".join(secrets.choice(ALPHABET) for _i in range(LENGTH)) for _n in range(COUNT))
        salt = secrets.token_bytes(SALT_BYTES)
        self._write(salt, {number: _digest(salt, number, code) for number, code in enumerate(codes, 1)})
        return codes

    def next(self) -> int | None:
        """The number of the next code to ask for; None when there is none left."""
        _salt, left = self._read()
        return min(left, default=None)

    def use(self, typed: str) -> int:
        """Spend the next code, and give its number; WrongKey for any other."""
        salt, left = self._read()
        number = min(left, default=0)
        if not number or not hmac.compare_digest(left[number], _digest(salt, number, typed.upper().translate(READ_AS))):
            raise WrongKey(_("This is not the code of this number. Have it read to you once more."))
        del left[number]
        self._write(salt, left)
        return number

    def _read(self) -> tuple[bytes, dict[int, str]]:
        try:
            said = json.loads(self._path.read_bytes())
            left = {int(number): str(digest) for number, digest in said["codes"].items()}
            return bytes.fromhex(said["salt"]), left
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return b"", {}

    def _write(self, salt: bytes, left: dict[int, str]) -> None:
        replace_whole(self._path, json.dumps({"format": FORMAT, "salt": salt.hex(), "codes": left}, indent=1).encode())


def _digest(salt: bytes, number: int, code: str) -> str:
    return hmac.digest(salt, f"{number} {code}".encode(), "sha256").hex()
