"""The table of rights that the manual prints: every command and query, and each role as the policy says."""

import csv
import io

from casemgr.core.verbs import COMMANDS, QUERIES
from casemgr.i18n import speaking
from casemgr.services.data_dictionary import Form
from casemgr.services.rights_table import RIGHT_NAMES, rights_table
from tests.shell import DONE, Shell
from tests.who_may.table import MAY, ROLES


def test_it_names_every_command_and_query_once_and_says_who_may() -> None:
    rows = list(csv.DictReader(io.StringIO(rights_table(Form.CSV))))
    assert [row["name"] for row in rows] == sorted([*COMMANDS, *QUERIES])
    for row in rows:
        assert {role for role in ROLES if row[role] == "yes"} == MAY[row["right"]], row["name"]
    asked = {row["name"] for row in rows if row["passphrase_again"] == "yes"}
    assert {"exports.register_export", "merging.merge", "staff.add_staff", "retention.carry_out"} <= asked
    assert "contacts.log_contact" not in asked


def test_the_manual_has_it_in_words_of_both_languages() -> None:
    assert {right.value for right in RIGHT_NAMES} == set(MAY)
    for language, officer, held in (("en", "### Officer", "Log contacts"), ("es", "### Oficial", "contactos")):
        with speaking(language):
            text = rights_table(Form.MARKDOWN)
        assert officer in text
        assert held in text
        assert "`contacts.log_contact`" in text


def test_the_shell_prints_it_without_a_sign_in(shell: Shell) -> None:
    said = shell.run("rights", "--form", "csv")
    assert said.code == DONE
    assert said.out.startswith("name,verb,right")
