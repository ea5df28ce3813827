"""A made-up town to try the program on: its people, fourteen months of work with them, and who may sign in."""

import os
from pathlib import Path

from platformdirs import user_data_path

from casemgr.core.home import Home
from casemgr.demo.building import DemoTown, DemoUser, build, users
from casemgr.demo.crew import PASSPHRASE

__all__ = ["PASSPHRASE", "DemoTown", "DemoUser", "build", "demo_home", "users"]

VARIABLE = "CASEMGR_DEMO"


def demo_home() -> Home:
    """Where the demo store lies: the folder CASEMGR_DEMO names, else one beside the real store's usual place."""
    named = os.environ.get(VARIABLE)
    return Home(Path(named) if named else user_data_path("casemgr-demo", appauthor=False))
