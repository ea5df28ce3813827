"""The sheet for a lost laptop: figures, accounts and the mark of the log; nobody a record is about, no concern."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from casemgr.core.access import Role
from casemgr.core.audit import said_head
from casemgr.core.desk import Desk
from casemgr.core.errors import NotAllowed
from casemgr.services.lost_laptop import lost_laptop_sheet
from tests.builders import a_contact, a_member, a_neighborhood, a_person
from tests.shell import DONE, Shell

DeskOf = Callable[..., Desk]


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_tells_figures_and_accounts_and_nobody(desk_of: DeskOf) -> None:
    officer, boss = desk_of(Role.OFFICER), desk_of(Role.ADMINISTRATOR)
    a_member(boss, "v.hoang", "Vera Hoang")
    quarter = a_neighborhood(boss)
    a_contact(officer, quarter, a_person(officer, "Zebulon", "Quetzalcoatl"))
    a_contact(officer, quarter, sensitivity="restricted")
    mark = said_head(boss.store.head()).partition(" ")[0]
    sheet = text_of(boss.ask(lost_laptop_sheet, "en"))
    assert "Report it within the hour" in sheet
    assert "Contacts 2 1" in sheet
    assert "v.hoang" in sheet
    assert mark in sheet
    assert str(boss.store.id) in sheet
    assert "Zebulon" not in sheet
    assert "Quetzalcoatl" not in sheet
    assert "oncern" not in sheet
    assert "Si se pierde esta computadora" in text_of(boss.ask(lost_laptop_sheet, "es"))
    for role in (Role.OFFICER, Role.SUPERVISOR, Role.OVERSIGHT_REVIEWER):
        with pytest.raises(NotAllowed):
            desk_of(role).ask(lost_laptop_sheet, "en")


def test_the_shell_writes_it(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "lost.pdf"
    assert shell.run("keys", "lost-laptop", "--out", str(out)).code == DONE
    assert "If this laptop is lost" in text_of(out.read_bytes())
