"""Navigator's core: finding, checking, pathways, referral and listings, with no window in it."""

from typing import Final

__version__: Final = "0.1.0"
