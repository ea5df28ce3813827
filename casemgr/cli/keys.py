"""The keys of the store, the sheets in the safe, and the codes that stand beside a passphrase."""

from pathlib import Path
from typing import Annotated

import typer

from casemgr import recovering
from casemgr.cli.output import save, show
from casemgr.cli.shell import acknowledged, app, asked, first_code, passphrase, shift
from casemgr.core import recovery, second_factor, sheets
from casemgr.core.days import utc_now
from casemgr.core.device import system_keyring
from casemgr.core.sealed_rounds import role_key_standing
from casemgr.core.settings import text_setting
from casemgr.core.signin import Attempts
from casemgr.core.vault import Vault
from casemgr.i18n import _, language
from casemgr.services import accounts, key_papers, release_sheet
from casemgr.services.erasure_record import erasure_record, note_erasing
from casemgr.services.lost_laptop import lost_laptop_sheet

keys = typer.Typer(help="The keys of the store, and the sheets in the safe.", no_args_is_help=True)
app.add_typer(keys, name="keys")

Out = Annotated[Path, typer.Option(help="The PDF to write.")]
Split = Annotated[bool, typer.Option("--split", help="Five sheets, any two of which open the store.")]


@keys.command()
def change() -> None:
    """Put the store under new keys; whoever was closed out has no part in them."""
    with shift() as begun:
        begun.rekey()
        show({"generation": begun.opened.generation}, as_json=asked().json)


@keys.command()
def labels() -> None:
    """How the keys of the labels stand that few may open: who holds them is put in order at each holder's sign-in."""
    with shift() as begun:
        show(begun.desk.ask(role_key_standing), as_json=asked().json)


@keys.command()
def sheet(out: Out, split: Split = False) -> None:
    """New keys and a new recovery sheet; older sheets open nothing that follows."""
    with shift() as begun:
        save(out, key_papers.recovery_paper(begun.desk, begun.new_recovery(), split=split))
    show({"saved": out}, as_json=asked().json)


@keys.command()
def recover(
    out: Out,
    user: Annotated[str, typer.Option(help="Sign-in name of the administrator who gets a new passphrase.")],
    split: Split = False,
) -> None:
    """Back in with the recovery code, or with two of five sheets; the store gets new keys and a new sheet."""
    said, agreed = asked(), acknowledged()
    first = passphrase(_("Recovery code, or the words of a sheet"))
    words = len(first.split()) == sheets.WORDS
    code = sheets.join([first, passphrase(_("The words of another sheet"))]) if words else recovery.read(first)
    new = passphrase(_("New passphrase of {name}").format(name=user), confirm=True)
    ring = system_keyring() if said.keyring else None
    known = {"keyring": ring, "accept_gap": said.accept_gap, "agreed": agreed}
    begun, fresh = recovering.recover(said.home, code, user, new, **known)
    try:
        save(out, key_papers.recovery_paper(begun.desk, fresh, split=split))
    finally:
        begun.end()
    show({"recovered": user, "saved": out}, as_json=said.json)


@keys.command()
def lost_laptop(out: Out) -> None:
    """The sheet for a lost laptop: what is on it, who opens it, where its log stands, and what to do at once."""
    with shift() as begun:
        save(out, begun.desk.ask(lost_laptop_sheet, language()))
    show({"saved": out}, as_json=asked().json)


@keys.command()
def erase(
    code: Annotated[
        str, typer.Option(help="The code of the store that is to be erased, as at the foot of its papers.")
    ],
    out: Out,
) -> None:
    """Erase this store from this computer, and its keys with it; the record of it is written first."""
    with shift() as begun:
        begun.desk.do(note_erasing, code)
        save(out, begun.desk.ask(erasure_record, language()))
        begun.erase()
    show({"erased": code, "saved": out}, as_json=asked().json)


@keys.command()
def release_codes(out: Out) -> None:
    """A new list of codes to read to somebody whose sign-in is locked; older lists no longer count."""
    with shift() as begun:
        agency = begun.desk.ask(text_setting, "agency")
        save(out, release_sheet.new_release_codes(begun.desk, begun.home, agency))
    show({"saved": out}, as_json=asked().json)


@keys.command()
def release(name: Annotated[str, typer.Argument(help="Sign-in name that is locked.")]) -> None:
    """Let a locked user try again by the code that is read to them over the phone."""
    home = asked().home
    vault = Vault.load(home.vault)
    code = passphrase(_("Release code number {n}").format(n=release_sheet.next_code(home)))
    number = release_sheet.release_by_code(home, vault, Attempts(home.attempts, utc_now), name, code)
    show({"released": name, "code": number}, as_json=asked().json)


@keys.command()
def second_factor_on() -> None:
    """Sign in with a code of your phone from now on; shows the secret to put into it, and asks for a first code."""
    with shift() as begun:
        enrolled = second_factor.enrollment(begun.opened.name, begun.desk.ask(text_setting, "agency"))
        accounts.turn_on_second_factor(begun.desk, begun.opened, enrolled, first_code(enrolled))
    show({"second_factor": True}, as_json=asked().json)


@keys.command()
def second_factor_off(name: Annotated[str, typer.Argument(help="Whose phone is lost; sign-in name.")]) -> None:
    """Take the second factor off an account."""
    with shift() as begun:
        begun.desk.do(second_factor.drop_second_factor, begun.desk.ask(accounts.actor_of, name).id)
    show({"second_factor": False}, as_json=asked().json)
