"""Sees to what Navigator needs of the system: libraries and a font for Qt, tools for the tests, Python's venv.

``python tools/system.py [python] [window] [tests] [app]`` says nothing where all is there, and on Windows and macOS,
where nothing is needed. On Debian and Ubuntu it installs what is missing when run by root, and otherwise names the one
command to type. Exit status: 0 all there, 1 something is missing.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

QT_FILES: Final = (
    "plugins/platforms/libqxcb.so",
    "lib/libQt6Widgets.so.6",
    "lib/libQt6PrintSupport.so.6",
    "lib/libQt6Svg.so.6",
)
FONT_FOLDERS: Final = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_ENDINGS: Final = {".ttf", ".otf", ".ttc"}
TEST_TOOLS: Final = {("Xvfb",): "xvfb", ("pdftotext",): "poppler-utils"}
BROWSER_TOOLS: Final = {("chromium", "chromium-browser", "google-chrome"): "chromium", ("npm",): "npm"}
UNUSUAL_PACKAGES: Final = {
    "libGLdispatch.so.0": "libglvnd0",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g",
}

Missing = Mapping[str, str]
"""What is missing, in words, with the Debian package that has it."""


def package_of(library: str) -> str:
    """The Debian package of a library: ``libxcb-cursor.so.0`` is in ``libxcb-cursor0``.

    Debian policy 8.1: the library's name and version, with a hyphen between two digits, in lower case.
    """
    if library in UNUSUAL_PACKAGES:
        return UNUSUAL_PACKAGES[library]
    name, _, version = library.partition(".so.")
    hyphen = "-" if name[-1].isdigit() else ""
    return f"{name}{hyphen}{version}".lower().replace("_", "-")


def not_found(ldd_output: str) -> list[str]:
    """The libraries that ``ldd`` could not find, sorted, each once."""
    return sorted(set(re.findall(r"^\s*(\S+) => not found", ldd_output, re.MULTILINE)))


def missing_for_python() -> Missing:
    """Debian ships Python without what makes an environment."""
    if importlib.util.find_spec("ensurepip"):
        return {}
    return {"Python's venv": f"python{sys.version_info.major}.{sys.version_info.minor}-venv"}


def missing_for_window() -> Missing:
    """The libraries that Qt links to and does not bring, and a font."""
    missing = {library: package_of(library) for library in not_found(_ldd(_qt_files()))}
    if not any(_fonts(FONT_FOLDERS)):
        missing["a font"] = "fonts-dejavu-core"
    return missing


def missing_for_tests() -> Missing:
    """The tests open windows on a display of their own and read PDFs; in CI they also look at pages in a browser."""
    needed = TEST_TOOLS | BROWSER_TOOLS if os.environ.get("CI") else TEST_TOOLS
    return {names[0]: package for names, package in needed.items() if not any(map(shutil.which, names))}


def missing_for_app() -> Missing:
    """Building the program takes tools that look into libraries and make them smaller."""
    return {tool: "binutils" for tool in ("objdump", "strip") if not shutil.which(tool)}


CHECKS: Final[Mapping[str, Callable[[], Missing]]] = {
    "python": missing_for_python,
    "window": missing_for_window,
    "tests": missing_for_tests,
    "app": missing_for_app,
}


def main(names: Iterable[str]) -> int:
    """Look for what each of the named checks needs, and see to what is missing."""
    if not sys.platform.startswith("linux"):
        return 0
    checks = [CHECKS[name] for name in names]
    missing = _all_missing(checks)
    if not missing:
        return 0
    needs = f"Navigator needs {', '.join(missing)}, which this system does not have"
    if not shutil.which("apt-get"):
        print(f"{needs}: please install what has it.", file=sys.stderr)
        return 1
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *sorted(set(missing.values()))]
    if os.geteuid() == 0:
        print(f"{needs}: installing it with apt-get.", flush=True)
        if _install(install) and not _all_missing(checks):
            return 0
    sudo = "" if os.geteuid() == 0 else "sudo "
    print(f"{needs}. Please type: {sudo}{' '.join(install)}", file=sys.stderr)
    return 1


def _all_missing(checks: Iterable[Callable[[], Missing]]) -> Missing:
    return {what: package for check in checks for what, package in check().items()}


def _install(command: list[str]) -> bool:
    """Run the command, after fetching the lists of packages if it cannot be done without."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def done(*words: str) -> bool:
        return subprocess.run(words, env=quiet, capture_output=True, check=False).returncode == 0

    return done(*command) or (done("apt-get", "update") and done(*command))


def _qt_files() -> list[Path]:
    """The files of the installed Qt whose libraries count; none where Qt is not installed."""
    found = importlib.util.find_spec("PySide6")
    folders = found.submodule_search_locations if found else None
    return [Path(folder, "Qt", name) for folder in folders or () for name in QT_FILES]


def _ldd(files: Iterable[Path]) -> str:
    if not (ldd := shutil.which("ldd")):
        return ""
    return subprocess.run([ldd, *files], capture_output=True, text=True, check=False).stdout


def _fonts(folders: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in Path(folder).expanduser().rglob("*") if path.suffix.lower() in FONT_ENDINGS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
