"""Settings of the store: thresholds with their defaults, floors and ceilings (domain 7.1)."""

from dataclasses import dataclass

from sqlmodel import Field

from casemgr.core import codes
from casemgr.core.access import May, Role
from casemgr.core.columns import told
from casemgr.core.errors import Invalid, Problem
from casemgr.core.record import Row
from casemgr.core.retention import TITLES, schedule
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.i18n import N_, _


@told(key="name", title="value", kept="standing", rest="fact")
class Setting(Row, table=True):
    """A value the agency set; what is not here has its default."""

    name: str = Field(primary_key=True, max_length=60)
    value: str = Field(max_length=200)


@dataclass(frozen=True)
class Threshold:
    """A number the agency may change within bounds, with the authority it rests on, and what to know before."""

    name: str
    title: str
    default: int
    least: int
    most: int
    authority: str
    caution: str = ""


COMPOSED = "passphrase_composed"
THRESHOLDS = {
    t.name: t
    for t in (
        Threshold("idle_lock_minutes", N_("Lock after minutes without use"), 10, 1, 30, "CJIS AC-11"),
        Threshold("session_hours", N_("Hours until everyone signs in anew"), 12, 1, 12, "CJIS IA-11"),
        Threshold("idle_account_days", N_("Days without use until an account is shut"), 90, 7, 90, "CJIS AC-2(3)"),
        Threshold(
            "account_review_days", N_("Days until the accounts are reviewed again"), 365, 30, 365, "CJIS AC-2(j)"
        ),
        Threshold("passphrase_days", N_("Days until a passphrase should be changed"), 365, 30, 365, "CJIS IA-5(1)"),
        Threshold(COMPOSED, N_("Ask for capitals, digits and signs in passphrases"), 0, 0, 1, "CJIS 5.9"),
        Threshold("late_entry_days", N_("Days after which a late entry needs a reason"), 14, 1, 60, "design"),
        Threshold("late_entry_supervisor_days", N_("Days after which it needs a supervisor"), 60, 1, 365, "design"),
        Threshold("stalled_days", N_("Days without an event until a referral is stalled"), 14, 1, 90, "design"),
        Threshold("acknowledge_days", N_("Days to acknowledge a referral"), 3, 1, 30, "design"),
        Threshold("lead_handoff_minutes", N_("Diversion: minutes to a warm hand-off"), 30, 5, 1440, "LEAD toolkit"),
        Threshold("lead_intake_days", N_("Diversion: days until the intake"), 14, 1, 60, "LEAD: 7 to 30 by site"),
        Threshold("stale_amber_days", N_("Days until a service entry is aging"), 90, 1, 365, "design"),
        Threshold("stale_red_days", N_("Days until a service entry is stale"), 180, 1, 730, "design"),
        Threshold("consent_days", N_("Days a consent lasts unless it says otherwise"), 180, 1, 365, "VAWA practice"),
        Threshold("plan_review_days", N_("Days until a response plan is reviewed"), 180, 1, 180, "design"),
        Threshold("unreached_days", N_("Days without reaching someone until they are listed"), 14, 1, 365, "design"),
        Threshold("camera_asked", N_("Ask about the body-worn camera at the end of a shift"), 1, 0, 1, "design"),
        Threshold(
            "self_opening_pages",
            N_("Offer packets as pages that open themselves"),
            *(0, 0, 1, "design"),
            N_("They have a price: mail filters strip them, and they teach people to type a passphrase into a file."),
        ),
        Threshold("concern_acknowledge_days", N_("Days to acknowledge a concern"), 3, 1, 30, "design"),
        Threshold("response_days", N_("Days to respond to a recommendation"), 30, 1, 180, "design"),
        Threshold("check_ins_first_month", N_("Mentoring: check-ins due in the first month"), 2, 1, 4, "MENTOR"),
        Threshold("check_in_days", N_("Mentoring: days between check-ins after it"), 30, 7, 92, "MENTOR"),
        Threshold("publish_least", N_("Open data: the smallest count of people that is shown"), 11, 5, 50, "CMS: 11"),
        Threshold("cit_hours", N_("Hours of crisis training until an officer is CIT-trained"), 40, 4, 80, "CIT model"),
        Threshold(
            "bulk_opens",
            N_("Restricted records opened in a day that are many"),
            30,
            5,
            500,
            "design",
        ),
        Threshold("audit_check_days", N_("Days until the whole audit is checked again"), 7, 1, 31, "CJIS AU-9"),
        Threshold("audit_years", N_("Years until audit entries may be archived"), 3, 1, 30, "CJIS AU-11"),
        Threshold("backup_days", N_("Days until the next backup is due"), 1, 1, 30, "CJIS CP-9"),
        Threshold("drill_days", N_("Days until a backup is tried out again"), 90, 1, 365, "CJIS CP-9(1)"),
        Threshold("draft_warning_hours", N_("Hours until an unfinished draft is counted"), 72, 1, 720, "design"),
        *(
            Threshold(one.setting, TITLES[name], one.years, one.least, one.most, one.authority)
            for name, one in schedule().items()
        ),
    )
}


