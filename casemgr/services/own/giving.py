"""Giving someone what is their own: in which language, by which leave, and the entry that it was given."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from uuid import UUID

from casemgr.core.access import May
from casemgr.core.desk import Desk
from casemgr.core.jobs import Job, Progress
from casemgr.core.languages import language_name, two_letters
from casemgr.core.tx import Tx
from casemgr.core.verbs import command
from casemgr.disclosing import CONSENT_ONLY, Allow, Kind, Purpose, Recipient
from casemgr.i18n import LANGUAGES, N_, _, language
from casemgr.records import consents, directory, disclosures, exports, people
from casemgr.records.consents import ConsentCard
from casemgr.records.disclosures import Medium
from casemgr.records.exports import ExportDraft, Form
from casemgr.services.exported import Exported, leave_sealed
from casemgr.services.leaving import Outgoing
from casemgr.services.sealed_pdf import pages_of


class Paper(StrEnum):
    """What is given."""

    CARD = "card"
    COPY = "copy"
    ACCOUNT = "account"
    SLIP = "slip"


PAPER_NAMES = {
    Paper.CARD: N_("Own card"),
    Paper.COPY: N_("Copy of what is kept"),
    Paper.ACCOUNT: N_("Account of what was shared"),
    Paper.SLIP: N_("Slip of a referral"),
}
ASKED_FOR = (Paper.CARD, Paper.COPY, Paper.ACCOUNT)
"""What someone asks for at any time; a slip comes with its referral."""
TOLD = {
    Paper.CARD: frozenset({"identity", "service_use"}),
    Paper.COPY: frozenset({"identity", "contact_details", "needs", "service_use", "contact_notes"}),
    Paper.ACCOUNT: frozenset({"identity", "service_use"}),
    Paper.SLIP: frozenset({"service_use"}),
}
"""The categories of what stands on each."""
_NAMED_LATER = "--"


@dataclass(frozen=True)
class OwnPages:
    """The pages, and how many referrals were left off them because the paper may be read by someone else.

    `untranslated` is the language of the person where we do not speak it, as a code of ISO 639.
    """

    pdf: Outgoing
    language: str
    left_out: int = 0
    has_safe_contact_note: bool = False
    untranslated: str = ""


def leave_for(tx: Tx, person: UUID, paper: Paper) -> Allow:
    """Leave to give someone what is their own."""
    themselves = Recipient(Kind.SELF, person)
    return consents.require(tx, person, themselves, TOLD[paper], consents.today(tx), purpose=Purpose.OWN_COPY)


def spoken(preferred: str, wanted: str = "") -> str:
    """The language of ours to write in: the one wanted, else the person's own, else the first."""
    said = (wanted, two_letters(preferred))
    return next((one for one in said if one in LANGUAGES), LANGUAGES[0])


def unspoken(preferred: str) -> str:
    """The person's language where it is none of ours, else nothing."""
    return "" if two_letters(preferred) in ("", *LANGUAGES) else preferred


def before_given(*, has_safe_contact_note: bool, untranslated: str) -> list[str]:
    """What is to be asked and done before someone is given a paper, in the language in force."""
    said = []
    if has_safe_contact_note:
        said.append(_("There is a safe-contact note: ask whether it is safe to carry this paper."))
    if untranslated:
        unspoken = _("There is no translation into {language}: go through it with them, with an interpreter.")
        said.append(unspoken.format(language=language_name(untranslated, language())))
    return said


@command(May.READ_CASES)
def given(tx: Tx, person: UUID, paper: Paper, left: ExportDraft) -> UUID:
    """Enter in both registers what is printed, or saved encrypted, for the person it is about."""
    themselves, number = _("The person"), people.person(tx, person).number
    medium = Medium.PRINT if left.form is Form.PRINT else Medium.FILE
    disclosures.disclose(tx, leave_for(tx, person, paper), person, themselves, medium, sha256=left.sha256)
    what = f"{_(PAPER_NAMES[paper])} · {number}"
    return exports.register_export(tx, left.model_copy(update={"what": what, "recipient": themselves}))


def printed(pages: Outgoing) -> ExportDraft:
    """What the register is told of pages that go to a printer."""
    digest = hashlib.sha256(pages).hexdigest()
    return ExportDraft(form=Form.PRINT, what=_NAMED_LATER, sha256=digest, pages=pages_of(pages))


def save_own(desk: Desk, person: UUID, paper: Paper, pages: OwnPages, to: Path) -> Job[Exported]:
    """Save what a person may have as an encrypted PDF, under a passphrase of its own; `to` is a folder or a file."""
    yield Progress(0, 1, _("Encrypting"))
    about = ExportDraft(form=Form.PDF, what=_NAMED_LATER)
    left = leave_sealed(desk, pages.pdf, to, about, partial(desk.do, given, person, paper))
    yield Progress(1, 1)
    return left


def telling_nothing(tx: Tx, given: Sequence[ConsentCard]) -> list[ConsentCard]:
    """The consents that name neither a treatment program nor a victim service, nor what only those are told."""
    told = {id for one in given for id in one.recipient_ids}
    walled = directory.behind_walls(tx, told)
    return [one for one in given if walled.isdisjoint(one.recipient_ids) and CONSENT_ONLY.isdisjoint(one.categories)]
