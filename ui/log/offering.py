"""What the strip offers: the code lists, what this officer uses most, and the neighborhoods."""

from PySide6.QtCore import QObject

from casemgr.core import codes
from casemgr.core.codes import Choice
from casemgr.core.fields import Option
from casemgr.core.page import Page
from casemgr.records import contacts, neighborhoods
from ui.desk import UiDesk
from ui.log.strip import Strip
from ui.wording import sentence_case


class Offering(QObject):
    """Asks once for the lists, and after each contact for what is used most."""

    def __init__(self, desk: UiDesk, strip: Strip) -> None:
        super().__init__(strip)
        self._desk = desk
        self._strip = strip
        self._types: list[Option] = []
        self._topics: list[Option] = []
        self._used_types: list[str] = []
        desk.ask(codes.choices, "contact_type", then=self._types_came)
        desk.ask(codes.choices, "need_domain", then=self._topics_came)
        desk.ask(codes.choices, "contact_next_step", then=self._steps_came)
        desk.ask(neighborhoods.neighborhoods, then=self._places_came)
        self.look_again()

    def look_again(self) -> None:
        """Put what is used most first, as of now."""
        self._desk.ask(contacts.last_used_types, then=self._used_types_came)
        self._desk.ask(contacts.last_used_topics, then=self._used_topics_came)

    def _types_came(self, choices: list[Choice]) -> None:
        self._types = _options(choices)

    def _topics_came(self, choices: list[Choice]) -> None:
        self._topics = _options(choices)

    def _steps_came(self, choices: list[Choice]) -> None:
        self._strip.next.offer(_options(choices))

    def _places_came(self, page: Page) -> None:
        mine = self._desk.actor.neighborhoods
        places = [Option(str(row.id), row.name) for row in page.rows]
        self._strip.offer_places(places, [place.value for place in places if place.value in {str(n) for n in mine}])

    def _used_types_came(self, used: list[str]) -> None:
        self._strip.kind.set_options(self._types, used)

    def _used_topics_came(self, used: list[str]) -> None:
        self._strip.topics.set_options(self._topics, used)


def _options(choices: list[Choice]) -> list[Option]:
    return [Option(choice.code, sentence_case(choice.label)) for choice in choices if choice.active]
