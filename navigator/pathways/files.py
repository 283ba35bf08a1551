"""Files that are written whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from navigator.errors import NavigatorError


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, in place of one of that name; what was there stays until all of it is written.

    Raises NavigatorError, with one sentence that names the path, where it cannot be written.
    """
    try:
        _write(path.resolve(), content)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "that is not the name of a file"
        raise NavigatorError(f"{path} cannot be written: {reason}.") from error


def _write(path: Path, content: bytes) -> None:
    if path.exists() and not path.is_file():
        raise ValueError(path)
    unfinished = path.with_name(f"{path.name}.{os.urandom(4).hex()}.new")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
