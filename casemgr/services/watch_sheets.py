"""Two sheets for the hand: a group's roster with its phone tree, and the briefing of a patrol."""

from uuid import UUID

from reportlab.platypus import Flowable

from casemgr.core.access import May
from casemgr.core.codes import label
from casemgr.core.days import long_day
from casemgr.core.draft import specs
from casemgr.core.settings import text_setting
from casemgr.core.tx import Tx
from casemgr.i18n import N_, _, speaking
from casemgr.records.staff import staff_names
from casemgr.records.watch import roster, the_group, the_patrol
from casemgr.records.watch.patrols import BriefingDraft
from casemgr.services.leaving import Outgoing, Within
from casemgr.services.paper import HEADING, SMALL, TITLE, PageFrame, document, para, table
from casemgr.services.sheets import sheet

INSIDE = N_("For people on duty. This page stays inside the agency.")


@sheet("watch", N_("Roster and phone tree"), May.READ_COMMUNITY)
def roster_sheet(tx: Tx, id: UUID, language: str = "en") -> Outgoing:
    """Who belongs to a group, who calls whom, and which papers are missing."""
    group = the_group(tx, id)
    with speaking(language):
        head = _("Roster and phone tree")
        frame = PageFrame(head, text_setting(tx, "agency"), f"{group.number} · {head}", language, 9)
        tried = long_day(group.phone_tree_on) if group.phone_tree_on else _("never")
        rows = [
            (
                f"{one.n}. {one.name}",
                label(tx, "watch_role", one.role),
                one.block,
                one.phone,
                str(one.called_by or ""),
                _("yes") if one.agreement_signed_on else _("no"),
            )
            for one in roster(tx, id)
            if one.left_on is None
        ]
        titles = (_("Name"), _("Role"), _("Block"), _("Phone"), _("Called by"), _("Agreed"))
        pages: list[Flowable] = [para(group.name, TITLE), para(_(INSIDE), SMALL)]
        pages += [para(_("Phone tree looked through: {day}").format(day=tried), SMALL)]
        pages.append(table(titles, rows, (0.28, 0.17, 0.2, 0.16, 0.09, 0.1), texts=4))
        return document(frame, pages, Within.DUTY)


@sheet("patrols", N_("Patrol briefing"), May.READ_COMMUNITY)
def briefing_sheet(tx: Tx, id: UUID, language: str = "en") -> Outgoing:
    """The checklist to go through before a patrol sets out, its route, and who walks."""
    patrol = the_patrol(tx, id)
    group = the_group(tx, patrol.group_id)
    with speaking(language):
        head = _("Patrol briefing")
        frame = PageFrame(head, text_setting(tx, "agency"), f"{patrol.number} · {head}", language, 9)
        at = patrol.starts_at.astimezone(tx.store.zone)
        pages = [para(f"{head}: {group.name}", TITLE), para(_(INSIDE), SMALL)]
        pages += [para(f"{long_day(at.date())}, {at:%H:%M}", SMALL), para(_("Route"), HEADING), para(patrol.route)]
        pages += [para(_("Who walks"), HEADING), para(staff_names(tx).get(patrol.officer_id, ""))]
        pages += [para(name) for name in patrol.volunteers]
        pages.append(para(_("Before setting out, with everybody"), HEADING))
        done = "[x]" if patrol.briefed_at is not None else "[  ]"
        pages += [para(f"{done} {_(spec.title)}") for spec in specs(BriefingDraft)]
        return document(frame, pages, Within.DUTY)
