"""Adding to what is known of a person, leaving all the rest as it is: a phone, an address, a birth date."""

from datetime import date
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.draft import Draft, checked, entry
from casemgr.core.errors import Invalid, Problem
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.i18n import N_, _
from casemgr.records.people.drafts import PersonDraft
from casemgr.records.people.parts import held
from casemgr.records.people.persons import amend_person, the_person
from casemgr.records.people.phones import number_of


class FactsDraft(Draft):
    phone: str = entry(N_("Phone"), default="", max_length=40)
    email: str = entry(N_("Email"), default="", max_length=254)
    dob: date | None = entry(N_("Birth date"), default=None)


@command(May.EDIT_PEOPLE)
def note_facts(tx: Tx, id: UUID, draft: FactsDraft) -> None:
    """Add what is not noted of a person yet; a birth date that contradicts the one noted is refused."""
    person = the_person(tx, id)
    if draft.dob is not None and person.dob not in (None, draft.dob):
        sentence = _("Another birth date is noted for {number}. Look at the person's page; nothing was changed there.")
        raise Invalid(Problem("dob", sentence.format(number=person.number)))
    there = held(tx, person)
    same = {name: getattr(person, name) for name in PersonDraft.model_fields if hasattr(person, name)}
    phones = [row.raw for row in there.phones.values()]
    if draft.phone and (number_of(draft.phone) or draft.phone) not in there.phones:
        phones.append(draft.phone)
    emails = list(dict.fromkeys([*there.emails, *([draft.email] if draft.email else [])]))
    lists = {"aliases": list(there.aliases), "phones": phones, "emails": emails}
    amend_person(tx, id, checked(PersonDraft, same | lists | {"dob": draft.dob or person.dob}))
