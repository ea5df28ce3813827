"""Files as they come from phones and offices, each with a canary wherever its sort can hide one."""

import io
import struct
import zipfile
from collections.abc import Callable

import pikepdf
from PIL import Image, PngImagePlugin

CANARY = b"CanaryQuetzal"
_SAID = CANARY.decode()


def a_jpg(width: int = 64, height: int = 48, *, turned: bool = False) -> bytes:
    """A photo with place, maker, comment and words behind its end."""
    picture = Image.new("RGB", (width, height), (200, 30, 30))
    picture.paste((20, 20, 200), (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x010F] = _SAID
    exif[0x0112] = 6 if turned else 1
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 53.0, 1.0), 3: "W", 4: (87.0, 38.0, 2.0), 29: _SAID})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=CANARY)
    return out.getvalue() + CANARY


def a_png() -> bytes:
    """A picture with words, place and a time in its chunks."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", _SAID)
    info.add_itxt("XML:com.adobe.xmp", _SAID)
    exif = Image.Exif()
    exif[0x010F] = _SAID
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 120, 0, 128)).save(out, "PNG", pnginfo=info, exif=exif)
    return out.getvalue() + CANARY


def a_pdf(*, acting: bool = False, pages: int = 1) -> bytes:
    """A document that says who wrote it, with a photo that says where; `acting` adds all that acts by itself."""
    pdf = pikepdf.new()
    for _page in range(pages):
        pdf.add_blank_page(page_size=(200, 200))
    photo = pdf.make_stream(
        a_jpg(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Filter=pikepdf.Name.DCTDecode
    )
    photo.Width, photo.Height, photo.BitsPerComponent, photo.ColorSpace = 64, 48, 8, pikepdf.Name.DeviceRGB
    page = pdf.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=photo))
    page.Contents = pdf.make_stream(b"q 100 0 0 80 20 20 cm /Im0 Do Q")
    pdf.docinfo["/Author"] = _SAID
    with pdf.open_metadata() as said:
        said["dc:title"] = _SAID
    if acting:
        _act(pdf)
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _act(pdf: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('CanaryQuetzal')")
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="CanaryQuetzal.exe")
    pdf.Root.OpenAction = script
    pdf.attachments["CanaryQuetzal.exe"] = b"MZ" + CANARY
    pdf.Root.Names.JavaScript = pikepdf.Dictionary(Names=pikepdf.Array(["a", pdf.make_indirect(script)]))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=launch)
    held = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9])
    web = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org")
    kept = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=web)
    pdf.pages[0].Annots = pikepdf.Array([link, held, pdf.make_indirect(kept)])
    pdf.pages[0].AA = pikepdf.Dictionary(O=script)


def _office(main: str, part: str, **more: bytes) -> bytes:
    sort = f"application/vnd.openxmlformats-officedocument.{main}.main+xml"
    types = f"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
    <Override PartName="/{part}" ContentType="{sort}"/></Types>"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", types)
        packed.writestr(part, "<words>Lamp at the ferry landing</words>")
        packed.writestr("docProps/core.xml", f"<creator>{_SAID}</creator>")
        packed.writestr("docProps/app.xml", f"<Company>{_SAID}</Company>")
        for name, inside in more.items():
            packed.writestr(name.replace("__", "/"), inside)
    return out.getvalue()


def a_docx(**more: bytes) -> bytes:
    """A document of a word processor; `more` are parts it holds beside, with __ for a slash."""
    return _office("wordprocessingml.document", "word/document.xml", **more)


def an_xlsx() -> bytes:
    """A sheet of a spreadsheet program."""
    return _office("spreadsheetml.sheet", "xl/workbook.xml")


def a_box(sort: bytes, inside: bytes) -> bytes:
    """One box of a recording."""
    return struct.pack(">I", len(inside) + 8) + sort + inside


def an_m4a(handler: bytes = b"soun") -> bytes:
    """A recording that says where it was made; the sound follows at the end."""
    track = a_box(b"mdia", a_box(b"hdlr", bytes(8) + handler + bytes(12)))
    said = a_box(b"udta", a_box(b"\xa9xyz", CANARY))
    made = a_box(b"mvhd", bytes(4) + CANARY[:8] + bytes(88))
    moov = a_box(b"moov", made + a_box(b"trak", track + a_box(b"udta", CANARY)) + said)
    return a_box(b"ftyp", b"M4A \x00\x00\x00\x00M4A mp42") + moov + a_box(b"mdat", b"SOUND" * 20)


def an_mp3(*, tagged: bool = True) -> bytes:
    """Two frames of silence at 128 kbit/s, with a tag before and one behind."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    before = b"ID3\x03\x00\x00" + bytes((0, 0, 0, len(CANARY))) + CANARY
    return before + frame + frame + b"TAG" + CANARY.ljust(125, b"\x00") if tagged else frame + frame


def a_txt() -> bytes:
    return "Señora García called about the lamp.\r\n".encode()


EACH: dict[str, Callable[[], bytes]] = {
    "jpg": a_jpg,
    "png": a_png,
    "pdf": a_pdf,
    "txt": a_txt,
    "docx": a_docx,
    "xlsx": an_xlsx,
    "m4a": an_m4a,
    "mp3": an_mp3,
}
"""A file of each sort that may be attached."""
