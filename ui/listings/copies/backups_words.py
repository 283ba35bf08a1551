"""What is said of backups and of problems with the directory, for somebody at the window."""

from pathlib import Path
from typing import Final

from navigator.directory.backups import WHYS, Backup
from navigator.directory.store import FILE_NAME
from navigator.find.wording import megabytes, plain_date, plural
from navigator.listings.care.doctor import Finding

_DAMAGED: Final = "It is damaged and cannot be put back"
MENDED_HERE: Final = "Press “Mend”."


def when(backup: Backup) -> str:
    """When a backup was made: ``"22 November 2026, 14:05"``."""
    at = backup.made_at.astimezone()
    return f"{plain_date(at.date().isoformat())}, {at:%H:%M}"


def about(backup: Backup) -> str:
    """Why it was made, what it holds, and whether it can be put back."""
    why = WHYS[backup.why]
    holds = f"{plural(backup.listings, 'listing')}, {megabytes(backup.size)}"
    return f"{why[:1].upper()}{why[1:]}. {f'{holds}, verified' if backup.verified else _DAMAGED}."


def mends(problem: Finding) -> bool:
    """Whether mending puts it right."""
    return problem.remedy.act == "mend"


def is_directory_copy(problem: Finding) -> bool:
    """Whether it is about a file that can be opened as a colleague's copy is."""
    return problem.kind == "conflict" and Path(FILE_NAME).stem in Path(problem.where).name.casefold()


def to_do(problem: Finding, names: dict[str, str]) -> str:
    """What to do about a problem here; ``names`` are the backups in words, by file name."""
    remedy = problem.remedy
    puts_back = f"Put back the backup of {names.get(remedy.backup, remedy.backup)}"
    does = {"mend": MENDED_HERE, "restore": puts_back}
    return " ".join(filter(None, (does.get(remedy.act, ""), remedy.says)))


def put_back_words(backup: Backup, before: Backup | None) -> str:
    """That a backup was put back, and where what was there before is."""
    said = f"Put back: {when(backup)}, {plural(backup.listings, 'listing')}."
    if before is None:
        return said
    if not before.verified:
        return f"{said} What was there was damaged. It is kept: {before.path}"
    return f"{said} To undo this, put back the backup of {when(before)}."
