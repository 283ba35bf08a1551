"""Reading what a command is given in a file, or on standard input for ``-``."""

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from navigator.errors import NavigatorError


def opened(source: str) -> AbstractContextManager[BinaryIO]:
    """The bytes of a file or of standard input. Raises ``NavigatorError`` where they cannot be had."""
    if source == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(source).open("rb")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "that is not the name of a file"
        raise NavigatorError(f"{source} cannot be read: {reason}.") from error
