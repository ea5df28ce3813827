"""`python -m tests.torture [--short] [--seed N] [NAME…]`: try each way of harm, tell the figures, fail if one broke."""

import argparse
import importlib
import pkgutil
import random
import sys
import time
from types import ModuleType

from tests import torture
from tests.torture.tally import Tally

NOT_TORTURES = {"__main__", "tally"}


def main() -> int:
    """Run the named tortures, or all; 1 when a case of any did not hold."""
    ways = argparse.ArgumentParser(description=__doc__)
    ways.add_argument("--short", action="store_true", help="the number of cases that CI has time for")
    ways.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6), help="repeat a run")
    ways.add_argument("names", nargs="*", help="these only")
    told = ways.parse_args()
    modules = tortures()
    unknown = sorted(set(told.names) - set(modules))
    if unknown:
        ways.error(f"no such torture: {', '.join(unknown)}; there are {', '.join(sorted(modules))}")
    print(f"seed {told.seed}", flush=True)
    broken = 0
    for name in told.names or sorted(modules):
        module = modules[name]
        began = time.monotonic()
        tally: Tally = module.run(module.SHORT if told.short else module.FULL, told.seed)
        broken += len(tally.broken)
        print(_told(name, tally, time.monotonic() - began), flush=True)
    return 1 if broken else 0


def tortures() -> dict[str, ModuleType]:
    """Every torture by its name: a module here with FULL and SHORT (how many cases) and run(cases, seed) -> Tally."""
    helpers = {module.name for module in pkgutil.iter_modules(torture.__path__)} - NOT_TORTURES
    found = {name: importlib.import_module(f"{torture.__name__}.{name}") for name in helpers}
    return {name: module for name, module in found.items() if hasattr(module, "FULL")}


def _told(name: str, tally: Tally, seconds: float) -> str:
    ends = ", ".join(f"{count:,} {end}" for end, count in tally.ends.most_common())
    lines = [f"{name}: {tally.tried:,} tried, {len(tally.broken):,} broken, {seconds:,.0f} s ({ends})"]
    return "\n".join([*lines, *(f"  BROKEN {what}" for what in tally.broken[:20])])


if __name__ == "__main__":
    sys.exit(main())
