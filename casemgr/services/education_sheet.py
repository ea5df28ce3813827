"""The sheet of an education session: what is taught, by whom and with what, and what came of it."""

from collections.abc import Iterator
from uuid import UUID

from reportlab.platypus import Flowable

from casemgr.core.access import May
from casemgr.core.codes import label
from casemgr.core.errors import NotFound
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _, plural, speaking
from casemgr.records.directory import Organization
from casemgr.records.education import EducationSession, Status
from casemgr.records.staff import staff_names
from casemgr.services.invitation import when
from casemgr.services.leaving import Outgoing, Within
from casemgr.services.paper import BODY, HEADING, SMALL, TITLE, PageFrame, document, para
from casemgr.services.sheets import sheet


@sheet("education", N_("Session sheet"), May.READ_COMMUNITY)
def session_sheet(tx: Tx, id: UUID, language: str = "en") -> Outgoing:
    """One session on a page, for those who teach it and those who look at what came of it."""
    session = tx.get(EducationSession, id)
    if session is None:
        raise NotFound(_("There is no such session, or you may not see it."))
    with speaking(language):
        foot = _("For use inside the agency. Not to be handed on.")
        frame = PageFrame(_("Session sheet"), text_setting(tx, "agency"), f"{session.number} · {foot}", language)
        topic = label(tx, "education_topic", session.topic)
        state = label(tx, "session_status", session.status)
        pages = [para(session.title, TITLE), para(f"{session.number} · {topic} · {state}", SMALL)]
        return document(frame, [*pages, *_planned(tx, session), *_came(session)], Within.DUTY)


def _planned(tx: Tx, session: EducationSession) -> Iterator[Flowable]:
    names = staff_names(tx)
    partner = tx.get(Organization, session.co_presenter_id) if session.co_presenter_id else None
    told = {
        _("Begins"): when(tx, session.starts_at),
        _("Minutes"): str(session.minutes),
        _("Place"): session.place,
        _("For whom"): session.audience,
        _("Language"): session.language,
        _("Presenters"): ", ".join(names.get(UUID(str(one)), "") for one in session.presenter_ids),
        _("Presented with"): partner.name if partner is not None else "",
        _("Materials"): ", ".join(session.materials),
    }
    yield para(_("What is planned"), HEADING)
    for title, said in told.items():
        if said:
            yield para(f"{title}: {said}", BODY)


def _came(session: EducationSession) -> Iterator[Flowable]:
    if session.status == Status.CALLED_OFF:
        yield para(_("Called off"), HEADING)
        yield para(session.reason, BODY)
    if session.status != Status.HELD:
        return
    yield para(_("What came of it"), HEADING)
    yield para(plural("{n} person was there.", "{n} people were there.", session.attendance or 0), BODY)
    if session.quiz_n:
        said = _("Quiz: {before:g} % before, {after:g} % after, of {n} who answered both")
        yield para(said.format(before=session.quiz_before, after=session.quiz_after, n=session.quiz_n), BODY)
    if session.feedback:
        yield para(session.feedback, BODY)
