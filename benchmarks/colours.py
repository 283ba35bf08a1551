"""The least contrast of text, and of edges, icons and rings, in each set of colours.

``python -m benchmarks.colours`` gives it as JSON.
"""

import json
import sys

from ui.shell.colours import SETS
from ui.shell.contrast import TEXT, pairs


def least() -> list[tuple[str, str, float, str]]:
    """For each set of colours: its name, "text" or "parts", the least ratio, and between which two it is."""
    found = []
    for name, colours in SETS.items():
        for kind, is_text in (("text", True), ("parts", False)):
            ratios = [(pair.of(colours), pair) for pair in pairs() if (pair.least == TEXT) is is_text]
            ratio, pair = min(ratios, key=lambda one: one[0])
            found.append((name, kind, ratio, f"{pair.front} on {pair.behind}"))
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(least()))
