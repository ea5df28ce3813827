"""The OpenSSL configuration of the program: its own file, whatever the environment names."""

import os
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "openssl"
FILE = FOLDER / "openssl.cnf"
DROPPED = ("OPENSSL_ENGINES", "OPENSSL_CONF_INCLUDE", "OPENSSL_TRACE", "SSLKEYLOGFILE")


def use_own_openssl() -> None:
    """Name our own file and folder of modules; call before anything that loads OpenSSL.

    The wheels carry paths of the machines they were built on, and read what the environment names: whoever may set it
    could have a provider of theirs loaded into the program.
    """
    for name in DROPPED:
        os.environ.pop(name, None)
    os.environ["OPENSSL_CONF"] = str(FILE)
    os.environ["OPENSSL_MODULES"] = str(FOLDER)
