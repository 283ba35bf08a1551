"""Reading the answers a command is given in a file, or on standard input for ``-``."""

from collections.abc import Iterator
from typing import Final

from navigator.check import Allowed, Answers, read_answers
from navigator.cli.input import opened
from navigator.errors import NavigatorError

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def answers_in(source: str, allowed: Allowed) -> Answers:
    """The answers of one person. Raises ``NavigatorError``, naming the file, where they cannot be read."""
    where = _name(source)
    with opened(source) as file:
        return read_answers(_text(file.read(), where), allowed, where)


def everybody_in(source: str, allowed: Allowed) -> Iterator[Answers]:
    """The answers of one person a line. Raises ``NavigatorError``, naming file and line, where they cannot be read."""
    with opened(source) as file:
        for number, line in enumerate(file, 1):
            where = f"{_name(source)}, line {number}"
            text = _text(line.removesuffix(b"\n").removesuffix(b"\r"), where)
            if not text.strip():
                raise NavigatorError(f"{where}: it is empty. Each line holds one person's answers; {{}} for none.")
            yield read_answers(text, allowed, where)


def _text(content: bytes, where: str) -> str:
    try:
        return content.removeprefix(_BYTE_ORDER_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        raise NavigatorError(f"{where}: byte {error.start + 1} is not UTF-8 text.") from error


def _name(source: str) -> str:
    return "Standard input" if source == "-" else source
