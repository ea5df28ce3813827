"""The second-channel slip: a file's passphrase on a page of its own, with how to give it, never beside the file."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from casemgr.core.days import long_day
from casemgr.core.errors import Invalid, Problem
from casemgr.i18n import _, speaking
from casemgr.services.leaving import NoPerson, Outgoing
from casemgr.services.paper import BODY, CELL, HEADING, STRONG, TITLE, PageFrame, ParagraphStyle, document, para
from casemgr.services.spelling import spelled

CODE = ParagraphStyle("slip code", BODY, fontName=STRONG, fontSize=20, leading=28)


@dataclass(frozen=True)
class Slip:
    """What a slip says; `reference` is the number in the register of the file at `beside`, `digest` its SHA-256."""

    reference: str
    beside: Path
    digest: str
    recipient: str
    good_until: date
    passphrase: str = field(repr=False)
    language: str = "en"


def slip_pdf(slip: Slip) -> Outgoing:
    """The slip as a PDF of one page, in its language."""
    with speaking(slip.language):
        story: list[Flowable] = [
            para(_("Passphrase slip"), TITLE),
            para(_("For the file {reference}").format(reference=slip.reference), BODY),
            Spacer(1, 5 * mm),
            para(slip.passphrase, CODE),
            *[para(f"{group}  –  {spelled(group)}", CELL) for group in slip.passphrase.split("-")],
            *_facts(slip),
            *_how(slip),
        ]
        top = _("CONFIDENTIAL – give by phone or in person, then destroy")
        return document(PageFrame(_("Passphrase slip"), top, slip.reference, slip.language), story, NoPerson.KEYS)


def _facts(slip: Slip) -> list[Flowable]:
    until = long_day(slip.good_until)
    lines = [
        _("File name: {name}").format(name=slip.beside.name),
        _("For: {recipient}").format(recipient=slip.recipient or "–"),
        _("Digest: {digest}").format(digest=slip.digest[:16].upper()),
        _("Good until: {day}").format(day=until),
    ]
    return [para(_("Which file"), HEADING), *[para(line) for line in lines]]


def _how(slip: Slip) -> list[Flowable]:
    lines = (
        _("Send the file one way and this slip another: never in one mail, one envelope or one folder."),
        _("Call a number you know already, not one from the mail you answer."),
        _("Ask for the reference {reference} first, and read the passphrase only to whom it is for.").format(
            reference=slip.reference
        ),
        _("Read it group by group with the words above; the dashes belong to it."),
        _("Have them open the file while you are on the phone, then destroy this slip."),
    )
    return [para(_("How to give it"), HEADING), *[para("•  " + line) for line in lines]]


def check_apart(slip: Path, file: Path) -> None:
    """Invalid where the slip would lie in the same folder as the file it opens."""
    folder = slip if slip.is_dir() else slip.parent
    if folder.resolve() == file.parent.resolve():
        raise Invalid(Problem("slip", _("Not beside the file it opens. Choose another folder for the slip.")))
