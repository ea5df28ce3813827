"""Times, days, dates, numbers and text as directories write them."""

from pathlib import Path

import pytest

from tests.hsds_reading import ONE_SERVICE, package, read


class TestHoursAsWritten:
    @pytest.mark.parametrize(
        ("opens", "closes", "expected"),
        [
            ("9:00am", "5:00pm", ("09:00", "17:00")),
            ("9am", "12:30 p.m.", ("09:00", "12:30")),
            ("830am", "5:30PM", ("08:30", "17:30")),
            ("12:00am", "12:00pm", ("00:00", "12:00")),
            ("09:00:00", "17:00:00", ("09:00", "17:00")),
            ("0900", "1700", ("09:00", "17:00")),
            ("8:00", "4:00", ("08:00", "04:00")),
            ("9:00am", "17:00", ("09:00", "17:00")),
            ("9:00pm", "7:00am", ("21:00", "07:00")),
            ("09:00-05:00", "17:00-05:00", ("09:00-05:00", "17:00-05:00")),
            ("noon", "midnight", ("12:00", "00:00")),
            ("00:00", "24:00", ("00:00", "00:00")),
            ("24 hours", "", ("00:00", "23:59")),
            ("Open 24/7", "Open 24/7", ("00:00", "23:59")),
            ("9:00am", "5:00", ("09:00", None)),
            ("8:00", "4:00pm", (None, "16:00")),
            ("6:300pm", "9:0am", (None, None)),
            ("By appointment", "", (None, None)),
            ("25:00", "13:00pm", (None, None)),
            ("9", "5", (None, None)),
        ],
    )
    def test_times_are_read_or_kept_as_text(
        self, tmp_path: Path, opens: str, closes: str, expected: tuple[str | None, str | None]
    ) -> None:
        rows = f'service_id,weekday,opens_at,closes_at\ns1,Monday,"{opens}","{closes}"\n'
        reading = read(package(tmp_path, services=ONE_SERVICE, regular_schedules=rows))
        values = reading.only("schedule").values
        assert (values["opens_at"], values["closes_at"]) == expected
        unread = {
            name: text for name, text in (("opens_at", opens), ("closes_at", closes)) if text and values[name] is None
        }
        assert reading.extra("schedule") == unread
        assert len(reading.remarks) == len(unread)

    @pytest.mark.parametrize(
        ("written", "days"),
        [
            ("Monday", "MO"),
            ("7", "SU"),
            ("Mon-Fri", "MO,TU,WE,TH,FR"),
            ("Fri – Mon", "FR,SA,SU,MO"),
            ("tues, Thurs", "TU,TH"),
            ("1MO,-1FR", "1MO,-1FR"),
            ("0", None),
            ("weekdays", None),
            ("Mon-Funday", None),
        ],
    )
    def test_days_are_read_or_kept_as_text(self, tmp_path: Path, written: str, days: str | None) -> None:
        rows = f'service_id,weekday,opens_at,closes_at\ns1,"{written}",9:00,17:00\n'
        reading = read(package(tmp_path, services=ONE_SERVICE, regular_schedules=rows))
        assert reading.only("schedule").values["byday"] == days
        assert reading.extra("schedule") == ({} if days else {"byday": written})

    def test_a_day_written_as_closed_is_a_closing(self, tmp_path: Path) -> None:
        rows = "service_id,weekday,opens_at,closes_at\ns1,Sunday,Closed,\n"
        values = read(package(tmp_path, services=ONE_SERVICE, regular_schedules=rows)).only("schedule").values
        assert (values["closed"], values["freq"], values["byday"]) == (1, "WEEKLY", "SU")


class TestValues:
    def test_text_is_kept_but_for_blanks_and_broken_line_breaks(self, tmp_path: Path) -> None:
        rows = 'id,name,description\ns1, Shelter ,"StateGÇÖs first\\n\\nsecond\r\nthird\\n"\n'
        values = read(package(tmp_path, services=rows)).only("service").values
        assert values["name"] == "Shelter"
        assert values["description"] == "StateGÇÖs first\n\nsecond\nthird"

    def test_what_a_column_cannot_hold_is_kept_and_told(self, tmp_path: Path) -> None:
        reading = read(
            package(
                tmp_path,
                services="id,name,status,minimum_age,assured_date,color\ns1,Shelter,Open,young,31/12/2025,blue\n",
                locations="id,latitude,longitude\nl1,100,25.5\n",
            )
        )
        service = reading.only("service").values
        assert [service[n] for n in ("status", "minimum_age", "assured_date")] == [None, None, None]
        assert reading.extra("service") == {
            "assured_date": "31/12/2025",
            "color": "blue",
            "minimum_age": "young",
            "status": "Open",
        }
        assert reading.only("location").values["longitude"] == 25.5
        assert len(reading.remarks) == 4

    def test_values_are_typed(self, tmp_path: Path) -> None:
        reading = read(
            package(
                tmp_path,
                organizations="id,name,year_incorporated\no1,Harbor House,1997\n",
                services="id,name,status,minimum_age,assured_date\ns1,Shelter,Temporarily Closed,16.5,2026-01-31\n",
            )
        )
        service = reading.only("service").values
        assert (service["status"], service["minimum_age"], service["assured_date"]) == (
            "temporarily closed",
            16.5,
            "2026-01-31",
        )
        assert reading.only("organization").values["year_incorporated"] == 1997

    def test_the_time_of_a_date_is_not_lost(self, tmp_path: Path) -> None:
        reading = read(package(tmp_path, services="id,name,assured_date\ns1,Shelter,2026-01-31T10:00:00Z\n"))
        assert reading.only("service").values["assured_date"] == "2026-01-31"
        assert reading.extra("service") == {"assured_date": "2026-01-31T10:00:00Z"}
