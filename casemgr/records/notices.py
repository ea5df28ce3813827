"""Notices: the texts that the law or the agency wants on what is shared, each with its source and its last check."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, col, select

from casemgr.core.access import May
from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.errors import NotFound
from casemgr.core.fields import Answer
from casemgr.core.kind import Kind, SightBy, Words
from casemgr.core.page import SIZE, Page, page
from casemgr.core.record import Record
from casemgr.core.tx import Tx
from casemgr.core.verbs import command, query
from casemgr.disclosing import Notice
from casemgr.i18n import N_, Language, _

TITLES = {
    Notice.PART2: N_("Substance use treatment records"),
    Notice.VICTIM: N_("Victim services"),
    Notice.JUVENILE: N_("Juvenile record"),
}
SHIPPED = {
    # The short statement that 42 CFR 2.32(a)(2) offers, word for word; it has no official translation.
    Notice.PART2: "42 CFR part 2 prohibits unauthorized use or disclosure of these records.",
    Notice.VICTIM: N_(
        "Shared with the person's informed, written consent for a limited time. Do not share it further without theirs."
    ),
    Notice.JUVENILE: N_("Juvenile record. Disclosure limited by law."),
}
SOURCES = {
    Notice.PART2: "42 CFR 2.32, ecfr.gov/current/title-42/section-2.32",
    Notice.VICTIM: "34 U.S.C. 12291(b)(2)",
    Notice.JUVENILE: "18 U.S.C. 5038",
}


class NoticeDraft(Draft):
    code: Notice = entry(N_("On what"))
    language: Language = entry(N_("Language"), default="en")
    text: str = entry(N_("Text"), min_length=10, max_length=2000, answer=Answer.LONG_TEXT)
    source: str = entry(N_("Source"), min_length=3, max_length=200, hint=N_("Where the text can be looked up."))
    verified_on: date | None = entry(N_("Verified by counsel on"), default=None)


@told(code="code language", text="text", title="source", kept="standing", rest="fact")
class NoticeText(Record, table=True):
    __tablename__ = "notice_text"  # type: ignore[assignment]
    __table_args__ = (Index("ix_notice_code", "code", "language", "entered_at"), Index("ix_notice_page", "code", "id"))
    code: str = Field(max_length=30)
    language: str = Field(max_length=8)
    text: str = Field(max_length=2000)
    source: str = Field(max_length=200)
    verified_on: date | None = None


@dataclass(frozen=True)
class Said:
    """A notice as it is printed; `verified_on` is none until the agency's counsel has looked at it."""

    title: str
    text: str
    source: str
    verified_on: date | None


@command(May.MANAGE_CODES)
def write_notice(tx: Tx, draft: NoticeDraft) -> UUID:
    """Write the agency's own text of a notice in one language; the latest one is printed."""
    row = NoticeText(code=draft.code.value, language=draft.language, text=draft.text, source=draft.source)
    row.verified_on = draft.verified_on
    tx.add(row)
    return row.id


@command(May.MANAGE_CODES)
def change_notice(tx: Tx, id: UUID, draft: NoticeDraft) -> None:
    """Change the text of a notice, or say when it was verified."""
    row = tx.get(NoticeText, id)
    if row is None:
        raise NotFound(_("There is no such notice."))
    row.code, row.language, row.text = draft.code.value, draft.language, draft.text
    row.source, row.verified_on = draft.source, draft.verified_on
    tx.add(row)


@query(May.READ_DIRECTORY)
def notice_said(tx: Tx, code: Notice, language: Language) -> Said:
    """The text of a notice: the agency's own in this language, else its English one, else the one that is shipped.

    To be asked while that language is spoken.
    """
    row = _kept(tx, code, language) or _kept(tx, code, "en")
    if row is not None:
        return Said(_(TITLES[code]), row.text, row.source, row.verified_on)
    return Said(_(TITLES[code]), _(SHIPPED[code]), SOURCES[code], None)


def _kept(tx: Tx, code: Notice, language: str) -> NoticeText | None:
    asked = select(NoticeText).where(NoticeText.code == code.value, NoticeText.language == language)
    latest = asked.order_by(col(NoticeText.entered_at).desc(), col(NoticeText.id).desc())
    return tx.exec(latest).first()


@query(May.READ_DIRECTORY)
def notices(tx: Tx, after: tuple[str, UUID] | None = None, size: int = SIZE) -> Page:
    """The agency's own texts of notices, by what they are on."""
    shown: list[Any] = [NoticeText.id, NoticeText.code, NoticeText.language, NoticeText.source, NoticeText.verified_on]
    return page(tx, select(*shown), (col(NoticeText.code), col(NoticeText.id)), after, size, descending=False)


Kind(
    "notices",
    NoticeText,
    N_("Notices"),
    N_("Notice"),
    read=May.READ_DIRECTORY,
    draft=NoticeDraft,
    new=write_notice,
    amend=change_notice,
    page=notices,
    columns=("code", "language", "source", "verified_on"),
    order=("code",),
    icon="file-text",
    sight=SightBy(everyone=True),
    searched=lambda _tx, row: Words(row.code, row.language),
)
