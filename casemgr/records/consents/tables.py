"""What a consent says, and what is asked when it is given, refused, narrowed or withdrawn (domain 2.19)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index

from casemgr.core.columns import told
from casemgr.core.draft import Draft, entry
from casemgr.core.fields import Answer
from casemgr.core.record import Moment, Part, Record, joined, new_id
from casemgr.i18n import N_


class Method(StrEnum):
    """How a consent was given."""

    WRITTEN = "written"
    ELECTRONIC = "electronic"
    VERBAL = "verbal"


class Asked(Draft):
    """What any answer to a request for consent has in common, be it yes or no."""

    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    person_id: UUID = entry(N_("Person"), ref="people")
    given_by: str = entry(N_("Answered by"), code="consent_given_by", default="individual")
    authority_doc: str = entry(
        N_("What gives them the authority"),
        default="",
        max_length=200,
        hint=N_("Needed where someone other than the person, a parent or a caregiver answers."),
    )
    recipient_ids: list[UUID] = entry(N_("Recipients"), default_factory=list, ref="organizations")
    recipient_classes: list[str] = entry(N_("Recipients, as a class in words"), default_factory=list)
    categories: list[str] = entry(N_("What may be shared"), code="information_category", min_length=1)
    not_to_share: str = entry(N_("What must not be shared"), default="", max_length=500, answer=Answer.LONG_TEXT)
    language: str = entry(N_("Language it was explained in"), default="en", max_length=35)
    interpreter: str = entry(N_("Interpreter"), default="", max_length=100)
    notice_version: str = entry(N_("Version of the notice given"), default="", max_length=40)


class ConsentDraft(Asked):
    purposes: list[str] = entry(N_("For what"), min_length=1)
    disclosers: list[str] = entry(N_("Who may share"), default_factory=list, hint=N_("Left empty, this agency."))
    effective_on: date | None = entry(N_("From"), default=None, hint=N_("Left empty, today."))
    expires_on: date | None = entry(N_("Until"), default=None, hint=N_("Left empty, as long as the setting says."))
    expires_event: str = entry(N_("Or until this happens"), default="", max_length=200)
    method: Method = entry(N_("How it was given"), default=Method.WRITTEN)
    witness: str = entry(N_("Witness"), default="", max_length=100, hint=N_("Needed for a spoken consent."))
    not_a_condition_of_service: bool = entry(
        N_("They were told that no service depends on this consent"), default=False
    )
    assent: bool = entry(N_("The minor was asked too, and agrees"), default=False)
    signature: str = entry(N_("Signature"), default="", max_length=200_000, hidden=True)
    signed_name: str = entry(N_("Name typed as signature"), default="", max_length=100)


class RefusalDraft(Asked):
    withholding_reason: str = entry(N_("Why not"), code="withholding_reason", default="")


class NarrowDraft(Draft):
    """What is left of a consent; nothing may be in it that was not there before."""

    id: UUID = entry(N_("Id"), default_factory=new_id, hidden=True)
    recipient_ids: list[UUID] = entry(N_("Recipients that stay"), default_factory=list, ref="organizations")
    recipient_classes: list[str] = entry(N_("Classes of recipients that stay"), default_factory=list)
    categories: list[str] = entry(N_("What may still be shared"), code="information_category", min_length=1)
    purposes: list[str] = entry(N_("For what, still"), min_length=1)
    reason: str = entry(N_("Why"), min_length=3, max_length=500)


class RevokeDraft(Draft):
    reason: str = entry(N_("Why"), min_length=3, max_length=500)
    scope: str = entry(
        N_("What they want stopped or taken back"),
        default="",
        max_length=500,
        hint=N_("Left empty, all further sharing."),
    )


@told(
    code="given_by categories withholding_reason status method",
    about="authority_doc expires_event witness interpreter",
    key="recipient_ids notice_version",
    text="disclosers",
    quiet="not_to_share revocation_reason",
    title="recipient_classes purposes language revocation_scope",
    rest="fact",
)
class Consent(Record, table=True):
    __table_args__ = (
        Index("ix_consent_page", "effective_on", "id"),
        Index("ix_consent_ending", "status", "expires_on", "id"),
    )
    person_id: UUID = Field(foreign_key="person.id", index=True)
    neighborhood_id: UUID | None = None
    given_by: str = Field(max_length=60)
    authority_doc: str = ""
    recipient_ids: list[str] = Field(default_factory=list, sa_type=JSON)
    recipient_classes: list[str] = Field(default_factory=list, sa_type=JSON)
    categories: list[str] = Field(default_factory=list, sa_type=JSON)
    purposes: list[str] = Field(default_factory=list, sa_type=JSON)
    disclosers: list[str] = Field(default_factory=list, sa_type=JSON)
    not_to_share: str = ""
    withholding_reason: str = Field(default="", max_length=60)
    effective_on: date
    expires_on: date
    expires_event: str = ""
    status: str = Field(max_length=20)
    method: str = Field(default="", max_length=20)
    witness: str = ""
    language: str = "en"
    interpreter: str = ""
    not_a_condition_of_service: bool = False
    assent: bool = Field(default=False, sa_column_kwargs=joined(default=False))
    notice_version: str = ""
    supersedes: UUID | None = Field(default=None, foreign_key="consent.id")
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)  # type: ignore[call-overload]
    revoked_by: UUID | None = None
    revocation_reason: str = ""
    revocation_scope: str = ""


@told(secret="strokes", about="typed_name", rest="fact")
class ConsentSignature(Part, table=True):
    """A signature as it was drawn: strokes of points (across, down, milliseconds) in a box of side one; or a name."""

    __tablename__ = "consent_signature"  # type: ignore[assignment]
    consent_id: UUID = Field(foreign_key="consent.id", index=True)
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    strokes: list[list[list[float]]] = Field(default_factory=list, sa_type=JSON)
    typed_name: str = Field(default="", max_length=100)


@told(code="decision", quiet="note", rest="fact")
class ConsentReview(Part, table=True):
    """What was done about a consent that ends or was withdrawn."""

    __tablename__ = "consent_review"  # type: ignore[assignment]
    consent_id: UUID = Field(foreign_key="consent.id", index=True)
    at: datetime = Field(sa_type=Moment)  # type: ignore[call-overload]
    by: UUID
    decision: str = Field(max_length=24)
    note: str = Field(default="", max_length=500)
