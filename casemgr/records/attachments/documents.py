"""Documents on their way in: who wrote them, where and when is taken out, and all that would act by itself."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf

from casemgr.core.errors import BadFile
from casemgr.i18n import _
from casemgr.records.attachments.sorts import parts_of

MOST_PAGES, MOST_OBJECTS, MOST_DEPTH = 500, 200_000, 60
_TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
_ACTING = ("/AA", "/JS", "/JavaScript", "/XFA", "/OpenAction", "/EmbeddedFiles", "/AF", "/EF", "/Collection")
_STEPS = frozenset({"/GoTo", "/URI", "/Named"})
_MARKS = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/Sound", "/3D"})
_APP0, _START, _SCAN, _COMMENT = 0xE0, 0xD8, 0xDA, 0xFE
_END = b"\xff\xd9"
_KEPT_MARKERS = frozenset({_APP0, 0xEE})
_EMPTY_PARTS = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
_OFFICE_THUMB = "docProps/thumbnail"


def cleaned_pdf(content: bytes) -> tuple[bytes, bool]:
    """The pages without metadata and without anything that acts; and whether there was something that acts."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise pikepdf.PasswordError
            if len(pdf.pages) > MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
                said = _("This PDF has more than {most} pages or is far too intricate; it was not attached.")
                raise BadFile(said.format(most=MOST_PAGES))
            acted = any([_strip(one, 0) for one in (pdf.trailer, *_objects(pdf))])
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            out = io.BytesIO()
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except BadFile:
        raise
    except pikepdf.PasswordError as error:
        raise BadFile(_("This PDF is locked with a password; save it without one, then add it.")) from error
    except Exception as error:  # What a foreign PDF makes the library raise is not bounded by any list.
        raise BadFile(_("This PDF is damaged and cannot be read; it was not attached.")) from error
    return out.getvalue(), acted


def _objects(pdf: pikepdf.Pdf) -> Iterator[Any]:
    return (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream))


def _strip(one: Any, depth: int) -> bool:
    """Take out of an object, and of those written within it, what tells and what acts; whether anything acts."""
    if depth > MOST_DEPTH:
        raise ValueError("nested too deep")
    if isinstance(one, pikepdf.Array):
        return any([_strip_below(inner, depth) for inner in one])
    acted = False
    for key in [key for key in one.keys() if key in _TELLING or key in _ACTING]:  # noqa: SIM118
        acted = acted or key in _ACTING
        del one[key]
    for key in ("/A", "/PA", "/Next"):
        step = one.get(key)
        if isinstance(step, pikepdf.Dictionary) and str(step.get("/S", "")) not in _STEPS and "/S" in step:
            del one[key]
            acted = True
    marks = one.get("/Annots")
    if isinstance(marks, pikepdf.Array):
        fates = [(mark, *_fate(mark)) for mark in marks]
        acted = acted or any(acting for _mark, _stays, acting in fates)
        one["/Annots"] = pikepdf.Array([mark for mark, stays, _acting in fates if stays])
    if isinstance(one, pikepdf.Stream):
        _bare_photo(one)
    inner = [one.get(key) for key in one.keys()]  # noqa: SIM118
    return any([acted, *[_strip_below(part, depth) for part in inner]])


def _strip_below(part: Any, depth: int) -> bool:
    if not isinstance(part, pikepdf.Dictionary | pikepdf.Array) or part.is_indirect:
        return False
    return _strip(part, depth + 1)


def _fate(mark: Any) -> tuple[bool, bool]:
    """Whether a mark on a page stays, and whether it acts; a link that leads nowhere any more goes as well."""
    if not isinstance(mark, pikepdf.Dictionary):
        return False, False
    sort, step = str(mark.get("/Subtype", "")), mark.get("/A")
    if sort != "/Link":
        return sort not in _MARKS, sort in _MARKS
    leads = isinstance(step, pikepdf.Dictionary) and str(step.get("/S", "")) in _STEPS
    return leads or "/Dest" in mark, step is not None and not leads


def _bare_photo(stream: Any) -> None:
    """A photo within a PDF is a whole JPEG file, with the place where it was taken."""
    if str(stream.get("/Filter", "")) not in ("/DCTDecode", "[ /DCTDecode ]") or str(stream.get("/DecodeParms", "")):
        return
    raw = stream.read_raw_bytes()
    bare = without_segments(raw)
    if bare != raw:
        stream.write(bare, filter=pikepdf.Name.DCTDecode)


def without_segments(jpeg: bytes) -> bytes:
    """A JPEG without what its writer said beside the picture; as it was where its segments cannot be followed."""
    if jpeg[:2] != bytes((0xFF, _START)):
        return jpeg
    kept, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, size = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4])
        if marker == _SCAN:
            end = jpeg.find(_END, at)  # Behind it may lie anything: a second picture, with a place of its own.
            return bytes(kept + jpeg[at : end + 2 if end > 0 else len(jpeg)])
        beside = _APP0 <= marker <= _APP0 + 15 and marker not in _KEPT_MARKERS
        if not beside and marker != _COMMENT:
            kept += jpeg[at : at + 2 + size]
        at += 2 + size
    return jpeg


def cleaned_office(content: bytes) -> bytes:
    """A document without author, company, times and preview; its parts packed anew, each dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts_of(content).items():
            if name.startswith(_OFFICE_THUMB):
                part = b""
            dated = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            packed.writestr(dated, _EMPTY_PARTS.get(name, part), zipfile.ZIP_DEFLATED)
    return out.getvalue()
