"""Who has which right, and which label opens to whom: copied from the code once, for people to check."""

F, C, L, S, D, K, T, R, P, A = (
    *("officer", "co_responder", "liaison", "supervisor", "commander", "records_custodian"),
    *("training_coordinator", "oversight_reviewer", "publisher", "administrator"),
)
ROLES = (F, C, L, S, D, K, T, R, P, A)
FIELD = {F, C, S}
HEADS = {D, K}

MAY: dict[str, set[str]] = {
    "sign_in": set(ROLES),
    "search": set(ROLES) - {R},
    "read_directory": set(ROLES) - {R},
    "read_staff": set(ROLES) - {R},
    "read_cases": FIELD | HEADS | {L},
    "log_contacts": FIELD,
    "edit_people": FIELD,
    "merge_people": {S, L},
    "record_consent": FIELD | {L},
    "refer": FIELD | {L},
    "answer_referrals": {S, L},
    "follow_up": FIELD | {L},
    "supervise": {S},
    "edit_directory": {S, L, A},
    "read_community": FIELD | HEADS | {L},
    "edit_community": FIELD | {L},
    "read_youth": FIELD | {K},
    "edit_youth": FIELD,
    "read_crisis": FIELD | HEADS,
    "log_crisis": FIELD,
    "read_training": FIELD | HEADS | {T},
    "edit_training": {S, T},
    "review_training": {S, T} | HEADS,
    "take_feedback": FIELD | HEADS,
    "read_feedback": {S} | HEADS,
    "decide_feedback": HEADS,
    "read_packets": HEADS | {R},
    "prepare_packets": {K},
    "read_summary": {S, P} | HEADS,
    "export": {S} | HEADS,
    "export_plain": {S},
    "manage_staff": {A},
    "manage_places": {S, A},
    "manage_codes": {A},
    "import_logs": {K, A},
    "read_audit": {S, A} | HEADS,
    "back_up": {S, K, A},
    "hold_records": HEADS,
    "propose_disposal": {K},
    "approve_disposal": HEADS,
    "expunge": HEADS,
}

OPENS: dict[str, set[str]] = {
    "open": FIELD | HEADS,
    "internal": FIELD | HEADS,
    "restricted": {S} | HEADS,
    "juvenile": {S, K},
    "victim_services": set(),
    "substance_use_part2": set(),
}
"""Whose list of the places of their own unit has one of this label that someone else entered."""
OPENED_BY = {label: set(ROLES) if label in ("open", "internal") else roles for label, roles in OPENS.items()}
"""Who opens a label at all, however far they see: domain 2.19 and 3.3, security 7."""
BEYOND_OWN = {"feedback": "read_feedback", "roster": "review_training", "completions": "review_training"}
"""What is taken by many and read by few: whoever entered it reads it, and who has this right."""
READS_PLACES = MAY["read_cases"]

READS_CRISIS = FIELD | HEADS
READS_CONCERNS = {S} | HEADS
"""Of an encounter, and of a concern, that someone else of the unit entered and that carries no label beyond it."""

ALSO = {"searches.searches_made": "read_cases", "access_review.review_weeks": "read_cases"}
"""What needs a second right beside its own: words searched for name people, as cases do."""
