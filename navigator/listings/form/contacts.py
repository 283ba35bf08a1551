"""How people reach a service, checked as it is typed: numbers, email and web addresses."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from navigator.listings.form.phones import digits_of, phone_problem
from navigator.listings.form.typed import Problem, rows_in, text_in

_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST: Final = re.compile(rf"(?:{_LABEL}\.)+(?:[^\W\d_]{{2,63}}|xn--[a-z0-9-]{{2,59}})\.?", re.IGNORECASE)
_BARE: Final = re.compile(r"[^\s/@:]+\.[^\s/@:]{2,}(?:/\S*)?")
_BEFORE_AT: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}", re.ASCII)
_LONGEST_EMAIL: Final = 254


def contact_problems(fields: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with the ways to reach a service, the same number given twice among it."""
    seen: dict[str, str] = {}
    for place, phone in rows_in(fields, "phones"):
        number, field = text_in(phone, "number"), f"{place}.number"
        if not number:
            continue
        if problem := phone_problem(field, number):
            yield problem
        first = seen.setdefault(digits_of(number), place)
        if first != place:
            number_of = first.rpartition(".")[2]
            yield Problem(field, f"This number is there already, as number {number_of}. Take one out.", blocks=False)
    if problem := email_problem("email", text_in(fields, "email")):
        yield problem
    if problem := web_problem("url", text_in(fields, "url")):
        yield problem
    if text_in(fields, "status") == "active" and not (seen or text_in(fields, "email") or text_in(fields, "url")):
        says = "There is no phone, email or web address. Give one, so that people can ask."
        yield Problem("phones", says, blocks=False)


def web_problem(field: str, address: str) -> Problem | None:
    """What is wrong with a web address; None for nothing, and for none."""
    if not address:
        return None
    says, offer = _wrong_address(address)
    return Problem(field, says, blocks=True, offer=offer) if says else None


def email_problem(field: str, address: str) -> Problem | None:
    """What is wrong with an email address; None for nothing, and for none."""
    if not address:
        return None
    bare = address.removeprefix("mailto:")
    name, _, host = bare.rpartition("@")
    dotted = ".." in name or name.startswith(".") or name.endswith(".")
    if dotted or not _BEFORE_AT.fullmatch(name) or not _HOST.fullmatch(host) or len(bare) > _LONGEST_EMAIL:
        says = "An email address looks like team@example.org. Give one, without words around it."
        return Problem(field, says, blocks=True)
    if bare != address:
        return Problem(field, f"Leave out “mailto:”. Write {bare}.", blocks=True, offer=bare)
    return None


def _wrong_address(address: str) -> tuple[str, str]:
    """What to say of a web address, "" for nothing, and what could stand there instead."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "This is not a web address. Copy it from the browser.", ""
    if any(letter.isspace() for letter in address):
        return "A web address has no spaces. Give one address, without words around it.", ""
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        says, whole = "A web address begins with https:// or http://.", f"https://{address}"
        good = _BARE.fullmatch(address) and not _wrong_address(whole)[0]
        return (f"{says} Write {whole}.", whole) if good else (f"{says} Copy it from the browser.", "")
    if "@" in parts.netloc or not _HOST.fullmatch(host):
        return "This web address names no site, such as www.example.org. Copy it again.", ""
    return "", ""
