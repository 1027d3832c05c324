"""The code archive: a module that comes out of it is the module that would come out of its folder."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from handler.aws import code_archive
from tools import build_package

ROOT = Path(__file__).parents[2]

SOURCES = {
    "handler/__init__.py": "",
    "handler/entry.py": "",
    "handler/aws/__init__.py": "",
    "thing/__init__.py": '"""A thing."""\nfrom thing.part import said\n',
    "thing/part.py": "from importlib import resources\n\ndef said():\n    return 1 / 0\n",
    "thing/data.txt": "data",
    "thing/inner/__init__.py": "",
    "thing/inner/leaf.py": "answer = 42\n",
    "single.py": "import thing\n",
}

PROGRAM = """
import importlib, inspect, json, pkgutil, sys, traceback
from importlib import resources
folder, archived = sys.argv[1:]
sys.path.insert(0, folder)
used = code_archive.import_from_archive(folder) if archived else False
told = []
for name in ("thing", "thing.part", "thing.inner.leaf", "single"):
    module = importlib.import_module(name)
    spec = module.__spec__
    told.append([module.__name__, module.__file__, module.__cached__, module.__package__, module.__doc__])
    told.append([getattr(module, "__path__", None), spec.name, spec.origin, spec.parent, spec.has_location])
    told.append([inspect.getsource(module), spec.loader.is_package(name), spec.loader.get_filename(name)])
told.append([entry.name for entry in pkgutil.iter_modules(importlib.import_module("thing").__path__)])
told.append(resources.files("thing").joinpath("data.txt").read_text())
try:
    importlib.import_module("thing").said()
except ZeroDivisionError as error:
    told.append([(frame.name, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)])
loaders = [type(module.__spec__.loader).__name__ for module in (sys.modules["thing"], sys.modules["single"])]
print(json.dumps([used, loaders, told]))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package as it is built for Lambda: compiled, and all code in the archive."""
    for name, text in SOURCES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    build_package.compile_all(tmp_path, sys.executable)
    build_package.archive_code(tmp_path)
    return tmp_path


def told(package: Path, *, archived: bool) -> tuple[bool, list[str], Any]:
    """Return whether the archive was used, the loaders of two modules, and all that can be told of the modules."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from handler.aws import code_archive; sys.path.pop(0)"
    command = [sys.executable, "-B", "-P", "-c", f"{code}\n{PROGRAM}", str(package), "archived" if archived else ""]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    used, loaders, said = json.loads(done.stdout)
    return used, loaders, said


def test_a_module_of_the_archive_is_the_module_of_its_folder(package: Path) -> None:
    used, loaders, from_archive = told(package, archived=True)
    assert (used, loaders) == (True, ["ArchiveLoader", "ArchiveLoader"])
    used, loaders, from_folder = told(package, archived=False)
    assert (used, loaders) == (False, ["SourceFileLoader", "SourceFileLoader"])
    assert from_archive == from_folder


def test_the_code_is_in_the_archive_alone_but_for_what_is_imported_before_it(package: Path) -> None:
    compiled = {str(path.relative_to(package).parent) for path in package.rglob("*.pyc")}
    assert compiled == {"handler/__pycache__", "handler/aws/__pycache__"}
    assert len(list(package.rglob("__pycache__"))) == 2


@pytest.mark.parametrize("spoilt", ["missing", "of another Python"])
def test_without_an_archive_for_this_python_modules_come_out_of_their_folders(package: Path, spoilt: str) -> None:
    archive = package / build_package.ARCHIVE
    if spoilt == "missing":
        archive.unlink()
    else:
        archive.write_bytes(b"\0" + archive.read_bytes()[1:])
    used, loaders, said = told(package, archived=True)
    assert (used, loaders) == (False, ["SourceFileLoader", "SourceFileLoader"])
    assert said == told(package, archived=False)[2]


def test_what_is_not_in_it_or_lies_in_another_folder_is_left_to_python() -> None:
    finder = code_archive.ArchiveFinder("/task", {"a": (True, 0, 1), "a.b": (False, 1, 1)}, -1, 0)
    assert finder.find_spec("c") is None
    assert finder.find_spec("a.b", ["/opt/a"]) is None
    found = finder.find_spec("a.b", ["/opt/a", "/task/a"])
    assert found is not None
    assert found.origin == "/task/a/b.py"


def test_those_who_watch_imports_are_asked_before_it(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watcher = object()
    monkeypatch.setattr(sys, "meta_path", [watcher, *sys.meta_path])
    assert code_archive.import_from_archive(str(package))
    names = [getattr(finder, "__name__", type(finder).__name__) for finder in sys.meta_path]
    assert sys.meta_path[0] is watcher
    assert names.index("ArchiveFinder") == names.index("PathFinder") - 1


def test_the_builder_and_the_importer_agree_on_the_name() -> None:
    assert build_package.ARCHIVE == code_archive.NAME
