"""The OpenSSL configuration of the program, whatever the environment names; and the FIPS module of the agency."""

import importlib
import os
import shutil
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "openssl"
FILE = FOLDER / "openssl.cnf"
DROPPED = ("OPENSSL_ENGINES", "OPENSSL_CONF_INCLUDE", "OPENSSL_TRACE", "SSLKEYLOGFILE")
FIPS = "fips"
FIPS_FILE = "openssl-fips.cnf"
MODULE_SETTINGS = "fipsmodule.cnf"
ASKS_FOR_FIPS = "CASEMGR_FIPS"
USERS = {"hashlib": "_hashlib", "sqlcipher3": "sqlcipher3", "cryptography": "cryptography.hazmat.bindings._rust"}
"""Each brings an OpenSSL of its own. A FIPS module serves the first that loads it alone, so each has its own copy."""
UNUSABLE = "The FIPS module cannot be used: {why}. Nothing was opened. Put it into the program's folder again.\n"


def use_own_openssl(folder: Path = FOLDER) -> None:
    """Name our own file and folder of modules; call before anything that loads OpenSSL.

    The wheels carry paths of the machines they were built on, and read what the environment names: whoever may set it
    could have a provider of theirs loaded into the program. It may ask for the FIPS module, but not say where it lies.
    """
    for name in DROPPED:
        os.environ.pop(name, None)
    module = folder / FIPS
    if module.is_dir() or os.environ.get(ASKS_FOR_FIPS, "0") not in ("", "0"):
        _use_module(folder, module)
        return
    os.environ["OPENSSL_CONF"] = str(folder / FILE.name)
    os.environ["OPENSSL_MODULES"] = str(folder)


def place_module(module: Path, settings: Path, folder: Path = FOLDER) -> None:
    """Put an agency's FIPS module, and the settings `openssl fipsinstall` made for it, where every start takes them."""
    part = folder / f"{FIPS}-part"
    shutil.rmtree(part, ignore_errors=True)
    for user in USERS:
        (part / user).mkdir(parents=True)
        shutil.copyfile(module, part / user / f"fips{module.suffix}")
    shutil.copyfile(settings, part / MODULE_SETTINGS)
    shutil.rmtree(folder / FIPS, ignore_errors=True)
    part.rename(folder / FIPS)


def _use_module(folder: Path, module: Path) -> None:
    # OpenSSL goes on without a file that is to be included, under all its own algorithms.
    if not (module / MODULE_SETTINGS).is_file():
        raise SystemExit(UNUSABLE.format(why=f"{MODULE_SETTINGS} is missing"))
    os.environ |= {"OPENSSL_CONF": str(folder / FIPS_FILE), "OPENSSL_CONF_INCLUDE": str(module)}
    for user, name in USERS.items():
        os.environ["OPENSSL_MODULES"] = str(module / user)
        try:
            importlib.import_module(name)
            works = _works(user)
        except Exception as error:
            raise SystemExit(UNUSABLE.format(why=f"{user} refuses it")) from error
        if not works:
            raise SystemExit(UNUSABLE.format(why=f"{user} does not keep to it"))


def _works(user: str) -> bool:
    """Whether a user of the module keeps to it; the store's has refused at its import if it does not."""
    if user == "hashlib":
        mine = importlib.import_module("_hashlib")
        return bool(mine.get_fips_mode() and mine.openssl_sha256(b"").digest())
    if user == "cryptography":
        backend = importlib.import_module("cryptography.hazmat.backends.openssl").backend
        importlib.import_module("casemgr.core.sealing").new_private_key()
        return bool(backend._fips_enabled) and not backend.x25519_supported()
    return True
