"""What may leave the store: bytes that carry their leave, without which no writer takes them."""

from enum import StrEnum
from typing import Self

from casemgr.disclosing import Allow


class NoPerson(StrEnum):
    """Why something needs no leave of the rule: nobody is told about in it."""

    FIGURES = "figures"
    KEYS = "keys"
    FORM = "form"


class Within(StrEnum):
    """Why pages that tell of people need no consent: they stay inside the agency, with who has the right to read them.

    The register of exports names each; on each page stands that it is not to be handed on.
    """

    HANDOVER = "handover"
    DUTY = "duty"


Leave = Allow | NoPerson | Within


class Outgoing(bytes):
    """A file or printed page on its way out, and by what leave; TypeError for anything that is no leave."""

    leave: Leave

    def __new__(cls, content: bytes, leave: Leave) -> Self:
        if not isinstance(leave, Leave):
            raise TypeError("what leaves needs the leave of the rule, or the reason why it needs none")
        made = super().__new__(cls, content)
        made.leave = leave
        return made


def checked_out(content: Outgoing) -> Outgoing:
    """The same bytes, for whoever writes, prints or copies them; TypeError for bytes without leave."""
    if not isinstance(content, Outgoing):
        raise TypeError("these bytes have no leave to go out")
    return content
