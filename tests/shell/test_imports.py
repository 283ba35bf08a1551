"""Plain imports beside PySide: no source is read, and nothing else changes."""

import subprocess
import sys

CODE = """
import linecache
from ui.shell.imports import import_plainly
{plainly}
before = len(linecache.cache)
import ui.shell.theme
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
print(QLabel("still works").text(), len(linecache.cache) - before)
"""


def run(plainly: str) -> str:
    command = [sys.executable, "-c", CODE.format(plainly=plainly)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_what_is_imported_afterwards_is_not_read_as_text() -> None:
    assert run("import_plainly()") == "still works 0"
    assert run("") != "still works 0"
