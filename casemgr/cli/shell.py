"""The frame of the command line: where the store is, who signs in, and how a refusal ends."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from casemgr import app as program
from casemgr import i18n, installed
from casemgr.app import Shift
from casemgr.cli.output import show_refusal
from casemgr.core import crash
from casemgr.core.device import system_keyring
from casemgr.core.errors import CaseError, NeedsCode, NeedsRules
from casemgr.core.folder import notice_in
from casemgr.core.home import Home, home_at
from casemgr.core.room import short_of_room
from casemgr.core.second_factor import Enrollment, NeedsPhone
from casemgr.core.sign_in_notice import digest
from casemgr.i18n import _
from casemgr.services.account_list import told_of

DONE, REFUSED, USAGE = 0, 1, 2

app = typer.Typer(
    name="casemgr",
    help="Contacts, referrals and promises of neighborhood policing, kept encrypted on this laptop.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@dataclass
class Asked:
    """What was said before the command itself."""

    home: Home
    user: str | None
    passphrase_fd: int | None
    json: bool
    accept_gap: bool
    keyring: bool
    accept_notice: bool


_asked: list[Asked] = []


def asked() -> Asked:
    """The options that hold for every command."""
    return _asked[-1]


@app.callback()
def options(
    home: Annotated[
        str | None, typer.Option(help="Folder of the store; else CASEMGR_HOME, else the usual place.")
    ] = None,
    user: Annotated[str | None, typer.Option(help="Sign-in name; else CASEMGR_USER, else you are asked.")] = None,
    passphrase_fd: Annotated[
        int | None, typer.Option(help="Read the passphrase from this open file number instead of asking.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print results and refusals as JSON.")] = False,
    lang: Annotated[i18n.Language, typer.Option(help="Language of words.")] = "en",
    accept_gap: Annotated[
        bool, typer.Option("--accept-gap", help="Open a store that ends before its last known entry; written down.")
    ] = False,
    keyring: Annotated[bool, typer.Option(help="Bind keys to this computer where it has a keyring.")] = True,
    accept_notice: Annotated[
        bool, typer.Option("--accept-notice", help="Agree to the agency's notice and rules, where it has any.")
    ] = False,
) -> None:
    i18n.use(lang)
    _asked.append(
        Asked(
            home_at(home),
            user or os.environ.get("CASEMGR_USER"),
            passphrase_fd,
            json,
            accept_gap,
            keyring,
            accept_notice,
        )
    )


def passphrase(prompt: str = "", *, confirm: bool = False) -> str:
    """A secret from the file number that was named, a line each, or from a prompt; never from an argument."""
    fd = asked().passphrase_fd
    if fd is not None:
        return _line(fd)
    return typer.prompt(prompt or _("Passphrase"), hide_input=True, confirmation_prompt=confirm, err=True)


def _line(fd: int) -> str:
    """One line, byte by byte: what follows it belongs to the next question."""
    read = bytearray()
    try:
        while (byte := os.read(fd, 1)) not in (b"", b"\n"):
            read += byte
    except OSError as error:
        raise typer.BadParameter(_("File number {fd} is not open for reading.").format(fd=fd)) from error
    return read.decode("utf-8").rstrip("\r")


def user_name() -> str:
    """Who signs in."""
    return asked().user or typer.prompt(_("Sign-in name"), err=True)


def acknowledged() -> frozenset[str]:
    """The digest of the agency's notice, where it has one."""
    text = notice_in(asked().home.folder)
    return agreed_to(text) if text else frozenset()


def agreed_to(text: str) -> frozenset[str]:
    """The digest of a text that is printed and agreed to, by the option or here."""
    typer.echo(text, err=True)
    if not asked().accept_notice:
        typer.confirm(_("Do you agree?"), abort=True, err=True)
    return frozenset({digest(text)})


def _entered(name: str, secret: str, known: dict[str, Any]) -> Shift:
    """Signed in, after whatever the store asks for besides the passphrase; each is asked for once."""
    try:
        return program.unlock(asked().home, name, secret, **known)
    except NeedsRules as rules:
        if (agreed := known["agreed"] | agreed_to(rules.sentence)) == known["agreed"]:
            raise
        return _entered(name, secret, known | {"agreed": agreed})
    except NeedsCode:
        code = passphrase(_("Six digits of your phone"))
        return program.unlock(asked().home, name, secret, code=code, **known)
    except NeedsPhone as due:
        typer.echo(due.sentence, err=True)
        code = first_code(due.enrolled)
        return program.unlock(asked().home, name, secret, enrolled=due.enrolled, code=code, **known)


def first_code(enrolled: Enrollment) -> str:
    """The first code of a phone, which is told what to hold."""
    typer.echo(_("Put this into the phone: {secret}").format(secret=enrolled.secret), err=True)
    typer.echo(enrolled.uri, err=True)
    return passphrase(_("Six digits"))


@contextmanager
def shift() -> Iterator[Shift]:
    """Signed in for the length of one command."""
    said = asked()
    agreed = acknowledged()
    name = user_name()
    ring = system_keyring() if said.keyring else None
    secret = passphrase()
    begun = _entered(name, secret, {"keyring": ring, "accept_gap": said.accept_gap, "agreed": agreed})
    try:
        for told in (short_of_room(said.home.folder), told_of(begun.desk)):
            if told:
                typer.echo(told, err=True)
        yield begun
    finally:
        begun.end()


def main(words: Sequence[str]) -> int:
    """Run one command line; 0 done, 1 refused in words, 2 usage."""
    crash.start_log()
    if changed := installed.warning():
        typer.echo(changed, err=True)
    try:
        app(args=list(words), prog_name="casemgr")
        return DONE
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    except CaseError as refusal:
        show_refusal(refusal, as_json=bool(_asked) and asked().json)
        return REFUSED
    except Exception as bug:
        code = crash.report(bug)
        said = _("Something went wrong on our side. Code {code}; the log is {path}. What was saved is safe.")
        typer.echo(said.format(code=code, path=crash.log_path()), err=True)
        return REFUSED
    finally:
        _asked.clear()
