"""What a coordinator calls whether a service runs; people who look for help are told what to do about it instead."""

from collections.abc import Mapping
from typing import Final

STATUS: Final[Mapping[str, str]] = {"active": "Running", "unclear": "Unclear", "closed": "Closed"}
"""Each status by its code, in the order in which they are offered."""
