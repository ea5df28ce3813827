"""Outcomes people often hope for, by their need: offered when a referral is written, never put in unasked."""

from casemgr.i18n import N_

COMMON = (N_("Someone to talk to about what comes next"), N_("A first appointment"), N_("Help with the papers"))
HOPES = {
    "homelessness": (N_("A bed tonight"), N_("A place in a shelter program"), N_("A way to housing of their own")),
    "housing-instability": (N_("Stay in their home"), N_("Help with the rent"), N_("Advice about an eviction")),
    "food-insecurity": (N_("Food for this week"), N_("Regular meals"), N_("Food benefits applied for")),
    "employment-status": (N_("A job interview"), N_("Training begun"), N_("Work they can keep")),
    "transportation-insecurity": (N_("A ride to the appointment"), N_("A bus pass"), N_("A way to get to work")),
    "utility-insecurity": (N_("Power or heat stays on"), N_("A payment plan"), N_("Help with the bill")),
    "health-insurance-coverage-status": (N_("Insurance applied for"), N_("A doctor they can see")),
    "local-mental-health": (N_("Seen by a counselor"), N_("A plan for a crisis"), N_("Regular appointments")),
    "local-substance-use": (N_("A place in treatment"), N_("Somewhere safe to withdraw"), N_("Peer support")),
    "local-victim-support": (N_("A safety plan"), N_("An advocate at their side"), N_("A safe place to stay")),
    "intimate-partner-violence": (N_("A safety plan"), N_("A safe place to stay"), N_("An advocate at their side")),
    "local-youth-violence": (N_("A mentor"), N_("Something to do after school"), N_("Back in school")),
    "social-connection": (N_("Someone to talk to each week"), N_("A group to go to"), N_("Visits at home")),
}
"""By codes of need_domain; whatever is not here has those in COMMON."""


def hopes_for(domain: str) -> tuple[str, ...]:
    """What is often hoped for with this need, to be translated where it is shown."""
    return HOPES.get(domain, COMMON)
