"""Every command and query there is, by name."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from casemgr.cli.output import show
from casemgr.cli.shell import app, asked, shift
from casemgr.core import calling, general
from casemgr.core.errors import BadFile, Invalid, Problem
from casemgr.core.fields import FieldSpec
from casemgr.core.verbs import COMMANDS, QUERIES
from casemgr.i18n import _
from casemgr.records import searches
from casemgr.services.seeking import look

MOST = 20_000_000
MOST_HITS = 50


@app.command()
def do(
    name: Annotated[str, typer.Argument(help="Such as contacts.log_contact; what it takes: casemgr fields NAME")],
    draft: Annotated[str, typer.Argument(help="A JSON file with the fields, or - for standard input.")],
) -> None:
    """Run one command."""
    function = calling.named(COMMANDS, name)
    positional, named = calling.bind(function, _read(draft))
    with shift() as begun:
        show({"result": begun.desk.do(function, *positional, **named)}, as_json=asked().json)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def ask(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Such as followups.due; what it takes: casemgr fields NAME")],
) -> None:
    """Run one query; what it asks for goes behind it as --option VALUE."""
    function = calling.named(QUERIES, name)
    positional, named = calling.bind(function, _options(context.args))
    with shift() as begun:
        show(begun.desk.ask(function, *positional, **named), as_json=asked().json)


@app.command()
def find(
    words: Annotated[
        list[str],
        typer.Argument(help="Words or their beginnings, and tokens: type: nbhd: officer: needs: overdue: date:"),
    ],
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind of record; may be given again.")] = None,
    save: Annotated[bool, typer.Option("--save", help="Keep this search among your own.")] = False,
) -> None:
    """Find everything you may see that holds these words; the search is written down, not what it found."""
    typed = " ".join(_whole(word) for word in words)
    for name in kind or ():
        general.kind_named(name)
    with shift() as begun:
        looked = begun.desk.ask(look, typed, tuple(kind or ()), MOST_HITS)
        if looked.problem:
            raise Invalid(Problem("words", looked.problem))
        begun.desk.do(searches.note_search, typed, len(looked.hits))
        if save:
            begun.desk.do(searches.save_search, typed)
    said = [
        {"kind": h.kind, "id": h.id, "title": h.title, "why": h.why.replace("\x02", "[").replace("\x03", "]")}
        for h in looked.hits
    ]
    show(said, as_json=asked().json)
    if not looked.complete:
        typer.echo(_("Only the newest records were looked through. Add a word to find older ones."), err=True)


def _whole(word: str) -> str:
    """A token whose value has spaces, which the shell has taken the quotes from."""
    name, colon, value = word.partition(":")
    return f'{name}:"{value}"' if colon and " " in value and '"' not in value else word


@app.command(name="searches")
def kept_searches(
    forget: Annotated[str | None, typer.Option(help="Forget this search of yours.")] = None,
) -> None:
    """List the searches you keep."""
    with shift() as begun:
        if forget is not None:
            begun.desk.do(searches.forget_search, forget)
        said = [kept.terms for kept in begun.desk.ask(searches.saved_searches)]
    show(said, as_json=asked().json)


@app.command()
def commands() -> None:
    """List every command and query, the right it needs, and what it asks for."""
    said = [_described(n, f, "do") for n, f in sorted(COMMANDS.items())]
    said += [_described(n, f, "ask") for n, f in sorted(QUERIES.items())]
    show(said, as_json=asked().json)


def _described(name: str, function: Any, verb: str) -> dict[str, Any]:
    takes = " ".join(spec.name + "*" * spec.required for spec in calling.specs_asked(function))
    doc = (function.__doc__ or "").strip().splitlines()[0]
    return {"name": f"{verb} {name}", "does": doc, "right": function.declared.may.value, "takes": takes}


@app.command()
def fields(
    name: Annotated[str, typer.Argument(help="Such as contacts.log_contact; all of them: casemgr commands")],
) -> None:
    """List what a command or query takes: each field with its kind of answer, its limits and its choices."""
    specs = list(calling.specs_asked(calling.named(COMMANDS | QUERIES, name)))
    if asked().json:
        show(specs, as_json=True)
        return
    width = max((len(spec.name) for spec in specs), default=0) + 1
    for spec in specs:
        typer.echo(f"{spec.name + '*' * spec.required:<{width}}  {_rule(spec)}")
    typer.echo(_("* is needed. The codes of a list: casemgr ask codes.choices --list-name LIST"))


def _rule(spec: FieldSpec) -> str:
    """One line about a field: what it is called, how it is answered, within what."""
    said = [spec.answer.value]
    if spec.code_list:
        said.append(_("of the list {name}").format(name=spec.code_list))
    if spec.ref:
        said.append(_("id of one of: {name}").format(name=spec.ref))
    if spec.options:
        said.append(_("one of: {values}").format(values=", ".join(option.value for option in spec.options)))
    if spec.minimum is not None or spec.maximum is not None:
        low, high = ("" if limit is None else f"{limit:g}" for limit in (spec.minimum, spec.maximum))
        said.append(f"{low}…{high}")
    if spec.max_length is not None:
        said.append(_("at most {n} characters").format(n=spec.max_length))
    titled = _(spec.title) if spec.title != spec.name else ""
    return " · ".join(filter(None, [titled, "; ".join(said), _(spec.hint) if spec.hint else ""]))


def _read(draft: str) -> dict[str, Any]:
    try:
        raw = sys.stdin.buffer.read(MOST + 1) if draft == "-" else Path(draft).read_bytes()
        if len(raw) > MOST:
            raise BadFile(_("The draft is too large."))
        said = json.loads(raw)
    except OSError as error:
        raise BadFile(_("The file {name} cannot be read.").format(name=draft)) from error
    except (ValueError, RecursionError) as error:
        raise BadFile(_("The draft is not valid JSON: {why}.").format(why=error)) from error
    if not isinstance(said, dict):
        raise BadFile(_("The draft must be one JSON object with the fields by name."))
    return said


def _options(words: list[str]) -> dict[str, str]:
    """`--after-date 2026-01-01` and `--size=20` as names and values."""
    said: dict[str, str] = {}
    left = list(words)
    while left:
        word = left.pop(0)
        if not word.startswith("--"):
            raise typer.BadParameter(_("“{word}” stands alone; write --option VALUE.").format(word=word))
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not left:
                raise typer.BadParameter(_("--{name} needs a value.").format(name=name))
            value = left.pop(0)
        said[name.replace("-", "_")] = value
    return said
