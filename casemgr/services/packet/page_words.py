"""The words of the page that opens itself, under the names its script asks for them by."""

from babel.core import Locale

from casemgr.core.days import long_day
from casemgr.i18n import _, speaking
from casemgr.services.packet.letter import Letter


def before_opening(language: str) -> dict[str, str]:
    """What anybody may read who has the file and no passphrase: nothing of whom or what it is about."""
    with speaking(language):
        return {
            "language": native_name(language),
            "languages": _("Language"),
            "title": _("Encrypted file"),
            "heading": _("This file is encrypted"),
            "how": _(
                "Type the passphrase that was given to you by phone or in person. "
                "The file opens on this computer; nothing is sent anywhere."
            ),
            "beware": _(
                "Nobody gave you a passphrase? Then type none here, and call the sender at a number you knew "
                "before this file came."
            ),
            "passphrase": _("Passphrase"),
            "show": _("Show the passphrase"),
            "open": _("Open the file"),
            "opening": _("Opening…"),
            "empty": _("Please type the passphrase."),
            "wrong": _(
                "This passphrase does not open the file. Capitals, small letters and dashes count; "
                "compare it with what you were told. If it is the same, ask for the file again."
            ),
            "unable": _(
                "This browser cannot open the file from here. Save it on a computer and open it there "
                "with Chrome, Edge or Firefox, or ask the sender for the PDF."
            ),
            "closed": _("Closed and wiped"),
            "gone": _("Nothing of it is left on this page. The file stays encrypted where you saved it."),
            "again": _("Open it again"),
        }


def after_opening(letter: Letter) -> dict[str, str]:
    """What goes round a letter in its language; kept inside the encrypted part."""
    with speaking(letter.language):
        said = {
            "close": _("Close and wipe"),
            "print": _("Print this letter"),
            "from": _("From {agency}").format(agency=letter.agency),
            "number": _("Referral {number}").format(number=letter.number),
            "recipient": _("For: {recipient}").format(recipient=letter.recipient),
            "notices": _("Please read first"),
            "sent": _("Sent on {sent}, good until {until}.").format(
                sent=long_day(letter.sent_on), until=long_day(letter.good_until)
            ),
            "advice": _(
                "After that day, please delete it. This is a request: no date can call a file back once it has left."
            ),
            "keep": _("This page keeps nothing. When you are done, press “Close and wipe” or close the tab."),
        }
        return said | (_answering(letter) if letter.reply else {"unanswered": _("You are asked for no reply.")})


def without_scripts(language: str) -> str:
    """What a preview shows that runs no script."""
    with speaking(language):
        return _("This file is encrypted. Save it on a computer and open it there with Chrome, Edge or Firefox.")


def native_name(language: str) -> str:
    """A language as those call it who speak it."""
    return (Locale(language).get_display_name(language) or language).capitalize()


def _answering(letter: Letter) -> dict[str, str]:
    return {
        "reply": _("Your answer"),
        "answers": _("What can you say today?"),
        "step": _("Where it stands"),
        "decline": _("We cannot take it, because"),
        "complete": _("It is finished"),
        "fail": _("It did not come about"),
        "accept_day": _("Day of the next step"),
        "start_day": _("Day of the first service"),
        "note": _("Note (not required, at most 1,000 characters)"),
        "note_hint": _("Only what helps us to help: no diagnosis, nothing of a treatment."),
        "save": _("Save reply file"),
        "code": _("Show reply code"),
        "choose": _("Please choose an answer first."),
        "day_missing": _("Please give the day, between {first} and {last}."),
        "saved": _(
            "The file {name} is among your downloads. Send it to {agency} any way you like: "
            "it is encrypted, and opens there alone."
        ),
        "code_heading": _("Reply code"),
        "code_how": _how_to_call(letter.number, letter.reply.phone if letter.reply else ""),
        "code_day": _("Say the day, too: {day}"),
        "code_day_open": _("Say the day, too."),
    }


def _how_to_call(number: str, phone: str) -> str:
    if not phone:
        return _("Call us, give the number {number}, and read out this code:").format(number=number)
    return _("Call {phone}, give the number {number}, and read out this code:").format(phone=phone, number=number)
