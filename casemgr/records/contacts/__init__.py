"""Contacts: encounters in the neighborhood; who, where, what about, and what comes of it (domain 2.1)."""

from casemgr.records.contacts.card import ContactCard, Participant, contact
from casemgr.records.contacts.drafts import (
    AnswerDraft,
    BwcStatus,
    Checked,
    ContactDraft,
    ContactRole,
    FreeToLeave,
    KeptDraft,
    ParticipantDraft,
    Precision,
)
from casemgr.records.contacts.lists import contacts, drafts, last_reached, last_used_topics, last_used_types, of_person
from casemgr.records.contacts.narrative import KeptSpan, NamesKnown, names_known
from casemgr.records.contacts.questions import (
    Answered,
    Question,
    QuestionAnswer,
    QuestionDef,
    QuestionDraft,
    questions,
    set_question,
)
from casemgr.records.contacts.sealing import entered_since, seal
from casemgr.records.contacts.stops import dismissed
from casemgr.records.contacts.tables import (
    Contact,
    ContactKept,
    ContactPerson,
    ContactStatus,
    ContactText,
    ContactTopic,
    TopicAnswer,
    unfinished,
)
from casemgr.records.contacts.writing import amend_contact, enter_older, entered_in_error, log_contact, put_in_error

__all__ = [
    "AnswerDraft",
    "Answered",
    "BwcStatus",
    "Checked",
    "Contact",
    "ContactCard",
    "ContactDraft",
    "ContactKept",
    "ContactPerson",
    "ContactRole",
    "ContactStatus",
    "ContactText",
    "ContactTopic",
    "FreeToLeave",
    "KeptDraft",
    "KeptSpan",
    "NamesKnown",
    "Participant",
    "ParticipantDraft",
    "Precision",
    "Question",
    "QuestionAnswer",
    "QuestionDef",
    "QuestionDraft",
    "TopicAnswer",
    "amend_contact",
    "contact",
    "contacts",
    "dismissed",
    "drafts",
    "enter_older",
    "entered_in_error",
    "entered_since",
    "last_reached",
    "last_used_topics",
    "last_used_types",
    "log_contact",
    "names_known",
    "of_person",
    "put_in_error",
    "questions",
    "seal",
    "set_question",
    "unfinished",
]
