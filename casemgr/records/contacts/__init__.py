"""Contacts: encounters in the neighborhood; who, where, what about, and what comes of it (domain 2.1)."""

from casemgr.records.contacts.card import ContactCard, Participant, Version, contact
from casemgr.records.contacts.drafts import (
    AnswerDraft,
    BwcStatus,
    ContactDraft,
    ContactRole,
    FreeToLeave,
    ParticipantDraft,
    Precision,
)
from casemgr.records.contacts.lists import contacts, drafts, last_reached, last_used_topics, last_used_types, of_person
from casemgr.records.contacts.questions import (
    Answered,
    Question,
    QuestionAnswer,
    QuestionDef,
    QuestionDraft,
    questions,
    set_question,
)
from casemgr.records.contacts.tables import (
    Contact,
    ContactPerson,
    ContactStatus,
    ContactText,
    ContactTopic,
    TopicAnswer,
    unfinished,
)
from casemgr.records.contacts.writing import amend_contact, entered_in_error, log_contact

__all__ = [
    "AnswerDraft",
    "Answered",
    "BwcStatus",
    "Contact",
    "ContactCard",
    "ContactDraft",
    "ContactPerson",
    "ContactRole",
    "ContactStatus",
    "ContactText",
    "ContactTopic",
    "FreeToLeave",
    "Participant",
    "ParticipantDraft",
    "Precision",
    "Question",
    "QuestionAnswer",
    "QuestionDef",
    "QuestionDraft",
    "TopicAnswer",
    "Version",
    "amend_contact",
    "contact",
    "contacts",
    "drafts",
    "entered_in_error",
    "last_reached",
    "last_used_topics",
    "last_used_types",
    "log_contact",
    "of_person",
    "questions",
    "set_question",
    "unfinished",
]
