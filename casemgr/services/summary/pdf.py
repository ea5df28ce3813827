"""The monthly summary on paper: figures and an imprint in, the same bytes out each time."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date, format_datetime
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from casemgr.i18n import _, speaking
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, HEADING, SMALL, TITLE, PageFrame, document, para, table
from casemgr.services.summary.charts import bars
from casemgr.services.summary.figures import Count, Edition, Figures, FunnelFigures, Imprint, Rate, said, share


def summary_pdf(figures: Figures, imprint: Imprint) -> Outgoing:
    """The summary of a month as a PDF, in the language of the imprint."""
    with speaking(imprint.language):
        story: list[Flowable] = [
            *_opening(figures, imprint),
            *_headlines(figures),
            *_contacts(figures),
            *_funnel(figures.funnel),
            *_promises(figures),
            *_sections(figures),
            *_missing(figures),
            *_closing(imprint),
        ]
        return document(_frame(figures, imprint), story, NoPerson.FIGURES)


def _month(figures: Figures, language: str) -> str:
    first = date(figures.month // 100, figures.month % 100, 1)
    return format_date(first, "LLLL y", locale=language).capitalize()


def _frame(figures: Figures, imprint: Imprint) -> PageFrame:
    period = _month(figures, imprint.language)
    cut_off = format_datetime(figures.cut_off, "yyyy-MM-dd HH:mm", locale=imprint.language)
    top = _("{edition} · {period} · records up to {cut_off} UTC · store {store}").format(
        edition=_edition(imprint.edition), period=period, cut_off=cut_off, store=imprint.store_code
    )
    made = format_datetime(imprint.generated_at, "yyyy-MM-dd HH:mm", locale=imprint.language)
    foot = _("Made {at} UTC by {who} · log {mark}").format(at=made, who=imprint.generated_by, mark=imprint.audit_mark)
    return PageFrame(_("Monthly summary"), top, foot, imprint.language)


def _edition(edition: Edition) -> str:
    return {Edition.INTERNAL: _("Internal edition"), Edition.COMMAND: _("Command edition")}[edition]


def _opening(figures: Figures, imprint: Imprint) -> list[Flowable]:
    where = figures.neighborhood or _("All neighborhoods")
    return [
        para(_("Monthly summary"), TITLE),
        para(f"{_month(figures, imprint.language)} · {where}"),
        para(imprint.agency, SMALL),
        para(_("Counted from the records that {who} may see.").format(who=imprint.generated_by), SMALL),
    ]


def _headlines(figures: Figures) -> list[Flowable]:
    rows = [(h.label, str(h.now), str(h.month_before), str(h.year_before)) for h in figures.headlines]
    head = ("", _("This month"), _("Month before"), _("A year before"))
    return [para(_("In short"), HEADING), table(head, rows, (0.46, 0.18, 0.18, 0.18))]


def _counted(title: str, counts: Sequence[Count]) -> list[Flowable]:
    """A figure and, behind a dozen bars, the rest as a table; the heading never stands alone."""
    if not counts:
        return [para(title, HEADING), para(_("None recorded."), BODY)]
    made: list[Flowable] = [KeepTogether([para(title, HEADING), bars(counts)])]
    rest = [(c.label, str(c.n)) for c in counts[12:]]
    return [*made, table((_("Others"), _("Number")), rest, (0.8, 0.2))] if rest else made


def _rated(rates: Sequence[Rate], first: str) -> Flowable:
    rows = [(r.label, str(r.part), str(r.whole), "–" if r.percent is None else f"{r.percent} %") for r in rates]
    return table((first, _("Number"), _("Out of"), _("Share")), rows, (0.46, 0.18, 0.18, 0.18))


def _contacts(figures: Figures) -> list[Flowable]:
    contacts = figures.contacts
    late = _("Entered late: {late}. Attempts that reached nobody: {missed}.")
    return [
        *_counted(_("Contacts by type"), contacts.by_type),
        para(late.format(late=contacts.late, missed=contacts.not_reached), SMALL),
        *_counted(_("Contacts by neighborhood"), contacts.by_neighborhood),
        KeepTogether(
            [
                para(_("Contacts made by the assigned officer"), HEADING),
                _rated(contacts.assigned_share, _("Neighborhood")),
            ]
        ),
    ]


def _funnel(funnel: FunnelFigures) -> list[Flowable]:
    said = _("Of the {n} referrals sent in the month, how far each had come by the cut-off. Hand-outs are not counted.")
    days = [(d.label, "–" if d.median is None else f"{d.median:g}") for d in funnel.median_days]
    return [
        KeepTogether(
            [
                para(_("Referrals"), HEADING),
                para(said.format(n=funnel.started), SMALL),
                Spacer(1, 2 * mm),
                _rated(funnel.rates, _("Step")),
                para(_("Without an event for too long: {n}.").format(n=funnel.stalled), SMALL),
            ]
        ),
        *_counted(_("Referrals by need"), funnel.by_need),
        KeepTogether([para(_("Median days from sending"), HEADING), table((_("Step"), _("Days")), days, (0.8, 0.2))]),
        *_counted(_("Why referrals were declined"), funnel.declines),
    ]


def _promises(figures: Figures) -> list[Flowable]:
    promises = figures.promises
    rows = [
        Rate(_("Done on time"), promises.on_time, promises.due),
        Rate(_("Done late"), promises.late, promises.due),
        Rate(_("Overdue at the cut-off"), promises.overdue, promises.due),
        Rate(_("Lost contact"), promises.lost, promises.due),
    ]
    heading = para(_("Follow-ups that fell due"), HEADING)
    return [KeepTogether([heading, _rated(rows, _("Follow-ups"))])]


def _sections(figures: Figures) -> list[Flowable]:
    made: list[Flowable] = []
    for section in figures.sections:
        rows = [(figure.label, said(figure), share(figure)) for figure in section.figures]
        head = (section.title, _("Number"), _("Share"))
        made.append(KeepTogether([para(section.title, HEADING), table(head, rows, (0.64, 0.18, 0.18))]))
    return made


def _missing(figures: Figures) -> list[Flowable]:
    rows = [(m.label, str(m.n)) for m in figures.missing]
    heading = para(_("What is missing"), HEADING)
    return [KeepTogether([heading, table((_("Data quality"), _("Records")), rows, (0.8, 0.2))])]


def _closing(imprint: Imprint) -> list[Flowable]:
    """Notes, and who signed; while nobody has, a line to sign by hand. The command edition has numbers only."""
    notes: list[Flowable] = []
    if imprint.edition is Edition.INTERNAL:
        lines = (imprint.notes or _("No notes.")).splitlines()
        notes = [para(_("Notes"), HEADING), *[para(line, BODY) for line in lines]]
    by_hand = para(_("Read and signed: ____________________________    On: ______________"), BODY)
    signed = [para(line, BODY) for line in imprint.signed] or [Spacer(1, 6 * mm), by_hand]
    return [*notes, KeepTogether([para(_("Sign-off"), HEADING), *signed])]
