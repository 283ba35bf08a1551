"""The program as a folder that needs no Python: what goes into it, and a check of what was built.

``build_app.spec`` asks here what to take along. ``python tools/bundle.py check [DIR]`` starts the built program
off-screen, from another folder and with nothing of this one to find, and says how large it is and how fast it starts.
Exit status: 0 all well, 1 something is wrong, in a line each.
"""

import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from functools import cache
from importlib import import_module
from pathlib import Path, PurePath
from statistics import median
from typing import Final, TypeAlias

ROOT: Final = Path(__file__).resolve().parent.parent
NAME: Final = "navigator"
EXECUTABLES: Final[Mapping[str, bool]] = {"navigator": True, "navigator-window": False}
"""The executables, and whether each has a console: a program without one has no standard output on Windows."""

MOST_MB: Final = 200
MOST_RATIO: Final = 1.5
PAIRS: Final = 10

# What goes in ---------------------------------------------------------------------------------------------------------

NEEDLESS_HOOKS: Final = frozenset(f"pyi_rth_{name}" for name in ("inspect", "multiprocessing", "pkgutil", "pyside6"))
"""What PyInstaller would run at every start, Qt with it. PySide6 finds its plugins itself; nothing needs the rest."""

_ENTRY: Final = "ui.__main__"
_TABLES: Final = "navigator.directory.models"
_WRITING: Final = frozenset({"pydantic", "pydantic_core", "sqlalchemy", "sqlmodel"})
_DATABASES: Final = ("mssql", "mysql", "oracle", "postgresql")
_NOT_WRITING: Final = frozenset(
    {"mypy", "pydantic.mypy", "pydantic.v1", "rich", *(f"sqlalchemy.dialects.{name}" for name in _DATABASES)}
)
"""What the libraries for writing can do without: older forms, help with types, databases other than SQLite."""
_TESTING: Final = frozenset({"_pytest", "pytest", "pygments", "setuptools"})
"""What a library's own tests bring."""
_PICTURES: Final = frozenset(
    {"PIL.ImageQt", "PIL.ImageTk", "PIL._avif", "PIL._imagingcms", "PIL._imagingft", "PIL._imagingmath", "PIL._webp"}
)
"""What reading pictures brings: reportlab imports Pillow, and no sheet has a picture."""
_CHARTS: Final = frozenset({"chardet", "charset_normalizer", "numpy", "reportlab.graphics"})
"""What reportlab can do without."""
_QT: Final = frozenset({"PySide6.QtDBus", "PySide6.QtNetwork"})
_SYSTEM: Final = frozenset({"_hashlib", "_ssl", "multiprocessing", "tkinter"})
_OPTIONAL: Final = _WRITING | _NOT_WRITING | _TESTING | _PICTURES | _CHARTS | _QT | _SYSTEM
_SHIPPED: Final = (
    "navigator/directory/schema/*.sql",
    "resources/changes.toml",
    "resources/english/LICENCE.txt",
    "resources/fonts/*",
    "resources/geo/ATTRIBUTION.txt",
    "resources/guidance.toml",
    "resources/intervals.toml",
    "resources/pathways/catch-22s.toml",
    "resources/pathways/situations.toml",
    "resources/pathways/sources.toml",
    "resources/pathways/transitions.toml",
    "resources/questions.toml",
    "resources/right-now.toml",
    "resources/services.sqlite",
    "resources/sheets.toml",
    "resources/sheets/*",
    "resources/telling-words.toml",
)
_PLUGINS: Final = (
    "platforminputcontexts/*compose*",
    "platforminputcontexts/*ibus*",
    "platforms/*cocoa.*",
    "platforms/*offscreen.*",
    "platforms/*qwayland.*",
    "platforms/*windows.*",
    "platforms/*xcb.*",
    "platformthemes/*xdgdesktopportal.*",
    "printsupport/*",
    "styles/*",
    "wayland-decoration-client/*",
    "wayland-shell-integration/*xdg-shell.*",
)
_UNWANTED: Final = ("*.qm", "*/opengl32sw.dll", "*/d3dcompiler_*.dll")
_LINKING: Final = frozenset({"BINARY", "EXTENSION"})

