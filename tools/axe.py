"""Fetches axe-core, which checks pages for accessibility, into the environment: ``python tools/axe.py``.

Says nothing where it is there already. Where it cannot be fetched, its test is skipped, but never in CI: there the exit
status is 1.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

VERSION: Final = "4.14.1"


def script() -> Path:
    """Where axe-core is, or is to be."""
    return Path(sys.prefix, "axe", "node_modules", "axe-core", "axe.min.js")


def fetch() -> bool:
    """Have npm bring it; whether it is there."""
    if script().is_file():
        return True
    if npm := shutil.which("npm"):
        quiet = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        folder = ["--prefix", str(Path(sys.prefix, "axe"))]
        subprocess.run([npm, "install", *folder, *quiet, f"axe-core@{VERSION}"], check=False, stdout=sys.stderr)
    return script().is_file()


def main() -> int:
    """Fetch it, or say that it could not be."""
    if fetch():
        return 0
    print("axe-core could not be fetched with npm, so pages are not checked for accessibility.", file=sys.stderr)
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
