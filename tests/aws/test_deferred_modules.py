"""A deferred module is imported when one of its names is used, and then every name is what it stands for."""

import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from handler.aws import deferred_modules

ROOT = Path(__file__).parents[2]
NAME = "lazy_thing"
SOURCE = "class Thing:\n    kind = 'real'\n    def __init__(self, size):\n        self.size = size\n"


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A stand-in for a module that could be imported."""
    (tmp_path / f"{NAME}.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(str(tmp_path))
    deferred_modules.defer(NAME)
    yield import_module(NAME)
    sys.modules.pop(NAME, None)


def test_names_annotations_and_checks_import_nothing(module: Any) -> None:
    assert module.Thing is module.Thing
    assert isinstance(module.Thing, type)
    assert (module.Thing | None) is not None
    assert not isinstance(1, module.Thing)
    assert not issubclass(int, module.Thing)
    assert deferred_modules.is_deferred(NAME)


def test_a_call_or_an_attribute_imports_it_and_gives_the_real_thing(module: Any) -> None:
    assert module.Thing.kind == "real"
    assert not deferred_modules.is_deferred(NAME)
    real = sys.modules[NAME].Thing
    made = module.Thing(3)
    assert (type(made), made.size) == (real, 3)
    assert isinstance(made, module.Thing)
    assert issubclass(real, module.Thing)
    assert not isinstance(1, module.Thing)


def test_what_it_does_not_have_is_missing_in_its_stand_in(module: Any) -> None:
    for where, name in ((module, "__wrapped__"), (module.Thing, "__wrapped__"), (module.Thing, "other")):
        with pytest.raises(AttributeError):
            getattr(where, name)
    with pytest.raises(AttributeError):
        module.Other()


def test_nothing_is_derived_from_a_stand_in(module: Any) -> None:
    with pytest.raises(TypeError, match="stand-in of a deferred module"):
        type("Derived", (module.Thing,), {})


def test_a_module_that_is_imported_already_stays() -> None:
    deferred_modules.defer("fractions")
    assert sys.modules["fractions"].Fraction is Fraction


def printed(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={}, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_fastapis_deferred_modules_have_all_that_it_imports_of_them() -> None:
    """Each stand-in that FastAPI took stands for something that is there, and calling it gives the real thing."""
    code = (
        "from handler.aws import cold_start, deferred_modules as d; cold_start.begin()\n"
        "import sys\n"
        "taken = [kind for name in cold_start.UNUSED for kind in vars(sys.modules[name]).values()\n"
        "         if isinstance(kind, d.Deferred)]\n"
        "print(len(taken), all(d.is_deferred(name) for name in cold_start.UNUSED))\n"
        "print(all(d.real(kind).__name__ == kind.__name__ for kind in taken))\n"
        "from fastapi.security import APIKeyHeader, OAuth2, HTTPBearer\n"
        "print(APIKeyHeader(name='x').model, OAuth2().model, HTTPBearer().model, sep='|')"
    )
    whole = "from fastapi.security import APIKeyHeader, OAuth2, HTTPBearer\n" + code.splitlines()[-1]
    counted, real, *models = printed(code)
    assert counted.split()[1] == "True"
    assert int(counted.split()[0]) > 15
    assert real == "True"
    assert models == printed(whole)
