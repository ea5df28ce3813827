"""The table of rights, made from the code: what each role may do, how far it sees, and what each right opens."""

import csv
import io
from collections.abc import Iterator

from casemgr.core.access import LABELS, ROLE_NAMES, Actor, May, Role, Scope, default_scope
from casemgr.core.presence import ASKED_ANEW
from casemgr.core.record import new_id
from casemgr.core.verbs import COMMANDS, QUERIES, Declared
from casemgr.i18n import N_, _
from casemgr.services.data_dictionary import Form

RIGHT_NAMES = {
    May.SIGN_IN: N_("Sign in, and what is one's own"),
    May.SEARCH: N_("Find records"),
    May.READ_CASES: N_("Read people, contacts, referrals and promises"),
    May.LOG_CONTACTS: N_("Log contacts"),
    May.EDIT_PEOPLE: N_("Enter and correct people"),
    May.MERGE_PEOPLE: N_("Merge entries that are one person"),
    May.RECORD_CONSENT: N_("Record consents"),
    May.REFER: N_("Refer people to services"),
    May.ANSWER_REFERRALS: N_("Answer and close referrals"),
    May.FOLLOW_UP: N_("Promise and keep follow-ups"),
    May.SUPERVISE: N_("Supervise"),
    May.READ_DIRECTORY: N_("Read the directory of services"),
    May.EDIT_DIRECTORY: N_("Change the directory of services"),
    May.READ_COMMUNITY: N_("Read community work"),
    May.EDIT_COMMUNITY: N_("Enter community work"),
    May.READ_YOUTH: N_("Read youth programs"),
    May.EDIT_YOUTH: N_("Run youth programs"),
    May.READ_CRISIS: N_("Read encounters in crisis and response plans"),
    May.LOG_CRISIS: N_("Log encounters in crisis"),
    May.READ_TRAINING: N_("Read training records"),
    May.EDIT_TRAINING: N_("Enter training"),
    May.REVIEW_TRAINING: N_("Review training"),
    May.TAKE_FEEDBACK: N_("Take in concerns and commendations"),
    May.READ_FEEDBACK: N_("Read concerns and commendations"),
    May.DECIDE_FEEDBACK: N_("Decide on concerns"),
    May.READ_PACKETS: N_("Read review packets"),
    May.PREPARE_PACKETS: N_("Prepare review packets"),
    May.READ_SUMMARY: N_("Read the month"),
    May.EXPORT: N_("Save encrypted files"),
    May.EXPORT_PLAIN: N_("Save files unencrypted, for a reason"),
    May.READ_STAFF: N_("Read who works here"),
    May.MANAGE_STAFF: N_("Manage accounts and keys"),
    May.MANAGE_PLACES: N_("Manage neighborhoods"),
    May.MANAGE_CODES: N_("Manage settings and code lists"),
    May.IMPORT_LOGS: N_("Take over older logs"),
    May.READ_AUDIT: N_("Read and review the audit"),
    May.BACK_UP: N_("Make and try out backups"),
    May.HOLD_RECORDS: N_("Hold records"),
    May.PROPOSE_DISPOSAL: N_("Propose disposal"),
    May.APPROVE_DISPOSAL: N_("Approve disposal"),
    May.EXPUNGE: N_("Order and carry out expungement"),
}
LABEL_NAMES = dict(
    zip(
        LABELS,
        (N_("open"), N_("internal"), N_("restricted"), N_("juvenile"), N_("victim services"), N_("Part 2")),
        strict=True,
    )
)
SCOPE_NAMES = {
    Scope.OWN: N_("only what is their own"),
    Scope.PARTNER_ORG: N_("what was referred to their organization"),
    Scope.NEIGHBORHOOD: N_("their neighborhoods"),
    Scope.UNIT: N_("their unit"),
    Scope.ALL: N_("everything"),
}


def rights_table(form: Form) -> str:
    """The whole table."""
    return as_csv() if form is Form.CSV else as_markdown()


def as_csv() -> str:
    """One line for each command and query: its right, and for each role whether it may."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("name", "verb", "right", "passphrase_again", *Role))
    for declared, verb in _declared():
        again = verb == "command" and declared.may in ASKED_ANEW
        may = ("yes" if _as(role).may(declared.may) else "no" for role in Role)
        writer.writerow((declared.name, verb, declared.may, "yes" if again else "no", *may))
    return text.getvalue()


def as_markdown() -> str:
    """What each role may do and sees, then what each right opens."""
    return "\n".join([*_roles(), *_rights()]) + "\n"


def _roles() -> Iterator[str]:
    for role in Role:
        actor = _as(role)
        labels = ", ".join(_(LABEL_NAMES[label]) for label in LABELS if label in actor.labels)
        yield f"### {_(ROLE_NAMES[role])}\n"
        yield _("Sees {scope}; opens labels: {labels}.").format(scope=_(SCOPE_NAMES[actor.scope]), labels=labels) + "\n"
        yield from (f"- {_(RIGHT_NAMES[right])}" for right in May if actor.may(right))
        yield ""


def _rights() -> Iterator[str]:
    yield f"## {_('What each right opens')}\n"
    for right in May:
        who = ", ".join(_(ROLE_NAMES[role]) for role in Role if _as(role).may(right))
        again = " " + _("What changes something asks for the passphrase again.") if right in ASKED_ANEW else ""
        yield f"### {_(RIGHT_NAMES[right])}\n"
        yield f"{who}.{again}\n"
        names = sorted(declared.name for declared, _verb in _declared() if declared.may is right)
        yield ", ".join(f"`{name}`" for name in names) + "\n"


def _declared() -> list[tuple[Declared, str]]:
    found = [(f.declared, verb) for verb, table in (("command", COMMANDS), ("query", QUERIES)) for f in table.values()]  # type: ignore[attr-defined]
    return sorted(found, key=lambda one: (one[0].name, one[1]))


def _as(role: Role) -> Actor:
    """Somebody who works as this alone, with the scope it starts with."""
    roles = frozenset({role})
    return Actor(new_id(), "", roles, default_scope(roles))
