"""A published directory, whatever its dialect, becomes rows of HSDS 3.0 with lasting keys."""

import json
from pathlib import Path

import pytest

from casemgr.records.directory.schema import EXTRA, TABLES
from tests.hsds_reading import EXAMPLES, MIAMI, ONE_SERVICE, SAMPLE, document, package, read


class TestPublishedExamples:
    def test_every_row_of_the_tabular_example_is_in(self) -> None:
        reading = read(EXAMPLES / "3.0")
        assert not reading.rejected
        assert {row.table for row in reading.rows} == set(TABLES)
        service = reading.only("service").values
        assert (service["minimum_age"], service["maximum_age"]) == (12, 100)
        assert service["assured_date"] == "2005-01-01"
        schedule = reading.only("schedule").values
        assert (schedule["opens_at"], schedule["closes_at"], schedule["timezone"]) == ("10:00", "18:00", 3)

    def test_a_nested_service_becomes_the_same_tables(self) -> None:
        flat, nested = read(EXAMPLES / "3.0"), read(EXAMPLES / "service_full.json")
        assert not nested.rejected
        assert {r.table for r in flat.rows} - {r.table for r in nested.rows} == {"meta_table_description"}
        for table in ("service", "organization", "address", "language", "cost_option", "required_document"):
            ours, theirs = nested.only(table), flat.only(table)
            assert ours.key == theirs.key
            told = {n: v for n, v in ours.values.items() if v is not None and n != EXTRA}
            assert told.items() <= {**theirs.values, **told}.items()
        phone = nested.only("phone").values
        assert phone["service_id"] == nested.only("service").key
        assert phone["contact_id"] == nested.only("contact").key
        assert nested.only("attribute").values["link_id"] == nested.only("service").key
        assert nested.only("attribute").values["link_entity"] == "service"
        assert nested.only("taxonomy_term").values["taxonomy_id"] == nested.only("taxonomy").key

    def test_a_page_of_services_is_read(self) -> None:
        reading = read(EXAMPLES / "service_list.json")
        assert reading.only("service").values["organization_id"] == reading.only("organization").key
        assert reading.only("service").values["program_id"] == reading.only("program").key

    @pytest.mark.skipif(not SAMPLE.exists(), reason="the published sample is not beside the project")
    def test_the_sample_of_1_1_is_read_whole(self) -> None:
        reading = read(SAMPLE)
        assert not reading.rejected
        assert len(reading.table("service")) == 13
        assert {a.values["address_type"] for a in reading.table("address").values()} == {"physical", "postal"}


