"""What the consent form says, in plain words of our own; no law is quoted, and counsel must check every text here."""

from casemgr.i18n import N_

# The elements are those of 42 CFR 2.31 and of 34 U.S.C. 12291(b)(2). Whoever changes a text raises the edition.
EDITION = 1
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


def version(language: str) -> str:
    """The id of the form in a language: what a consent records as the version of the notice given."""
    return f"casemgr-consent-{EDITION}-{language}"
