"""A disk that runs full is told in time, and once only; a secret is copied so that no history keeps it."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from casemgr.core.room import short_of_room
from ui.leaving.left import secret_text
from ui.room_watch import RoomWatch

MORE_THAN_THERE_IS = 1 << 60


def test_a_disk_with_little_room_is_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    watch = RoomWatch(tmp_path, least=MORE_THAN_THERE_IS)
    with qtbot.waitSignal(watch.told) as told:
        pass
    assert "MB are left" in str(told.args)
    with qtbot.assertNotEmitted(watch.told):
        watch.look()


def test_with_room_or_without_a_folder_nothing_is_said(tmp_path: Path) -> None:
    assert short_of_room(tmp_path, least=0) == ""
    assert short_of_room(tmp_path / "gone", least=MORE_THAN_THERE_IS) == ""
    assert "MB are left" in short_of_room(tmp_path, least=MORE_THAN_THERE_IS)


def test_what_keeps_the_history_of_the_clipboard_is_asked_to_leave_a_secret_out() -> None:
    said = secret_text("mango trellis octave plain")
    assert said.text() == "mango trellis octave plain"
    assert bytes(said.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert any("ExcludeClipboardContentFromMonitorProcessing" in name for name in said.formats())
