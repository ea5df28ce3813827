"""Readable exports: a PDF under AES-256 (revision 6), made and checked in memory."""

import io
import secrets
from collections.abc import Mapping

import pikepdf

from casemgr.core.errors import BadFile, WrongKey
from casemgr.i18n import _
from casemgr.services.leaving import Outgoing, checked_out

MAX_PASSPHRASE = 127  # bytes of UTF-8; readers ignore the rest
_REVISION, _BITS = 6, 256


def seal_pdf(plain: Outgoing, passphrase: str, attachments: Mapping[str, bytes] | None = None) -> Outgoing:
    """The PDF, its metadata and its attachments, encrypted under the passphrase; `BadFile` if it is no PDF.

    Copying and changing are marked as not allowed, which readers treat as a request and no more.
    """
    if not 0 < len(passphrase.encode()) <= MAX_PASSPHRASE:
        raise ValueError("a passphrase takes 1 to 127 bytes")
    permissions = pikepdf.Permissions(extract=False, modify_other=False)
    # Nobody gets the owner password: it would lift the requests, and open the file beside the passphrase.
    encryption = pikepdf.Encryption(
        user=passphrase, owner=secrets.token_urlsafe(32), R=_REVISION, aes=True, metadata=True, allow=permissions
    )
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(checked_out(plain))) as pdf:
            for name, content in (attachments or {}).items():
                pdf.attachments[name] = content
            pdf.save(out, encryption=encryption, min_version="2.0", compress_streams=False)
    except (pikepdf.PdfError, pikepdf.PasswordError) as trouble:
        raise BadFile(_("This is not a PDF that can be sealed.")) from trouble
    return Outgoing(out.getvalue(), plain.leave)


def open_check(sealed: bytes, passphrase: str) -> int:
    """The number of pages of a sealed PDF, opened for a test; `WrongKey` or `BadFile` when it does not open."""
    try:
        if _opens_for_anybody(sealed):
            raise BadFile(_("The PDF is not sealed as it should be."))
        with pikepdf.open(io.BytesIO(sealed), password=passphrase, attempt_recovery=False) as pdf:
            strong = (pdf.encryption.R, pdf.encryption.bits) == (_REVISION, _BITS)
            pages = len(pdf.pages)
    except pikepdf.PasswordError as trouble:
        raise WrongKey(_("This passphrase does not open the PDF.")) from trouble
    except pikepdf.PdfError as trouble:
        raise BadFile(_("The sealed PDF does not open.")) from trouble
    if not strong or not pages:
        raise BadFile(_("The PDF is not sealed as it should be."))
    return pages


def pages_of(plain: bytes) -> int:
    """The number of pages of a PDF of ours."""
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        return len(pdf.pages)


def _opens_for_anybody(sealed: bytes) -> bool:
    try:
        pikepdf.open(io.BytesIO(sealed), attempt_recovery=False).close()
    except pikepdf.PasswordError:
        return False
    return True