class TestOlderDialects:
    def test_older_tables_and_columns_find_their_place(self, tmp_path: Path) -> None:
        reading = read(
            package(
                tmp_path,
                organizations="id,name,url\no1,Harbor House,http://example.org\n",
                services="id,organization_id,name,fees\ns1,o1,Shelter,Free\n",
                locations="id,name\nl1,Main building\n",
                services_at_location="id,service_id,location_id\nx1,s1,l1\n",
                physical_addresses="id,location_id,address_1,address_3,city\na1,l1,1 Main Street,Rear,Springfield\n",
                accessibility_for_disabilities="id,location_id,accessibility\nb1,l1,ramp\n",
                taxonomy="id,name,parent_id,vocabulary\nt1,Housing,,Local\nt2,Shelter,t1,Local\n",
                services_taxonomy="id,service_id,taxonomy_id,taxonomy_detail\nc1,s1,t2,night\n",
                payments_accepted="id,service_id,payment\np1,s1,cash\n",
                service_areas="id,service_id,service_area\nd1,s1,East side\n",
            )
        )
        assert not reading.rejected
        assert not reading.remarks
        assert reading.only("organization").values["website"] == "http://example.org"
        assert reading.only("service").values["fees_description"] == "Free"
        assert reading.only("address").values["address_type"] == "physical"
        assert reading.extra("address") == {"address_3": "Rear"}
        assert reading.only("accessibility").values["description"] == "ramp"
        assert reading.table("taxonomy_term")["t2"].values["parent_id"] == "t1"
        attribute = reading.only("attribute").values
        assert (attribute["link_id"], attribute["link_entity"], attribute["taxonomy_term_id"]) == (
            "s1",
            "service",
            "t2",
        )
        assert reading.extra("attribute") == {"taxonomy_detail": "night"}
        assert reading.only("cost_option").values["option"] == "cash"
        assert reading.only("service_area").values["name"] == "East side"

    def test_attributes_of_2_0_name_what_they_describe(self, tmp_path: Path) -> None:
        reading = read(
            package(
                tmp_path,
                organizations="id,name\no1,Harbor House\n",
                taxonomy_terms="id,term\nt1,Stress\n",
                other_attributes="id,link_id,link_type,taxonomy_term_id\na1,o1,organizations,t1\n",
            )
        )
        assert reading.only("taxonomy_term").values["name"] == "Stress"
        assert reading.only("attribute").values["link_entity"] == "organization"

    def test_eligibility_becomes_part_of_its_service(self, tmp_path: Path) -> None:
        reading = read(
            package(
                tmp_path,
                services=ONE_SERVICE,
                eligibility="id,service_id,eligibility,minimum_age\n"
                "e1,s1,Adults,18\n,,Everyone,\ne3,s9,Families,\ne4,s1,,\n",
            )
        )
        service = reading.only("service").values
        assert (service["eligibility_description"], service["minimum_age"]) == ("Adults", 18)
        assert [(r.line, r.reason) for r in reading.rejected] == [
            (3, "It does not say which service it is about, so it cannot be linked."),
            (5, "It says nothing beyond what it is linked to."),
            (4, "What it is about is not in this directory, or was left out."),
        ]
        (tally,) = (t for t in reading.tallies if t.table == "eligibility")
        assert (tally.read, tally.folded, tally.rejected) == (4, 1, 3)

    def test_several_eligibility_rows_keep_all_they_say(self, tmp_path: Path) -> None:
        eligibility = "service_id,eligibility,minimum_age\ns1,adult,18\ns1,teen,13\n"
        reading = read(package(tmp_path, services=ONE_SERVICE, eligibility=eligibility))
        assert reading.only("service").values["eligibility_description"] == "adult\nteen"
        assert reading.only("service").values["minimum_age"] is None
        assert reading.extra("service") == {"eligibility": [{"minimum_age": "18"}, {"minimum_age": "13"}]}

    def test_lists_in_a_cell_become_rows(self, tmp_path: Path) -> None:
        reading = read(
            package(
                tmp_path,
                taxonomy="id,name,vocabulary\nt1,Food,Local\nt2,Housing,Local\n",
                services='id,name,taxonomy_ids\ns1,Shelter,"t1, t2, t9"\n',
                phones='id,service_id,number,language\np1,s1,555-0100,"en, es"\n',
            )
        )
        assert [r.values["code"] for r in reading.table("language").values()] == ["en", "es"]
        assert {r.values["taxonomy_term_id"] for r in reading.table("attribute").values()} == {"t1", "t2"}
        (refused,) = reading.rejected
        assert (refused.table, refused.detail) == ("service.taxonomy_ids", "taxonomy_term_id: t9")

    @pytest.mark.parametrize(("word", "name", "code"), [("es", None, "es"), ("Spanish", "Spanish", None)])
    def test_a_language_is_a_name_or_a_code(
        self, tmp_path: Path, word: str, name: str | None, code: str | None
    ) -> None:
        reading = read(package(tmp_path, services=ONE_SERVICE, languages=f"service_id,language\ns1,{word}\n"))
        assert (reading.only("language").values["name"], reading.only("language").values["code"]) == (name, code)

    def test_a_holiday_is_a_closing_between_two_dates(self, tmp_path: Path) -> None:
        holidays = (
            "id,service_id,closed,opens_at,closes_at,start_date,end_date\n"
            "h1,s1,TRUE,,,2026-12-24,2026-12-26\nh2,s1,no,10:00,12:00,2026-12-31,2026-12-31\n"
        )
        found = read(package(tmp_path, services=ONE_SERVICE, holiday_schedules=holidays)).table("schedule")
        assert (found["h1"].values["closed"], found["h1"].values["valid_to"]) == (1, "2026-12-26")
        assert (found["h2"].values["closed"], found["h2"].values["opens_at"]) == (0, "10:00")


class TestKeys:
    def test_rows_without_ids_have_the_same_keys_each_time(self, tmp_path: Path) -> None:
        header = "service_id,weekday,opens_at,closes_at\n"
        rows = [f"s1,{day},9:00am,5:00pm\n" for day in ("Monday", "Tuesday", "Tuesday")]
        package(tmp_path, services=ONE_SERVICE, regular_schedules=header + "".join(rows))
        first = read(tmp_path).table("schedule")
        package(tmp_path, regular_schedules=header + "".join(reversed(rows)))
        second = read(tmp_path).table("schedule")
        assert len(first) == 3
        assert {k: r.values for k, r in first.items()} == {k: r.values for k, r in second.items()}

    def test_a_changed_row_without_id_is_another_row(self, tmp_path: Path) -> None:
        rows = "service_id,weekday,opens_at,closes_at\ns1,Monday,9:00am,5:00pm\n"
        before = set(read(package(tmp_path, services=ONE_SERVICE, regular_schedules=rows)).table("schedule"))
        after = read(package(tmp_path, regular_schedules=rows.replace("5:00pm", "6:00pm"))).table("schedule")
        assert not before & set(after)

    def test_ids_that_are_shared_do_not_identify(self, tmp_path: Path) -> None:
        rows = "id,service_id,language\ns1,s1,English\ns1,s1,Spanish\n"
        reading = read(package(tmp_path, services=ONE_SERVICE, languages=rows))
        found = reading.table("language")
        assert {r.values["name"] for r in found.values()} == {"English", "Spanish"}
        assert "s1" not in found
        assert all(json.loads(str(r.values[EXTRA])) == {"source_id": "s1"} for r in found.values())

    def test_of_two_services_with_one_id_the_first_is_in(self, tmp_path: Path) -> None:
        reading = read(package(tmp_path, services="id,name\ns1,Shelter\ns1,Kitchen\ns1,Shelter\n"))
        assert reading.only("service").values["name"] == "Shelter"
        assert [(r.line, r.reason) for r in reading.rejected] == [
            (3, "Its id belongs to an earlier row that says something else."),
            (4, "It repeats an earlier row word for word."),
        ]


