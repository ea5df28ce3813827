"""The tool behind `make manifest`: the digest of each file of the program, kept beside them for the check at start."""

import hashlib
import sys

from casemgr import __version__
from casemgr.installed import MANIFEST, ROOT, manifest_of


def main() -> int:
    """Write the manifest, and print its own digest for the notes of the release."""
    content = manifest_of(ROOT, __version__)
    (ROOT / MANIFEST).write_bytes(content)
    sys.stdout.write(f"{MANIFEST} sha256 {hashlib.sha256(content).hexdigest()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