@dataclass(frozen=True)
class Wording:
    """Something the agency says of itself, in words.

    `codes` names the list its words must be codes of; `among` are the only ones there are.
    """

    name: str
    title: str
    hint: str = ""
    codes: str = ""
    among: tuple[str, ...] = ()


REPLY_PHONE = "reply_phone"
"""The number a service calls to read out a code, and a person to ask."""
REPORT_PHONE, REPORT_SCRIPT = "report_phone", "report_script"
"""Where suspected abuse of a child is reported, and what to say there."""
INCIDENT_CONTACT = "incident_contact"
"""Whom whoever notices a privacy incident calls at once."""
BACKUP_FOLDER = "backup_folder"
"""Where backups go that are made when one is due."""
BANNED_WORDS = "banned_words"
"""What no passphrase may hold: the town, the team, the season's slogan."""
MINOR_ALONE = "minor_alone"
"""The categories a minor may agree to without a guardian."""
PHONE_FOR, EVERYONE = "phone_code_for", "everyone"
"""The roles that sign in with the code of a phone."""
WORDINGS = {
    w.name: w
    for w in (
        Wording("agency", N_("Name of the agency"), N_("Stands on every paper.")),
        Wording(REPLY_PHONE, N_("Phone for services and for questions"), N_("Where a service reads out its answer.")),
        Wording(REPORT_PHONE, N_("Phone for reports of suspected child abuse"), N_("Left empty, the record says 911.")),
        Wording(REPORT_SCRIPT, N_("What to say in such a report"), N_("Left empty, a few plain words.")),
        Wording(INCIDENT_CONTACT, N_("Whom to call about a privacy incident"), N_("With a number that is answered.")),
        Wording(BACKUP_FOLDER, N_("Folder or drive for backups"), N_("Left empty, backups are made by hand alone.")),
        Wording(BANNED_WORDS, N_("Words no passphrase may hold"), N_("With commas: the town, the team, the street.")),
        Wording(
            PHONE_FOR,
            N_("Who signs in with the code of a phone"),
            N_("Roles by their codes, with commas, or “everyone”; left empty, whoever has set one up."),
            among=(EVERYONE, *Role),
        ),
        Wording("consent_notice_version", N_("Version of the consent notice"), N_("Left empty, 1.")),
        Wording(
            MINOR_ALONE,
            N_("What a minor may agree to alone"),
            N_("Categories by their codes, with commas, as the law of the state allows; left empty, nothing."),
            codes="information_category",
        ),
    )
}


@dataclass(frozen=True)
class Current:
    """A setting as it stands; a threshold is a number in digits."""

    name: str
    value: str


def listed(value: str) -> list[str]:
    """The words of a setting that is a list with commas."""
    return [word.strip() for word in value.split(",") if word.strip()]


@query(May.SIGN_IN)
def in_force(tx: Tx) -> tuple[Current, ...]:
    """Every setting with its value of today, wordings first."""
    said = [Current(name, text_setting(tx, name)) for name in WORDINGS]
    return (*said, *(Current(name, str(threshold(tx, name))) for name in THRESHOLDS))


@query(May.SIGN_IN)
def threshold(tx: Tx, name: str) -> int:
    """A threshold as it stands for this store."""
    row = tx.get(Setting, name)
    return THRESHOLDS[name].default if row is None else int(row.value)


@query(May.SIGN_IN)
def text_setting(tx: Tx, name: str, default: str = "") -> str:
    """A setting in words, such as the agency's name."""
    row = tx.get(Setting, name)
    return (row.value if row is not None else "") or default


@command(May.MANAGE_CODES)
def set_threshold(tx: Tx, name: str, value: int) -> None:
    """Change a threshold within its bounds."""
    rule = THRESHOLDS.get(name)
    if rule is None:
        raise Invalid(Problem("name", _("There is no such setting.")))
    if not rule.least <= value <= rule.most:
        sentence = _("{title} must lie between {least} and {most}.")
        raise Invalid(Problem("value", sentence.format(title=_(rule.title), least=rule.least, most=rule.most)))
    _put(tx, name, str(value))


@command(May.MANAGE_CODES)
def set_text(tx: Tx, name: str, value: str) -> None:
    """Set something in words, such as the agency's name."""
    wording = WORDINGS.get(name)
    if wording is None:
        raise Invalid(Problem("name", _("There is no such setting.")))
    known = codes.known(tx, wording.codes) if wording.codes else wording.among
    bound = bool(wording.codes or wording.among)
    unknown = [word for word in listed(value) if bound and word not in known]
    if unknown:
        sentence = _("{code} is no code of this list. There are: {codes}.")
        raise Invalid(Problem("value", sentence.format(code=unknown[0], codes=", ".join(known))))
    _put(tx, name, value[:200])


def _put(tx: Tx, name: str, value: str) -> None:
    row = tx.get(Setting, name) or Setting(name=name, value=value)
    row.value = value
    tx.add(row)
