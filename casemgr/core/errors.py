"""What a user may be told; anything else that is raised is a bug of ours."""

from dataclasses import dataclass


class CaseError(Exception):
    """A refusal in one plain sentence, shown to the user as it stands."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field of a draft; `field` is empty when it concerns the whole."""

    field: str
    sentence: str


class Invalid(CaseError):
    """A draft that breaks a rule; every problem names its field and the rule."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(p.sentence for p in problems))
        self.problems = problems


class NotAllowed(CaseError):
    """The signed-in user lacks the right."""


class SignInLocked(NotAllowed):
    """Too many wrong passphrases; a code by phone or an administrator lets the user try again."""


class NotFound(CaseError):
    """No such record, or none this user may see: the two are told alike."""


class Conflict(CaseError):
    """Someone else changed the record in the meantime."""


class NeedsAnswer(CaseError):
    """A question to answer before the command can go on; answer it in field `field` of the draft."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class NoConsent(NeedsAnswer):
    """Nothing allows sharing yet: record a consent, or state a basis."""


class WrongKey(CaseError):
    """The passphrase, recovery code or key does not open the store."""


class NeedsCode(CaseError):
    """The passphrase is right, and the code of the phone is asked for besides."""


class NeedsNotice(CaseError):
    """The notice before sign-in is not acknowledged; its sentence is the notice."""


class NeedsPassphrase(CaseError):
    """What was asked needs the passphrase again; with it, the same may be asked once more."""


class NeedsRules(CaseError):
    """The rules of behavior are to be agreed to before a shift begins; its sentence is the rules."""


class PassphraseDue(CaseError):
    """A passphrase that its user should change; it still opens the store."""


class SessionOver(CaseError):
    """The session has lasted as long as one may."""


class StoreDamaged(CaseError):
    """The store or its key file is damaged, or an older copy was put back."""


class StoreGap(StoreDamaged):
    """The store ends before what it is known to have held; a user may go on, and that is written down."""


class StoreTooNew(CaseError):
    """A newer Casemgr wrote this store."""


class StoreBusy(CaseError):
    """Another process has the store open."""


class Unwritable(CaseError):
    """The disk is full, read-only or gone; trying again may help."""


class Unlogged(Unwritable):
    """The audit entry cannot be written, so nothing is done that would need one."""


class BadFile(CaseError):
    """A file from outside that cannot be read as what it claims to be."""
