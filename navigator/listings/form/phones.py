"""Phone numbers as people in Britain write and ring them, short numbers and numbers to text among them.

What a number may be is Ofcom's numbering plan, as the library ``phonenumbers`` holds it.
"""

import re
from typing import TYPE_CHECKING, Final

from navigator.listings.form.typed import Problem

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_GB: Final = "GB"
_CODE: Final = 44
_NUMBER: Final = re.compile(r"[(+]{0,2}[0-9][0-9 ()./-]*", re.ASCII)
_SHORT: Final = re.compile(r"116 ?[0-9]{3}|[0-9]{3}|[0-9]{5}", re.ASCII)
_TWO: Final = re.compile(r"[/,;&]|\bor\b|\band\b", re.IGNORECASE)
_SHARED: Final = "Write one number in each field, and what it is for in the note."


def usual_form(number: str) -> str:
    """A number as it is usually written: ``"+442079460000"`` gives ``"020 7946 0000"``; "" for what is no number."""
    short = number.strip()
    if _SHORT.fullmatch(short):
        digits = short.replace(" ", "")
        return f"116 {digits[3:]}" if digits.startswith("116") and len(digits) > len("116") else digits
    parsed = _parsed(number)
    if parsed is None:
        return ""
    from phonenumbers import PhoneNumberFormat, format_number

    national = parsed.country_code == _CODE
    return format_number(parsed, PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL)


def phone_problem(field: str, number: str) -> Problem | None:
    """What is wrong with a number that somebody typed; None for nothing."""
    short = number.strip()
    if _SHORT.fullmatch(short):
        return _short_problem(field, short.replace(" ", ""))
    parsed = _parsed(short)
    if parsed is None:
        two = _TWO.search(short) and any(_parsed(part) or _SHORT.fullmatch(part.strip()) for part in _TWO.split(short))
        says = f"This is more than one number. {_SHARED}" if two else f"This is not a phone number. {_SHARED}"
        return Problem(field, says, blocks=True)
    return _whole_problem(field, short, parsed)


def digits_of(number: str) -> str:
    """What two ways to write the same number have in common: ``"+44 20 7946 0000"`` gives ``"02079460000"``."""
    return "".join(letter for letter in usual_form(number) or number if letter.isdigit())


def _short_problem(field: str, digits: str) -> Problem | None:
    from phonenumbers import parse
    from phonenumbers.shortnumberinfo import is_valid_short_number_for_region

    if is_valid_short_number_for_region(parse(digits, _GB), _GB):
        return None
    says = f"{digits} is not a short number in use in Britain. Check it, or write it in full."
    return Problem(field, says, blocks=False)


def _whole_problem(field: str, typed: str, parsed: "PhoneNumber") -> Problem | None:
    from phonenumbers import (
        PhoneNumberType,
        ValidationResult,
        is_possible_number_with_reason,
        is_valid_number,
        number_type,
    )

    if is_possible_number_with_reason(parsed) != ValidationResult.IS_POSSIBLE:
        says = "This has too many or too few digits for a phone number. Compare it with where you read it."
        return Problem(field, says, blocks=True)
    if not is_valid_number(parsed):
        return Problem(field, "No number in use looks like this. Compare it with where you read it.", blocks=False)
    usual = usual_form(typed)
    if number_type(parsed) == PhoneNumberType.PREMIUM_RATE:
        return Problem(field, "This number costs a lot to ring. Say so in the note, or find another.", blocks=False)
    if " " not in typed or typed.startswith("+44") or "(" in typed:
        return None if usual == typed else Problem(field, f"Easier to read as {usual}.", blocks=False, offer=usual)
    return None


def _parsed(number: str) -> "PhoneNumber | None":
    from phonenumbers import NumberParseException, parse

    if not _NUMBER.fullmatch(number.strip()):
        return None
    try:
        return parse(number, _GB)
    except NumberParseException:
        return None
