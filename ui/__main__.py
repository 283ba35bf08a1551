"""The program: a window, or one command."""

import sys
from collections.abc import Sequence
from pathlib import Path

_WINDOW = (None, "open")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name, or open the window when they name none.

    Qt is imported only for the window. Returns the exit status: 0 done, 1 could not, 2 misused.
    """
    from navigator import cli

    arguments = sys.argv[1:] if argv is None else argv
    options = cli.build_parser().parse_args(arguments)
    if options.verb not in _WINDOW:
        return cli.main(arguments)
    return _open_window(options.data, until_painted=bool(options.verb and options.until_painted))


def _open_window(data: Path | None, *, until_painted: bool) -> int:
    from navigator.errors import NavigatorError
    from ui.shell.display import draw_pictures, has_display

    try:
        if has_display():
            from ui.shell.imports import import_plainly

            import_plainly()
            from ui.shell.application import open_window

            return open_window(data, until_painted=until_painted)
        if until_painted:
            print("There is no display here to open a window on.", file=sys.stderr)
            return 1
        print("There is no display here, so the window is drawn into these pictures instead:", flush=True)
        print(*draw_pictures(), sep="\n")
    except NavigatorError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
