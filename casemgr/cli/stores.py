"""A store as a whole: set it up, check it, back it up, bring it back."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from casemgr import __version__, installed
from casemgr import app as program
from casemgr.app import Setup
from casemgr.cli.output import run_shown, show
from casemgr.cli.shell import REFUSED, app, asked, passphrase, shift
from casemgr.core import account_use
from casemgr.core.access import May, Role
from casemgr.core.device import system_keyring
from casemgr.core.errors import Unwritable
from casemgr.core.kept import damaged, kept_files
from casemgr.core.sign_in_notice import STANDARD
from casemgr.core.stretch import Profile, provider_is_fips
from casemgr.core.vault import Vault
from casemgr.i18n import _
from casemgr.own_openssl import place_module
from casemgr.services import accounts
from casemgr.services import backup as backups
from casemgr.services import backup_rounds as rounds


@app.command()
def init(
    user: Annotated[str, typer.Option(help="Sign-in name of the first administrator.")],
    full_name: Annotated[str, typer.Option(help="Their full name.")],
    agency: Annotated[str, typer.Option(help="Name of the agency, for prints.")] = "",
    zone: Annotated[str, typer.Option(help="Time zone, such as America/Chicago.")] = "America/New_York",
    store_code: Annotated[str, typer.Option(help="Four characters in every number this laptop gives out.")] = "",
    unit: Annotated[str, typer.Option(help="The first user's unit.")] = "",
    also: Annotated[list[Role] | None, typer.Option(help="A role the first user has besides administrator.")] = None,
    fips: Annotated[
        bool, typer.Option("--fips", help="Keep to algorithms of FIPS 140 alone; cannot be changed later.")
    ] = provider_is_fips(),
) -> None:
    """Set up a new store with its first administrator; prints the recovery code this once."""
    said = asked()
    ring = system_keyring() if said.keyring else None
    secret = passphrase(_("New passphrase"), confirm=True)
    setup = Setup(user, full_name, secret, (Role.ADMINISTRATOR, *(also or ())), unit, agency, zone, store_code)
    if fips:
        setup = replace(setup, profile=Profile.FIPS)
        if not provider_is_fips():
            typer.echo(_("No FIPS module is in use: the store keeps to its algorithms, unproved."), err=True)
    begun, code = program.create(said.home, setup, ring)
    begun.end()
    if ring is None:
        typer.echo(_("This computer has no keyring in use: the passphrase alone opens the store."), err=True)
    show({"store": str(said.home.folder), "recovery_code": code}, as_json=said.json)


@app.command()
def verify() -> None:
    """Check the file, the search index, the files on records, the agency's backups and the whole audit."""
    with shift() as begun:
        problems = begun.desk.store.problems()
        verdict = run_shown(begun.desk.store.auditing(), quiet=asked().json)
        may = begun.desk.actor.may(May.BACK_UP)
        kept = begun.desk.ask(kept_files) if may else ()
        lost = [one.name for one in run_shown(damaged(begun.home.folder, kept), quiet=asked().json)]
        spares = run_shown(rounds.damaged_backups(begun.desk), quiet=asked().json) if may else []
    broken = verdict.broken
    show(
        {
            "file": problems or "ok",
            "kept_files": lost or "ok",
            "backups": spares or "ok",
            "audit_entries": verdict.entries,
            "audit": "ok" if broken is None else _("entry {seq}: {why}").format(seq=broken.seq, why=broken.why),
        },
        as_json=asked().json,
    )
    if problems or lost or spares or broken:
        raise typer.Exit(REFUSED)


@app.command()
def backup(
    to: Annotated[Path | None, typer.Argument(help="Folder that takes it; else the agency's, if one is due.")] = None,
) -> None:
    """Make a checked, encrypted copy of the store; without a folder, the one that is due, for a timer to call."""
    with shift() as begun:
        due = rounds.back_up_if_due(begun.desk, begun.home)
        job = due if to is None else backups.back_up(begun.desk, begun.home, to)
        made = run_shown(job, quiet=asked().json)
    show(made or {"due": False}, as_json=asked().json)


