"""What to tell a person of an error."""

from typing import Final

from navigator.errors import NavigatorError

_BUG: Final = "Something went wrong inside Navigator, and it is not your doing. Close it and open it again."


def sentence(error: Exception) -> str:
    """What to tell a person of an error: its own words, where it is one that was foreseen."""
    return str(error) if isinstance(error, NavigatorError) else _BUG
