"""`python -m casemgr`: the command line."""

import importlib
import sys

from casemgr.own_memory import keep_memory_private
from casemgr.own_openssl import use_own_openssl

use_own_openssl()
keep_memory_private()
sys.exit(importlib.import_module("casemgr.cli").main(sys.argv[1:]))
