"""The month and bundles, from the shell."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from casemgr.cli.output import run_shown, show
from casemgr.cli.shell import app, asked, passphrase, shift
from casemgr.core.access import May
from casemgr.core.durable import replace_whole
from casemgr.core.errors import Invalid, Problem
from casemgr.core.verbs import require_actor
from casemgr.i18n import _
from casemgr.services.bundle_opening import open_bundle
from casemgr.services.pem import read_certificate, read_private_key
from casemgr.services.summary.export import Wanted, export_bundle, export_plain, export_summary
from casemgr.services.summary.figures import Edition

bundles = typer.Typer(help="Signed, encrypted case bundles (.p7m).", no_args_is_help=True)
app.add_typer(bundles, name="bundle")

Neighborhood = Annotated[UUID | None, typer.Option(help="Id of one neighborhood; else all you see.")]
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
    language: Annotated[str, typer.Option(help="Language of the pages: en or es.")] = "en",
) -> None:
    """Print a month to an encrypted PDF; its passphrase is shown this once."""
    if plain and not reason.strip():
        raise Invalid(Problem("reason", _("Say why this file has to leave unencrypted.")))
    wanted = Wanted(month, neighborhood, edition, language, recipient=recipient)
    with shift() as begun:
        job = export_plain(begun.desk, wanted, out, reason) if plain else export_summary(begun.desk, wanted, out)
        made = run_shown(job, quiet=asked().json)
    show(made, as_json=asked().json)


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
    wanted = Wanted(month, neighborhood, edition, recipient=recipient)
    with shift() as begun:
        job = export_bundle(begun.desk, begun.opened.private_key, wanted, out, certificates)
        made = run_shown(job, quiet=asked().json)
    show(made, as_json=asked().json)


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
            require_actor(begun.desk.actor, May.EXPORT_PLAIN)
        private = read_private_key(key) if key else None
        secret = None if private else passphrase(_("Passphrase of the bundle"))
        opened = open_bundle(begun.desk, bundle, secret, private)
    manifest = opened.unpacked.manifest
    if to is not None:
        for name, content in opened.unpacked.files.items():
            replace_whole(to / Path(name).name, content)
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