@app.command()
def drill(backup: Annotated[Path, typer.Argument(help="A folder that backup made.")]) -> None:
    """Bring a backup back for a try: open it with your own key, check and count it, and wipe the copy."""
    with shift() as begun:
        rows = run_shown(rounds.drill(begun.desk, begun.home, begun.opened, backup), quiet=asked().json)
    show({"holds": True, "rows": rows}, as_json=asked().json)


@app.command(name="backups")
def standing() -> None:
    """When the last backup was made and one was tried out, and whether either is due."""
    with shift() as begun:
        show(begun.desk.ask(rounds.backup_standing), as_json=asked().json)


@app.command()
def restore(backup: Annotated[Path, typer.Argument(help="A folder that backup made.")]) -> None:
    """Put a checked backup in the store's place; what was there is moved aside."""
    said = asked()
    run_shown(backups.restore(backup, said.home), quiet=said.json)
    typer.echo(_("The next sign-in has to accept the gap: use --accept-gap once."), err=True)
    show({"store": str(said.home.folder)}, as_json=said.json)


@app.command()
def self_check(
    packages: Annotated[
        bool, typer.Option("--packages", help="Read the installed packages as well; some 400 MB.")
    ] = False,
) -> None:
    """Read every file of the program and compare it with the manifest of its release; needs no sign-in."""
    found = installed.check(full=True)
    altered = installed.altered_packages() if packages else ()
    said = {
        "verdict": installed.told(found),
        "build": found.build,
        "version": found.version or __version__,
        "manifest_sha256": found.manifest,
        "changed": found.changed,
        "missing": found.missing,
        "added": found.added,
        "openssl_configuration": os.environ.get("OPENSSL_CONF", ""),
        "fips_provider_active": provider_is_fips(),
        "store_profile": _profile(),
    }
    show(said | ({"altered_in_packages": altered} if packages else {}), as_json=asked().json)
    if found.build in (installed.Build.CHANGED, installed.Build.UNREADABLE) or altered:
        raise typer.Exit(REFUSED)


def _profile() -> str:
    """The profile the store at hand says it keeps to, which its header's code vouches for at a sign-in."""
    home = asked().home
    return Vault.load(home.vault).profile if home.there else ""


@app.command()
def fips_module(
    module: Annotated[Path, typer.Argument(help="The agency's FIPS module, such as fips.so.", exists=True)],
    settings: Annotated[Path, typer.Argument(help="The file openssl fipsinstall made for it here.", exists=True)],
) -> None:
    """Put the agency's FIPS module into the program's folder: from the next start on it runs under that alone."""
    try:
        place_module(module, settings)
    except OSError as error:
        raise Unwritable(_("The program's folder cannot be written. Run this as whoever installed it.")) from error
    show({"fips_module": str(module)}, as_json=asked().json)


@app.command()
def rules(
    words: Annotated[Path | None, typer.Argument(help="A text file with the agency's rules.")] = None,
    standard: Annotated[bool, typer.Option("--standard", help="Rules to begin with.")] = False,
) -> None:
    """Set the rules of behavior, agreed to once a year and when they change; without words, none."""
    text = _(account_use.STANDARD) if standard else _read(words)
    with shift() as begun:
        begun.desk.do(account_use.set_rules, text)
    show({"rules": bool(text.strip())}, as_json=asked().json)


@app.command()
def notice(
    words: Annotated[Path | None, typer.Argument(help="A text file with the agency's words.")] = None,
    standard: Annotated[bool, typer.Option("--standard", help="The four usual statements.")] = False,
) -> None:
    """Put a notice before the sign-in, to be agreed to each time; without words, none."""
    text = _(STANDARD) if standard else _read(words)
    with shift() as begun:
        accounts.set_sign_in_notice(begun.desk, begun.home, text)
    show({"notice": bool(text.strip())}, as_json=asked().json)


def _read(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(_("This file cannot be read as text.")) from error
