"""`python -m casemgr`: the command line."""

import sys

from casemgr.cli import main

sys.exit(main(sys.argv[1:]))
