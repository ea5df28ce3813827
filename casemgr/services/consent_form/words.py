"""What the consent form says, in plain words of our own; no law is quoted, and counsel must check every text here."""

from collections.abc import Collection

from casemgr.core import codes
from casemgr.core.tx import Tx
from casemgr.disclosing import Purpose
from casemgr.i18n import N_, _

# The elements are those of 42 CFR 2.31 and of 34 U.S.C. 12291(b)(2). Whoever changes a text raises the edition.
EDITION = 2
UNCHECKED = frozenset({"es"})
"""Languages in which no person has checked the translation of the form."""

INTRODUCTION = N_("Nothing is shared before you sign. Ask for anything here to be explained.")
RIGHT = N_(
    "You can take this consent back at any time: in person, in writing, or by phone to the agency named above. "
    "You need not say why. What was shared before then cannot be called back."
)
REDISCLOSURE = N_(
    "Whoever receives this information might share it further, and it might then be protected less than before."
)
REFUSING = N_(
    "You may refuse. Then we do not share this, and those named here may not be able to help you with what it is for."
)
NO_CONDITION = N_("This is not a condition of service: no help from us depends on your signature.")
INFORMED = N_(
    "I was told what would be shared, with whom, for what and how long, what may come of it, and what other ways "
    "there are. I had time to ask. This consent lasts no longer than is reasonable for what it is for."
)
COPY = N_("You get a copy of this form.")
ASSENT = N_("I was asked too, and I agree.")
GUARDIAN_ENDS = N_("The consent of a parent or guardian ends when the young person turns 18.")
INTERMEDIARY = N_("If one of them is an intermediary: its name, and its members or the treating providers it may tell")
CATEGORIES = {
    "identity": N_("Who you are: name, date of birth, pronouns"),
    "contact details": N_("How to reach you"),
    "location": N_("Where you live or stay"),
    "needs": N_("What you need help with"),
    "service use": N_("Services you were referred to or use"),
    "contact notes": N_("Notes on your contacts with us"),
    "crisis encounter": N_("A crisis to which we were called"),
    "health general": N_("General health"),
    "mental health": N_("Mental health"),
    "substance use part2": N_("Substance use treatment (42 CFR Part 2)"),
    "victim services": N_("Help from victim services"),
    "juvenile": N_("Records from before you were 18"),
    "photo": N_("Photo of you"),
}
"""The label of a category as it is shipped, in words for whoever signs; a label of the agency's own stands as it is."""
PURPOSES = {
    Purpose.REFERRAL: N_("Referral"),
    Purpose.COORDINATION: N_("Working together to help you"),
    Purpose.YOUTH_PROGRAM: N_("Taking part in a youth program"),
}
"""A purpose that is kept as a code; others are kept in words."""


def categories(tx: Tx, ticked: Collection[str] = ()) -> list[tuple[str, bool]]:
    """What may be shared, in the language in force, each with whether it is ticked."""
    known = codes.known(tx, "information_category")
    offered = [(code, label) for code, (label, active) in known.items() if active or code in ticked]
    return [(_(CATEGORIES.get(label, label)), code in ticked) for code, label in offered]


def version(language: str) -> str:
    """The id of the form in a language: what a consent records as the version of the notice given."""
    return f"casemgr-consent-{EDITION}-{language}"
