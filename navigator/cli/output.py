"""Writing to the terminal: wrapped text for people, or one line of JSON. Text is shown, never interpreted."""

import io
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

_WIDEST: Final = 100
_NARROWEST: Final = 30
_START: Final = re.compile(r" *(?:\d+\. )?")
_COMMAND: Final = re.compile(r" +navigator ")
_CONTROLS: Final = dict.fromkeys([*range(32), *range(127, 160), 0x2028, 0x2029, *range(0x202A, 0x202F)], " ")


def prepare() -> None:
    """See that no character stops a command: what the terminal cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def readable(text: str) -> str:
    """An argument as text; bytes that are not text in the system's encoding become question marks."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def one_line(text: str) -> str:
    """The text without control characters, so that it neither moves the cursor nor begins a line of its own."""
    return text.translate(_CONTROLS)


def write(lines: Iterable[str], data: Path | None = None) -> None:
    """Print lines for people, wrapped to the terminal; a line goes on below where its own text began.

    A command to be typed is told with the data folder that was given, since it is about the directory there.
    """
    for line in lines:
        sys.stdout.write(wrapped(line, data) + "\n")


def wrapped(line: str, data: Path | None = None) -> str:
    """One line, folded at spaces to the width of the terminal, continued below its text.

    A command to be typed stays whole, so that it can be copied; ``data`` is the folder that it is to use.
    """
    import shutil
    import textwrap

    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns - 1))
    text = one_line(line)
    if _COMMAND.match(text):
        return text if data is None else one_line(f'{text} --data "{data}"')
    start = _START.match(text)
    first = start[0] if start else ""
    return textwrap.fill(
        text[len(first) :],
        width,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def write_json(document: Mapping[str, Any]) -> None:
    """Print one JSON document on one line, at once. Only ASCII, so that no terminal or pipe can spoil it."""
    import json

    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()
