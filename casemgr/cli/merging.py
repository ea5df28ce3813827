"""Entries of one person, from the shell: who may be one, merged, said to be two, put apart again."""

from typing import Annotated
from uuid import UUID

import typer

from casemgr.cli.output import show
from casemgr.cli.shell import app, asked, shift
from casemgr.records import people
from casemgr.records.people import MergeDraft
from casemgr.services import merging

MOST = 200


@app.command()
def same(
    person: Annotated[UUID | None, typer.Argument(help="The id of a person; without it, everyone.")] = None,
) -> None:
    """List entries that may be one person: two of full name, birth date and phone are the same."""
    with shift() as begun:
        if person is not None:
            pairs = begun.desk.ask(people.same_as, person)
        else:
            pairs = begun.desk.ask(people.same_people, size=MOST).pairs
    show(pairs, as_json=asked().json)


@app.command()
def merge(
    keep: Annotated[UUID, typer.Argument(help="The id of the entry that goes on.")],
    other: Annotated[UUID, typer.Argument(help="The id of the entry that goes into it.")],
    take: Annotated[
        list[str] | None, typer.Option(help="A field taken from the other entry, such as dob; may be given again.")
    ] = None,
    leave_out: Annotated[
        list[str] | None, typer.Option(help="A name, phone or address of the other entry not to keep, as written.")
    ] = None,
) -> None:
    """Make two entries of one person one; what both say differently stays as the first has it, unless taken."""
    draft = MergeDraft(keep=keep, other=other, from_other=take or [], left_out=leave_out or [])
    with shift() as begun:
        show({"merge": begun.desk.do(merging.merge, draft)}, as_json=asked().json)


@app.command()
def unmerge(merge: Annotated[UUID, typer.Argument(help="The id of the merge, as it was shown then.")]) -> None:
    """Undo a merge; what was changed since stays, and is told."""
    with shift() as begun:
        show(begun.desk.do(merging.unmerge, merge), as_json=asked().json)


@app.command(name="not-same")
def not_same(
    one: Annotated[UUID, typer.Argument(help="The id of a person.")],
    other: Annotated[UUID, typer.Argument(help="The id of another who looks alike.")],
    back: Annotated[bool, typer.Option("--back", help="Take it back: they may be one after all.")] = False,
) -> None:
    """Keep that two who look alike are two people."""
    with shift() as begun:
        begun.desk.do(people.maybe_the_same if back else people.not_the_same, one, other)
