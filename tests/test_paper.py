"""Paper: every name prints in full, whichever alphabet of ours or of others it is written in."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.platypus import PageBreak

from casemgr.services.leaving import Leave, NoPerson, Within
from casemgr.services.paper import TITLE, PageFrame, document, para, table

NAMES = ("Tuấn Nguyễn", "Đặng Thị Ngọc", "Ольга Кузнецова", "Ελένη & <b>", "Łukasz Żak", "Ana Núñez")


def read(*words: str) -> PdfReader:
    frame = PageFrame("Sample", "Port Sample", "Sample")
    pages = [
        para(words[0], TITLE),
        *map(para, words),
        table(("Name", "n"), [(word, "1") for word in words], (0.7, 0.3)),
    ]
    return PdfReader(BytesIO(document(frame, pages, NoPerson.FORM)))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_prints_in_full(name: str) -> None:
    assert read(name).pages[0].extract_text().count(name) == 3


def fonts(reader: PdfReader) -> set[str]:
    found = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    return {str(one.get_object()["/BaseFont"]).rpartition("+")[2] for one in found.values()}


def test_another_font_is_taken_only_where_ours_has_no_letter() -> None:
    assert not any("DejaVu" in font for font in fonts(read("Ana Núñez")))
    assert {"DejaVuSans", "DejaVuSans-Bold"} <= fonts(read("Tuấn"))


@pytest.mark.parametrize(("leave", "marks"), [(Within.DUTY, 1), (Within.HANDOVER, 1), (NoPerson.FIGURES, 0)])
def test_each_page_about_people_that_stays_inside_is_marked(leave: Leave, marks: int) -> None:
    frame = PageFrame("Sample", "Port Sample " * 20, "Sample")
    reader = PdfReader(BytesIO(document(frame, [para("One"), PageBreak(), para("Two")], leave)))
    said = [page.extract_text() for page in reader.pages]
    assert [text.count("CONFIDENTIAL") for text in said] == [marks, marks]
    assert all("Port Sample" in text for text in said)
