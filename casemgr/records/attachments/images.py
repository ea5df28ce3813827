"""Pictures on their way in: drawn anew, so that nothing but the picture is left of the file."""

import io
import warnings

from PIL import Image, ImageOps

from casemgr.core.errors import BadFile
from casemgr.i18n import _
from casemgr.records.attachments.sorts import Sort

MOST_PIXELS = 50_000_000
_QUALITY = 92
_FORMATS = {Sort.JPG: "JPEG", Sort.PNG: "PNG"}


def redrawn(content: bytes, sort: Sort) -> bytes:
    """The picture without place, time, device, preview or words hidden beside it, turned as it was meant to stand."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=(_FORMATS[sort],))
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_large()
            picture.load()
            return _written(_bare(ImageOps.exif_transpose(picture), sort), sort)
    except BadFile:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except Exception as error:  # What a foreign picture makes the library raise is not bounded by any list.
        raise BadFile(_("This picture is damaged and cannot be read; it was not attached.")) from error


def _bare(picture: Image.Image, sort: Sort) -> Image.Image:
    """The points alone, in a mode that needs nothing said beside them."""
    clear = sort is Sort.PNG and (picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info)
    mode = "RGBA" if clear else "L" if picture.mode in ("1", "L") else "RGB"
    bare = picture.convert(mode) if picture.mode != mode else picture.copy()
    bare.info = {}
    return bare


def _written(picture: Image.Image, sort: Sort) -> bytes:
    out = io.BytesIO()
    options = {"quality": _QUALITY} if sort is Sort.JPG else {}
    picture.save(out, _FORMATS[sort], exif=b"", **options)
    return out.getvalue()


def _too_large() -> BadFile:
    said = _("This picture has more than {most} million points; make it smaller, then add it.")
    return BadFile(said.format(most=MOST_PIXELS // 1_000_000))
