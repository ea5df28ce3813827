"""`python -m casemgr`: the command line."""

import importlib
import sys

from casemgr.own_openssl import use_own_openssl

use_own_openssl()
sys.exit(importlib.import_module("casemgr.cli").main(sys.argv[1:]))
