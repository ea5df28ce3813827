"""The demo store, from the shell."""

import os

from casemgr import demo
from casemgr.cli.output import run_shown, show
from casemgr.cli.shell import app, asked
from casemgr.core.folder import VARIABLE
from casemgr.core.home import Home, home_at


@app.command(name="demo")
def build_demo() -> None:
    """Build a made-up town to try things on, and print its users; one passphrase opens it for all of them."""
    home = demo_place()
    town = run_shown(demo.build(home), quiet=asked().json)
    show({"store": home.folder, "passphrase": town.passphrase, "users": town.users}, as_json=asked().json)


def demo_place() -> Home:
    """The home that was named; where none was, the demo's own place and never that of real records."""
    named = VARIABLE in os.environ or asked().home != home_at()
    return asked().home if named else demo.demo_home()
