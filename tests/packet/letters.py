"""A letter to a made-up service about nobody, in English and Spanish, with every answer it can give."""

from datetime import date

from casemgr.services.packet.letter import Answer, Choice, Letter, NoticeText, ReplyForm, Row, Section

WORDS = "BQ7K-mmt4-X2PD-hq9r-W3FN"
CANARY = "Plover Canary-Lantern"
NOTICE = "Canary notice of 42 CFR Part 2"
AGENCY = "Canary Falls Police"
NUMBER = "R-2026-CNRY-000017"
PHONE = "555-0142"
PACKET = "9f3a6c0d21e4b758"
TOKEN = bytes(range(32))
MARKUP = '<img src=x onerror="document.title=1"></script><script>document.title=2</script>{{words}} &amp; “quoted”'

ANSWERS = {
    "en": (
        (Answer.ACKNOWLEDGE, "", "We have received it", "K3 9Q"),
        (Answer.ACCEPT, "", "We take it, and have a day", "M7 2R"),
        (Answer.START, "", "The service has begun", "P4 5T"),
        (Answer.DECLINE, "no_capacity", "there is no room", "V8 6W"),
        (Answer.DECLINE, "not_eligible", "the person is not eligible", "X2 3Z"),
        (Answer.COMPLETE, "got_help", "The person got help", "B9 7C"),
        (Answer.FAIL, "couldnt_contact", "We could not reach the person", "D5 4F"),
    ),
    "es": (
        (Answer.ACKNOWLEDGE, "", "La recibimos", "K3 9Q"),
        (Answer.ACCEPT, "", "La aceptamos y hay un día", "M7 2R"),
        (Answer.START, "", "El servicio comenzó", "P4 5T"),
        (Answer.DECLINE, "no_capacity", "no hay lugar", "V8 6W"),
        (Answer.DECLINE, "not_eligible", "la persona no cumple los requisitos", "X2 3Z"),
        (Answer.COMPLETE, "got_help", "La persona recibió ayuda", "B9 7C"),
        (Answer.FAIL, "couldnt_contact", "No pudimos contactar a la persona", "D5 4F"),
    ),
}
LABELS = {
    "en": ("Who", "Name", "Telephone", "What is needed", "Need", "In the person's words"),
    "es": ("Quién", "Nombre", "Teléfono", "Qué se necesita", "Necesidad", "En palabras de la persona"),
}
GREETING = {
    "en": "Good day,\nwe ask you to help this person and to tell us what becomes of it.",
    "es": "Buenos días:\nle pedimos que ayude a esta persona y nos diga qué resulta.",
}


def reply_form(language: str = "en", *, notes: bool = True) -> ReplyForm:
    return ReplyForm(PACKET, TOKEN, tuple(Choice(*answer) for answer in ANSWERS[language]), PHONE, notes)


def letter(language: str = "en", *, replying: bool = True, notes: bool = True) -> Letter:
    who, name, telephone, what, need, words = LABELS[language]
    return Letter(
        language=language,
        agency=AGENCY,
        number=NUMBER,
        recipient="Harbor House (synthetic)",
        sent_on=date(2026, 11, 22),
        good_until=date(2026, 12, 22),
        greeting=GREETING[language],
        sections=(
            Section(who, (Row(name, CANARY), Row(telephone, "555-0107"))),
            Section(what, (Row(need, "Shelter"), Row(words, MARKUP))),
        ),
        notices=(NoticeText("42 CFR Part 2", f"{NOTICE}\nprohibits unauthorized use or disclosure of these records."),),
        reply=reply_form(language, notes=notes) if replying else None,
    )


def letters() -> tuple[Letter, ...]:
    return letter("en"), letter("es")
