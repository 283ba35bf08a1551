"""Public names of a package that are imported when they are first asked for."""

import subprocess
import sys

import pytest

import navigator.directory
import navigator.find
from navigator.names import lazy


@pytest.mark.parametrize("package", [navigator.find, navigator.directory])
def test_every_public_name_is_there(package: object) -> None:
    assert all(getattr(package, name) is not None for name in package.__all__)  # type: ignore[attr-defined]


def test_a_name_is_the_one_of_its_module() -> None:
    from navigator.find import filters

    assert navigator.find.Filters is filters.Filters


def test_a_name_there_is_not_is_an_attribute_error_that_names_the_package() -> None:
    with pytest.raises(AttributeError, match=r"'navigator\.find' has no attribute 'Nothing'"):
        lazy("navigator.find", {"filters": "Filters"})("Nothing")


def test_a_package_brings_none_of_its_modules() -> None:
    code = "import sys, navigator.find; print(*(name for name in sys.modules if name.startswith('navigator.find.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
