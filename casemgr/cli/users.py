"""Who may sign in."""

from typing import Annotated
from uuid import UUID

import typer

from casemgr.cli.output import show
from casemgr.cli.shell import app, asked, passphrase, shift
from casemgr.core.access import Role, Scope
from casemgr.core.calling import MOST_ROWS
from casemgr.core.draft import checked
from casemgr.core.errors import NotFound
from casemgr.i18n import _
from casemgr.records import staff
from casemgr.services import accounts, offboarding
from casemgr.services.account_list import account_list
from casemgr.services.account_review import account_review, sign_accounts

users = typer.Typer(help="Who may sign in.", no_args_is_help=True)
app.add_typer(users, name="user")


@users.command()
def add(
    name: Annotated[str, typer.Option(help="Sign-in name.")],
    full_name: Annotated[str, typer.Option(help="Full name.")],
    role: Annotated[list[Role], typer.Option(help="What they work as; may be given again.")],
    unit: Annotated[str, typer.Option(help="Their unit.")] = "",
    scope: Annotated[Scope | None, typer.Option(help="How far they see; else as far as the role needs.")] = None,
    organization: Annotated[UUID | None, typer.Option(help="Id of the partner organization of a liaison.")] = None,
) -> None:
    """Add someone; asks for your passphrase, then for their first one."""
    with shift() as begun:
        values = {"user_name": name, "full_name": full_name, "roles": role, "scope": scope, "unit": unit}
        draft = checked(staff.StaffDraft, values | {"organization_id": organization})
        first = passphrase(_("First passphrase of {name}").format(name=name), confirm=True)
        id = accounts.add_user(begun.desk, begun.home, begun.vault, begun.opened, draft, first)
    show({"id": id}, as_json=asked().json)


@users.command(name="list")
def list_users() -> None:
    """Everyone who works here."""
    with shift() as begun:
        show(begun.desk.ask(staff.staff).rows, as_json=asked().json)


@users.command()
def use() -> None:
    """When each account was last used, the longest unused first, and which are shut for it."""
    with shift() as begun:
        show(begun.desk.ask(account_list), as_json=asked().json)


@users.command()
def review(*, sign: Annotated[bool, typer.Option("--sign", help="Sign what is shown as reviewed.")] = False) -> None:
    """What each account gained and lost since the accounts were last reviewed; once a year they are signed."""
    with shift() as begun:
        shown = begun.desk.ask(account_review)
        if sign:
            begun.desk.do(sign_accounts, shown.state)
    show(shown, as_json=asked().json)


@users.command()
def disable(name: Annotated[str, typer.Argument(help="Sign-in name.")]) -> None:
    """Close an account; its passphrase is refused from now on."""
    with shift() as begun:
        id = begun.desk.ask(accounts.actor_of, name).id
        accounts.disable_user(begun.desk, begun.home, begun.vault, begun.opened, id, name)
    show({"disabled": name}, as_json=asked().json)


@users.command()
def remove(name: Annotated[str, typer.Argument(help="Sign-in name.")]) -> None:
    """Close an account and put the store under new keys, which its passphrase has no part in."""
    with shift() as begun:
        id = begun.desk.ask(accounts.actor_of, name).id
        accounts.disable_user(begun.desk, begun.home, begun.vault, begun.opened, id, name)
        begun.rekey()
        left = begun.desk.do(offboarding.open_work, id)
    show({"removed": name, "open_work_left": left}, as_json=asked().json)


@users.command()
def hand_over(
    name: Annotated[str, typer.Argument(help="Whose open work.")],
    to: Annotated[str, typer.Option(help="Sign-in name of the colleague who takes it.")],
    note: Annotated[str, typer.Option(help="What they need to know.")],
) -> None:
    """Give what someone answers for to a colleague."""
    with shift() as begun:
        members = {row.user_name: row.id for row in begun.desk.ask(staff.staff, size=MOST_ROWS).rows}
        missing = {name.lower(), to.lower()} - set(members)
        if missing:
            raise NotFound(_("There is no user called “{name}”.").format(name=min(missing)))
        draft = offboarding.WorkDraft(to=members[to.lower()], note=note)
        begun.desk.do(offboarding.hand_over_work, members[name.lower()], draft)
    show({"handed_over": name, "to": to}, as_json=asked().json)


@users.command()
def release(name: Annotated[str, typer.Argument(help="Sign-in name.")]) -> None:
    """Let a user who was locked out by wrong passphrases try again."""
    with shift() as begun:
        accounts.release_user(begun.desk, begun.home, begun.vault, name)
    show({"released": name}, as_json=asked().json)


@users.command()
def passwd(
    name: Annotated[str | None, typer.Argument(help="Whose; your own without it.")] = None,
) -> None:
    """Change your own passphrase, or give someone who forgot theirs a new one."""
    with shift() as begun:
        if name is None:
            own = begun.opened.name
            old = passphrase(_("Present passphrase once more"))
            new = passphrase(_("New passphrase"), confirm=True)
            accounts.change_own_passphrase(begun.desk, begun.home, begun.vault, own, old, new, begun.device_secret)
        else:
            new = passphrase(_("New passphrase of {name}").format(name=name), confirm=True)
            accounts.new_passphrase(begun.desk, begun.home, begun.vault, begun.opened, name, new)
    show({"changed": name or asked().user}, as_json=asked().json)
