"""The pages of the help: which there are, which screen each is about, and their text in the language in force."""

from dataclasses import dataclass

from casemgr.i18n import LANGUAGES, N_, RESOURCES, language
from casemgr.services import data_dictionary, rights_table

FOLDER = RESOURCES / "help"
KEYS = "keys"
COLUMNS, RIGHTS = "columns", "rights"
MADE = {COLUMNS: data_dictionary.as_markdown, RIGHTS: rights_table.as_markdown}
"""Pages that go on with what is made from the code."""


@dataclass(frozen=True)
class Topic:
    """A page of the help; `screens` are the pages of the window it is about."""

    key: str
    title: str
    icon: str
    screens: tuple[str, ...] = ()


TOPICS = (
    Topic("today", N_("Today"), "calendar-check", ("today", "shift")),
    Topic("log", N_("Quick log"), "clipboard-plus", ("log", "contacts")),
    Topic("person", N_("Person"), "users", ("people", "households", "needs")),
    Topic("referrals", N_("Referrals"), "waypoints", ("referrals",)),
    Topic("review", N_("Review"), "inbox"),
    Topic("directory", N_("Directory"), "building", ("services", "organizations")),
    Topic("crisis", N_("People in crisis"), "bell", ("crisis", "plans")),
    Topic("meetings", N_("Meetings and issues"), "users", ("community", "meetings", "issues", "leaders")),
    Topic("neighborhoods", N_("Neighborhoods"), "map-pin", ("neighborhoods", "assignments")),
    Topic("problems", N_("Problem solving"), "waypoints", ("problems",)),
    Topic("watch", N_("Watch and patrols"), "eye", ("watch", "patrols")),
    Topic("youth", N_("Youth"), "user", ("youth_matches", "mentors", "mentees", "youth_programs", "academy_cohorts")),
    Topic("training", N_("Training"), "landmark", ("requirements", "completions", "courses", "roster", "education")),
    Topic("oversight", N_("Concerns and oversight"), "message-square", ("feedback", "packets", "recommendations")),
    Topic("month", N_("Month"), "chart-column", ("reports",)),
    Topic("find", N_("Find"), "search", ("more",)),
    Topic("attachments", N_("Attachments"), "file"),
    Topic("consents", N_("Consents"), "handshake", ("consents",)),
    Topic("retention", N_("Retention and holds"), "archive", ("disposals", "holds", "expungements")),
    Topic("access_review", N_("Access review"), "eye", ("access_review",)),
    Topic("privacy", N_("Lock and privacy"), "lock", ("settings", "admin", "incident")),
    Topic(RIGHTS, N_("Who may do what"), "users"),
    Topic(COLUMNS, N_("What is kept, column by column"), "list"),
    Topic(KEYS, N_("Keys"), "keyboard"),
)


def topic_for(screen: str) -> Topic:
    """The page about a screen; the first one where there is none of its own."""
    return next((topic for topic in TOPICS if screen in topic.screens), TOPICS[0])


def text_of(key: str) -> str:
    """A page in Markdown, in the language in force."""
    spoken = language() if language() in LANGUAGES else LANGUAGES[0]
    text = (FOLDER / spoken / f"{key}.md").read_text("utf-8")
    return f"{text}\n{MADE[key]()}" if key in MADE else text
