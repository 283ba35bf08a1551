"""Where the files that ship with Navigator are."""

from pathlib import Path


def resource(*parts: str) -> Path:
    """Path of a shipped file, such as ``resource("geo", "boroughs.geojson")``.

    Found from this module, so that it also holds inside a frozen program. The file need not exist.
    """
    return Path(__file__).resolve().parent.parent.joinpath("resources", *parts)
