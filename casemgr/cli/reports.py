"""The month and bundles, from the shell."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from casemgr.cli.output import run_shown, save, show
from casemgr.cli.shell import app, asked, passphrase, shift
from casemgr.core.access import May
from casemgr.core.desk import Desk
from casemgr.core.durable import replace_whole
from casemgr.core.errors import Invalid, Problem, Unwritable
from casemgr.i18n import Language, _
from casemgr.records.neighborhoods import neighborhood_named
from casemgr.services.bundle_opening import open_bundle
from casemgr.services.exported import Exported, slip_of
from casemgr.services.pem import read_certificate, read_private_key
from casemgr.services.publishing import publish
from casemgr.services.slip import check_apart, slip_pdf
from casemgr.services.summary.export import (
    SUMMARY,
    Wanted,
    export_bundle,
    export_plain,
    export_summary,
)
from casemgr.services.summary.figures import Edition

bundles = typer.Typer(help="Signed, encrypted case bundles (.p7m).", no_args_is_help=True)
app.add_typer(bundles, name="bundle")

Neighborhood = Annotated[str | None, typer.Option(help="Code, name or id of one neighborhood; else all you see.")]
EditionOption = Annotated[Edition, typer.Option(help="For whom it is made.")]
For = Annotated[str, typer.Option("--for", help="For whom, for the register.")]


@app.command()
def summary(
    month: Annotated[str, typer.Argument(help="Such as 2026-10.")],
    out: Annotated[Path, typer.Option(help="File to write, or a folder for a name that says nothing.")],
    neighborhood: Neighborhood = None,
    edition: EditionOption = Edition.INTERNAL,
    recipient: For = "",
    plain: Annotated[bool, typer.Option("--plain", help="Unencrypted; needs the right and a reason.")] = False,
    reason: Annotated[str, typer.Option(help="Why it has to leave unencrypted.")] = "",
    language: Annotated[Language, typer.Option(help="Language of the pages.")] = "en",
    slip: Annotated[
        Path | None, typer.Option(help="Write the passphrase on a slip, in another folder, instead of showing it.")
    ] = None,
) -> None:
    """Print a month to an encrypted PDF; its passphrase is shown this once."""
    if plain and not reason.strip():
        raise Invalid(Problem("reason", _("Say why this file has to leave unencrypted.")))
    if slip is not None:
        check_apart(slip, out / SUMMARY if out.is_dir() else out)
    with shift() as begun:
        wanted = Wanted(month, _chosen(begun.desk, neighborhood), edition, language, recipient=recipient)
        job = export_plain(begun.desk, wanted, out, reason) if plain else export_summary(begun.desk, wanted, out)
        made = run_shown(job, quiet=asked().json)
    if slip is not None and made.passphrase:
        made = _on_a_slip(made, slip, language)
    _show_made(made)


@app.command(name="publish")
def save_open_data(
    month: Annotated[str, typer.Argument(help="Such as 2026-10; over for a week, and signed by someone else.")],
    out: Annotated[Path, typer.Option(help="File to write, or a folder for a name that says nothing.")],
) -> None:
    """Save a month's open data: counts without names, small ones together or withheld, each column explained."""
    with shift() as begun:
        _show_made(run_shown(publish(begun.desk, month, out), quiet=asked().json))


def _on_a_slip(made: Exported, slip: Path, language: Language) -> Exported:
    """Lay the passphrase on its slip; where that cannot be written, it is shown: no other way leads to the file."""
    try:
        save(slip, slip_pdf(slip_of(made, language)))
    except Unwritable:
        _show_made(made)
        raise
    return replace(made, passphrase="")


def _chosen(desk: Desk, neighborhood: str | None) -> UUID | None:
    return None if neighborhood is None else desk.ask(neighborhood_named, neighborhood)


def _show_made(made: Exported) -> None:
    """Say what was written; a passphrase only where the file has one."""
    said = {"number": made.number, "path": made.path, "sha256": made.sha256, "size": made.size, "pages": made.pages}
    show(said | ({"passphrase": made.passphrase} if made.passphrase else {}), as_json=asked().json)


@bundles.command()
def export(
    month: Annotated[str, typer.Argument(help="Such as 2026-10.")],
    out: Annotated[Path, typer.Option(help="File to write, or a folder for a name that says nothing.")],
    neighborhood: Neighborhood = None,
    edition: EditionOption = Edition.INTERNAL,
    recipient: For = "",
    certificate: Annotated[
        list[Path] | None, typer.Option(help="A recipient's certificate; may be given again. Else a passphrase.")
    ] = None,
) -> None:
    """Save a month's pages and figures as a signed bundle that `openssl cms` opens too."""
    certificates = [read_certificate(path) for path in certificate or ()]
    with shift() as begun:
        wanted = Wanted(month, _chosen(begun.desk, neighborhood), edition, recipient=recipient)
        job = export_bundle(begun.desk, begun.opened.private_key, wanted, out, certificates)
        made = run_shown(job, quiet=asked().json)
    _show_made(made)


@bundles.command(name="open")
def open_(
    bundle: Annotated[Path, typer.Argument(help="A .p7m file.")],
    to: Annotated[
        Path | None, typer.Option(help="Folder for the files, in clear; needs the right to. Else they are only listed.")
    ] = None,
    key: Annotated[
        Path | None, typer.Option(help="Your private key in PEM, if it was sealed to a certificate.")
    ] = None,
) -> None:
    """Decrypt a bundle and verify its signature before anything is shown; asks for its passphrase."""
    with shift() as begun:
        if to is not None:
            begun.desk.require(May.EXPORT_PLAIN, "bundles.unpack")
        private = read_private_key(key) if key else None
        secret = None if private else passphrase(_("Passphrase of the bundle"))
        opened = open_bundle(begun.desk, bundle, secret, private)
    manifest = opened.unpacked.manifest
    if to is not None:
        _unpack(opened.unpacked.files, to)
    show(
        {
            "signed_by": opened.signer or _("a key this store does not know"),
            "fingerprint": opened.unpacked.fingerprint,
            "made_at": manifest.made_at,
            "store": manifest.store_id,
            "caveat": manifest.caveat,
            "files": sorted(opened.unpacked.files),
        },
        as_json=asked().json,
    )


def _unpack(files: Mapping[str, bytes], to: Path) -> None:
    """Write the files of a bundle into a folder, which is made where there is none."""
    try:
        to.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(_("The folder {name} cannot be made there.").format(name=to)) from error
    for name, content in files.items():
        replace_whole(to / Path(name).name, content)
