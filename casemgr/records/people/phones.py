"""Telephone numbers: one form to compare, and the forms people search by."""

import phonenumbers

REGION = "US"
"""Where a number without a country code is taken to be."""


def number_of(raw: str) -> str:
    """The number as E.164, such as +13125550134; empty where what was written is not a whole number."""
    try:
        number = phonenumbers.parse(raw, REGION)
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def digits(text: str) -> str:
    """The digits of a text."""
    return "".join(c for c in text if c.isdigit())


def searched_as(number: str) -> str:
    """The ways a number, as E.164 or bare digits, is typed into a search box."""
    if not number.startswith("+"):
        return number
    parsed = phonenumbers.parse(number)
    national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return f"{number} {national} {digits(national)}"
