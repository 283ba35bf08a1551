"""The sizes of paper that a sheet is printed on."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

Paper = Literal["A4", "Letter"]

PAPERS: Final[tuple[Paper, ...]] = get_args(Paper)
SIZES: Final[Mapping[Paper, tuple[float, float]]] = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Width and height in points: A4 by ISO 216, US Letter by ANSI/ASME Y14.1."""
