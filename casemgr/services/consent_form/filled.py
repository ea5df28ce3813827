"""The consent form for someone, filled from a consent that was recorded."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

from casemgr.core import general
from casemgr.core.access import May
from casemgr.core.desk import Desk
from casemgr.core.jobs import Job, Progress
from casemgr.core.settings import REPLY_PHONE, text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.disclosing import PART2, Allow, Kind, Purpose, Recipient
from casemgr.i18n import LANGUAGES, N_, _, speaking
from casemgr.records import consents, directory, disclosures, exports, people
from casemgr.records.consents import ConsentCard
from casemgr.records.disclosures import Medium
from casemgr.records.exports import ExportDraft, Form
from casemgr.services.consent_form.facts import FormFacts, FormPages
from casemgr.services.consent_form.pages import consent_pages
from casemgr.services.consent_form.words import PURPOSES, UNCHECKED, categories, version
from casemgr.services.exported import Exported, leave_sealed
from casemgr.services.own.giving import spoken, unspoken

TITLE = N_("Consent form")


def _leave(tx: Tx, person: UUID) -> Allow:
    """Leave to give someone the form that speaks of them: it is their own."""
    told, themselves = ("identity", "service_use"), Recipient(Kind.SELF, person)
    return consents.require(tx, person, themselves, told, consents.today(tx), purpose=Purpose.OWN_COPY)


@query(May.READ_CASES)
def form_of(tx: Tx, id: UUID, language: str = "", *, large: bool = False) -> FormPages:
    """The form of a consent that was recorded, with what was signed on a screen."""
    card = consents.consent(tx, id)
    signature = consents.signature_of(tx, id) or consents.Signature()
    facts = FormFacts(
        agency=text_setting(tx, "agency"),
        language=_written(tx, card.person_id, language or card.language),
        categories=(),
        large=large,
        phone=text_setting(tx, REPLY_PHONE),
        intermediary=PART2 in card.categories,
        disclosers=card.disclosers,
        recipients=_recipients(tx, card),
        purposes=card.purposes,
        not_to_share=card.not_to_share,
        ends=card.expires_on,
        event=card.expires_event,
        witness=card.witness,
        interpreter=card.interpreter,
        explained_in=card.language,
        signed_name=signature.typed_name,
        signed_on=signature.at and signature.at.astimezone(tx.store.zone).date(),
        strokes=[[(point.x, point.y) for point in stroke] for stroke in signature.strokes],
    )
    return _pages(tx, card, facts)


@command(May.READ_CASES)
def form_given(tx: Tx, person: UUID, left: ExportDraft) -> UUID:
    """Enter in both registers a filled form that is printed, or saved encrypted, for the person it is about."""
    themselves, number = _("The person"), people.person(tx, person).number
    medium = Medium.PRINT if left.form is Form.PRINT else Medium.FILE
    disclosures.disclose(tx, _leave(tx, person), person, themselves, medium, sha256=left.sha256)
    what = f"{_(TITLE)} · {number}"
    return exports.register_export(tx, left.model_copy(update={"what": what, "recipient": themselves}))


def save_form(desk: Desk, person: UUID, pages: FormPages, to: Path) -> Job[Exported]:
    """Save a filled form as an encrypted PDF, under a passphrase of its own; `to` is a folder or a file."""
    yield Progress(0, 1, _("Encrypting"))
    about = ExportDraft(form=Form.PDF, what=_(TITLE))
    left = leave_sealed(desk, pages.pdf, to, about, partial(desk.do, form_given, person))
    yield Progress(1, 1)
    return left


def _written(tx: Tx, person: UUID, language: str) -> str:
    return spoken(people.person(tx, person).preferred_language, language if language in LANGUAGES else "")


def _recipients(tx: Tx, card: ConsentCard) -> list[str]:
    named = general.titles(tx, "organizations", list(card.recipient_ids))
    return [*(named[id] for id in card.recipient_ids if id in named), *card.recipient_classes]


def _pages(tx: Tx, given: ConsentCard, facts: FormFacts) -> FormPages:
    card, day = people.person(tx, given.person_id), consents.today(tx)
    with speaking(facts.language):
        offered = categories(tx, given.categories)
        purposes = [_(PURPOSES[Purpose(one)]) if one in PURPOSES else one for one in facts.purposes]
    whole = replace(
        facts,
        categories=offered,
        purposes=purposes,
        name=f"{card.given} {card.family}".strip(),
        number=card.number,
        minor=people.minor_at(tx, card.id, day),
    )
    return FormPages(
        consent_pages(whole, _leave(tx, card.id)),
        facts.language,
        version(facts.language),
        unchecked=facts.language in UNCHECKED,
        untranslated=unspoken(card.preferred_language),
        has_safe_contact_note=card.has_safe_contact_note,
        names_walled=bool(directory.behind_walls(tx, given.recipient_ids)),
    )