class TestPackages:
    def test_a_description_names_the_tables(self, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "liste.csv").write_text(ONE_SERVICE)
        resources = {"resources": [{"name": "service", "path": "data/liste.csv"}]}
        (tmp_path / "datapackage.json").write_text(json.dumps(resources))
        reading = read(tmp_path)
        assert reading.only("service").file == "data/liste.csv"
        assert reading.ignored == ("datapackage.json",)

    def test_lists_by_name_are_a_package_too(self, tmp_path: Path) -> None:
        content = {
            "organizations": [{"id": "o1", "name": "Harbor House"}],
            "services": [{"id": "s1", "organization_id": "o1", "name": "Shelter"}],
        }
        reading = read(document(tmp_path, content))
        assert reading.only("service").values["organization_id"] == "o1"

    def test_one_organization_in_many_services_is_one_row(self, tmp_path: Path) -> None:
        organization = {"id": "o1", "name": "Harbor House"}
        services = [{"id": f"s{n}", "name": "Shelter", "organization": organization} for n in range(3)]
        reading = read(document(tmp_path, {"contents": services}))
        assert len(reading.table("service")) == 3
        assert len(reading.table("organization")) == 1

    def test_a_phone_of_two_services_is_in_for_both(self, tmp_path: Path) -> None:
        phone = {"id": "p1", "number": "555-0100"}
        services = [{"id": f"s{n}", "name": "Shelter", "status": "active", "phones": [phone]} for n in range(2)]
        found = read(document(tmp_path, services)).table("phone").values()
        assert {r.values["service_id"] for r in found} == {"s0", "s1"}

    def test_a_contradiction_is_told(self, tmp_path: Path) -> None:
        services = [
            {"id": f"s{n}", "name": "Shelter", "organization": {"id": "o1", "name": name}}
            for n, name in enumerate(("Harbor House", "Harbour House"))
        ]
        reading = read(document(tmp_path, services))
        assert reading.only("organization").values["name"] == "Harbor House"
        assert [r.detail for r in reading.remarks] == ["name: Harbour House"]

    def test_what_is_unknown_in_json_is_kept(self, tmp_path: Path) -> None:
        entry = {"id": "s1", "name": "Shelter", "status": "active", "mascot": {"kind": "cat"}, "tags": ["a", 1]}
        reading = read(document(tmp_path, [entry, {"hello": 1}, "text"]))
        assert reading.extra("service") == {"mascot": {"kind": "cat"}, "tags": ["a", 1]}
        assert [r.line for r in reading.rejected] == [2, 3]

    def test_entries_without_ids_stay_linked(self, tmp_path: Path) -> None:
        entry = {"name": "Shelter", "status": "active", "organization": {"name": "Harbor House"}}
        path = document(tmp_path, [entry | {"phones": [{"number": "555-0100"}]}])
        first, second = read(path), read(path)
        assert first.only("phone").values["service_id"] == first.only("service").key
        assert first.only("service").values["organization_id"] == first.only("organization").key
        assert first.rows == second.rows


@pytest.mark.skipif(not MIAMI.exists(), reason="the published directory is not beside the project")
def test_a_real_directory_is_read_whole() -> None:
    reading = read(MIAMI)
    counts = {t.table: (t.read, t.kept, t.rejected) for t in reading.tallies}
    assert counts == {
        "organization": (1074, 1074, 0),
        "taxonomy_term": (1994, 1991, 3),
        "service": (4089, 4089, 0),
        "location": (4089, 4089, 0),
        "service_at_location": (4089, 4089, 0),
        "contact": (4089, 4057, 32),
        "phone": (4089, 4067, 22),
        "physical_address": (4089, 4059, 30),
        "regular_schedule": (11350, 11350, 0),
        "language": (9364, 9357, 7),
        "accessibility_for_disabilities": (4089, 1620, 2469),
        "service_taxonomy": (26259, 26259, 0),
        "eligibility": (2244, 0, 2244),
    }
    schedules = list(reading.table("schedule").values())
    clear = [r for r in schedules if r.values["opens_at"] and r.values["closes_at"]]
    assert len(clear) > 11_170
    assert all(r.values["byday"] for r in schedules)
    address = next(iter(reading.table("address").values())).values
    assert (address["state_province"], address["country"]) == ("FL", None)
    assert not any("\\n" in str(r.values["description"]) for r in reading.table("service").values())