Entry: TypeAlias = tuple[str, str, str]
"""A file of the bundle as PyInstaller has it: where it goes, where it is, and what kind it is."""


def reached(entry: str = _ENTRY, root: Path = ROOT) -> set[str]:
    """The names of all modules that a module of ours imports, itself or through others of ours, at once or later.

    What is imported for types alone counts only where a package gives its names when asked (PEP 562), since those are
    the names. So does a module of ours whose whole name stands in a text: it is imported by it. Things imported from a
    module are among the names too.
    """
    found: set[str] = set()
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        waiting.append(name.rpartition(".")[0] or name)
        if source := _source(name, root):
            imports, texts = _names_in(source)
            waiting.extend(imports)
            waiting.extend(text for text in texts if _source(text, root))
    return found


@cache
def _names_in(source: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The names that a module imports, and the texts in it that could be the whole names of others."""
    tree = ast.parse(source.read_bytes())
    nodes = list(ast.walk(tree))
    return frozenset(_imports(tree, types_too=_gives_names_when_asked(nodes))), frozenset(_texts(nodes))


@cache
def ours() -> tuple[str, ...]:
    """The modules of ours that the program reaches."""
    return tuple(sorted(name for name in reached() if _source(name, ROOT)))


def _source(name: str, root: Path) -> Path | None:
    path = root.joinpath(*name.split("."))
    return next((file for file in (path.with_name(f"{path.name}.py"), path / "__init__.py") if file.is_file()), None)


def _gives_names_when_asked(nodes: Iterable[ast.AST]) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "__getattr__" for node in nodes)


def _texts(nodes: Iterable[ast.AST]) -> Iterator[str]:
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return (text for text in texts if "." in text and all(part.isidentifier() for part in text.split(".")))


def _imports(node: ast.AST, *, types_too: bool) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=str(module), names=names):
            yield module
            yield from (f"{module}.{alias.name}" for alias in names)
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) if not types_too:
            pass
        case ast.expr():
            pass
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _imports(child, types_too=types_too)


def left_out(used: set[str] | None = None) -> list[str]:
    """The modules to leave out, of those that the program may do without.

    The libraries for writing come along only once something defines the tables to write to.
    """
    used = reached() if used is None else used
    unused = _OPTIONAL - used - _WRITING
    return sorted(unused if _TABLES in used else unused | _WRITING)


def data_files() -> list[tuple[str, str]]:
    """The files read at run time, each with the folder it goes to: the same folders as here."""
    files = [(path, path.relative_to(ROOT).parent) for pattern in _SHIPPED for path in sorted(ROOT.glob(pattern))]
    return [(str(path), folder.as_posix()) for path, folder in files]


def is_wanted(place: str) -> bool:
    """Whether a file that Qt brought, known by its place in the bundle, is of use here."""
    place = place.replace("\\", "/")
    if any(fnmatch(place, pattern) for pattern in _UNWANTED):
        return False
    _, of_qt, plugin = place.partition("/plugins/")
    return not of_qt or any(fnmatch(plugin, pattern) for pattern in _PLUGINS)


def trimmed(entries: Iterable[Entry], links: Callable[[str], Iterable[str]]) -> list[Entry]:
    """The files without Qt's unused plugins, and without the libraries that nothing else links to.

    ``links`` names the libraries a file links to.
    """
    wanted: list[Entry] = []
    unwanted: list[Entry] = []
    for entry in entries:
        (wanted if is_wanted(entry[0]) else unwanted).append(entry)
    if sys.platform == "darwin":  # a framework is more than its library
        return wanted
    where = {_file(place): path for place, path, kind in wanted if kind in _LINKING}
    brought = _linked([path for _, path, kind in unwanted if kind in _LINKING], where, links)
    needed = _linked([path for name, path in where.items() if name not in brought], where, links)
    return [entry for entry in wanted if _file(entry[0]) not in brought - needed]


def _linked(paths: Iterable[str], where: Mapping[str, str], links: Callable[[str], Iterable[str]]) -> set[str]:
    """The file names, of those ``where`` has, that the files link to, and those link to, and so on."""
    found: set[str] = set()
    waiting = list(paths)
    while waiting:
        new = {_file(name) for name in links(waiting.pop())} & where.keys() - found
        found |= new
        waiting.extend(where[name] for name in new)
    return found


def _file(path: str) -> str:
    return PurePath(path).name.lower()


# What was built -------------------------------------------------------------------------------------------------------

_SEARCH: Final = ("find", "methodone", "--json")
_OPEN: Final = ("open", "--until-painted")
_ANSWERS: Final = "answers.json"
_PERSON: Final = {"gp": ["not-registered"], "area": ["Southwark"]}
_PRACTICE: Final = ("routes", "quay-health-social-prescribing", "--answers", _ANSWERS, "--json")
_RELEASE: Final = ("transition", "prison-release", "--date", "2026-11-27", "--ics", "reminders.ics")
_EDIT: Final = ("listings", "edit", "manna-society-day-centre", "--set", "phones.1.number=020 7946 0000", "--json")
_UNDO: Final = ("listings", "edit", "--undo", "1", "--json")
_ADD: Final = (
    *("listings", "add", "--name", "Quay Street Kitchen", "--organization", "Crisis", "--json"),
    *("--set", "description=Hot meals.", "sources.1.title=Its page"),
)
_SHEET: Final = ("refer", "manna-society-day-centre", "--for", "person", "--out")
_SHEETS: Final = {"sheet.pdf": b"%PDF-", "sheet.html": b"<!DOCTYPE html>", "sheet.txt": b"Manna Society"}
"""The files that hold a sheet, and what is to be found in each."""
_MB: Final = 1_000_000
_PATIENCE_S: Final = 120


def files(folder: Path) -> list[tuple[Path, int]]:
    """Every file of a folder, from within it, with its size in bytes, largest first; links are not followed."""
    found = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    sized = [(path.relative_to(folder), path.stat().st_size) for path in found]
    return sorted(sized, key=lambda file: (-file[1], file[0]))


def same_but_for_case(paths: Iterable[Path]) -> list[Path]:
    """The paths that only capitals tell apart, which some systems do not."""
    known = sorted(paths)
    alike = Counter(str(path).lower() for path in known)
    return [path for path in known if alike[str(path).lower()] > 1]


def run(command: Sequence[str | Path], home: Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program off-screen with nothing of this environment to find, its home (and working) folder elsewhere."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    homes = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_RUNTIME_DIR"), str(home))
    return subprocess.run(
        command,
        cwd=folder or home,
        env={**kept, **homes, "PATH": os.defpath, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        timeout=_PATIENCE_S,
        check=False,
    )


def problems(folder: Path, home: Path) -> Iterator[str]:
    """What is wrong with the built program, a line each."""
    sized = files(folder)
    if (size := sum(size for _, size in sized) / _MB) > MOST_MB:
        yield f"{size:.0f} MB is more than {MOST_MB} MB"
    for path in same_but_for_case(path for path, _ in sized):
        yield f"{path} has a twin that only capitals tell apart"
    console, window = (_executable(folder, name) for name in EXECUTABLES)
    for name in sorted(set(ours()) - held(console)):
        yield f"{name} is not in it"
    (home / _ANSWERS).write_text(json.dumps(_PERSON), encoding="utf-8")
    asked: list[tuple[Path, Sequence[str], Callable[[str], bool]]] = [
        (console, _SEARCH, lambda said: bool(json.loads(said)["results"])),
        (console, ("show", "samaritans"), lambda said: said.startswith("Samaritans")),
        (console, ("now", "overdose"), lambda said: "999" in said),
        (console, ("check", "--answers", _ANSWERS, "--json"), lambda said: bool(json.loads(said)["services"])),
        (console, ("pathways", "rough-sleeping-both", "--json"), lambda said: bool(json.loads(said)["steps"])),
        (console, _PRACTICE, lambda said: bool(json.loads(said)["routes"])),
        (console, _RELEASE, lambda _: (home / _RELEASE[-1]).read_bytes().startswith(b"BEGIN:VCALENDAR")),
        *((console, (*_SHEET, name), lambda _, at=name: _SHEETS[at] in (home / at).read_bytes()) for name in _SHEETS),
        (console, ("listings", "review", "--json"), lambda said: bool(json.loads(said)["listings"])),
        (console, _EDIT, lambda said: bool(json.loads(said)["changes"])),
        (console, _UNDO, lambda said: bool(json.loads(said)["ids"])),
        (console, _ADD, lambda said: json.loads(said)["id"] == "quay-street-kitchen"),
        (console, ("doctor", "--json"), lambda said: json.loads(said)["problems"] == []),
        (console, _OPEN, lambda _: True),
        (window, _OPEN, lambda _: True),
    ]
    for program, words, is_right in asked:
        wrong = _wrong([program, *words], home, is_right)
        if wrong:
            yield f"{program.name} {' '.join(words)}: {wrong}"


def held(program: Path) -> set[str]:
    """The modules that a built program holds, but for the one it starts with; none in what was not built."""
    readers = import_module("PyInstaller.archive.readers")
    try:
        modules = readers.CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz")
    except (readers.ArchiveReadError, OSError):
        return set()
    return {_ENTRY, *modules.toc}


def _wrong(command: Sequence[str | Path], home: Path, is_right: Callable[[str], bool]) -> str:
    try:
        done = run(command, home)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode:
        return f"exit status {done.returncode}: {(done.stderr.strip().splitlines() or ['nothing said'])[-1]}"
    try:
        return "" if is_right(done.stdout) else "not the answer expected"
    except (ValueError, LookupError, OSError):
        return "not the answer expected"


def start_ratio(words: Sequence[str], built: Path, home: Path, pairs: int = PAIRS) -> float:
    """How long the built program takes for a command, beside the same from source: the median of paired runs."""
    source = (sys.executable, "-m", "ui", *words)

    def seconds(command: Sequence[str | Path], folder: Path) -> float:
        start = time.perf_counter()
        run(command, home, folder)
        return time.perf_counter() - start

    def ratio() -> float:
        return seconds([built, *words], home) / seconds(source, ROOT)

    ratio()  # both are in memory from here on
    return median(ratio() for _ in range(pairs))


def check(folder: Path) -> int:
    """Check the built program, and say what it is like; gives the exit status."""
    if not _executable(folder, NAME).is_file():
        print(f"There is no built program in {folder}: make app builds it.", file=sys.stderr)
        return 1
    sized = files(folder)
    print(f"{sum(size for _, size in sized) / _MB:.1f} MB in {len(sized)} files, the largest:")
    for path, size in sized[:10]:
        print(f"{size / _MB:7.1f} MB  {path}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        home = Path(name)
        wrong = list(problems(folder, home))
        for words in () if wrong else (_SEARCH, _OPEN):
            ratio = start_ratio(words, _executable(folder, NAME), home)
            print(f"{ratio:7.2f} x the time from source: {' '.join(words)}")
            if ratio > MOST_RATIO:
                wrong.append(f"{' '.join(words)} takes {ratio:.2f} x the time from source, more than {MOST_RATIO} x")
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    return 1 if wrong else 0


def _executable(folder: Path, name: str) -> Path:
    return folder / (f"{name}.exe" if os.name == "nt" else name)


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say; gives the exit status."""
    parser = argparse.ArgumentParser(prog="bundle", description="Check the program that make app built.")
    parser.add_argument("do", choices=["check"])
    parser.add_argument("folder", metavar="DIR", type=Path, nargs="?", default=ROOT / "dist" / NAME)
    return check(parser.parse_args(argv).folder.resolve())


if __name__ == "__main__":
    sys.exit(main())
