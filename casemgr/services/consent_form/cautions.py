"""What an officer is told before a consent form is printed or saved."""

from casemgr.i18n import _
from casemgr.services.consent_form.facts import FormPages
from casemgr.services.own.giving import before_given


def cautions(pages: FormPages) -> list[str]:
    """What can go wrong with this form, a sentence each, in the language in force; the gravest first."""
    said = []
    if pages.names_walled:
        named = _(
            "It names a treatment program or a victim service: ask whether it is safe to carry; else do not print it."
        )
        said.append(named)
    said += before_given(has_safe_contact_note=pages.has_safe_contact_note, untranslated=pages.untranslated)
    if pages.unchecked:
        said.append(_("No person has checked the translation of this form."))
    return said
