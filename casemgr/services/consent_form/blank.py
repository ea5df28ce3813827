"""The consent form with nobody on it: for one organization, for a class of helpers, or for anyone."""

from collections.abc import Collection
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.settings import REPLY_PHONE, text_setting
from casemgr.core.tx import Tx
from casemgr.core.verbs import query
from casemgr.i18n import Language, speaking
from casemgr.records import directory
from casemgr.services.consent_form.facts import FormFacts, FormPages
from casemgr.services.consent_form.pages import consent_pages
from casemgr.services.consent_form.words import UNCHECKED, categories, version
from casemgr.services.leaving import NoPerson


@query(May.READ_DIRECTORY)
def blank_form(
    tx: Tx,
    language: Language = "en",
    service: UUID | None = None,
    recipients: str = "",
    shared: Collection[str] = (),
    *,
    large: bool = False,
) -> FormPages:
    """A form to be filled by hand, with whom and the categories `shared` where they are known.

    It tells of nobody, so it may lie about as a plain file.
    """
    receiver = directory.receiver(tx, service) if service is not None else None
    named = receiver.organization_name if receiver is not None else ""
    with speaking(language):
        offered = categories(tx, shared)
    facts = FormFacts(
        agency=text_setting(tx, "agency"),
        language=language,
        categories=offered,
        phone=text_setting(tx, REPLY_PHONE),
        intermediary=True,
        large=large,
        recipients=[one for one in (named, recipients) if one],
    )
    return FormPages(
        consent_pages(facts, NoPerson.FORM),
        language,
        version(language),
        unchecked=language in UNCHECKED,
        names_walled=receiver is not None and (receiver.part2 or receiver.vawa),
    )
