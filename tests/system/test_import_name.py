"""The published wheel: the package `tintype` and no other, made of `handler`, and the same name in this tree."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from handler.rendering.identity import engine
from tools.import_name import renamed

ROOT = Path(__file__).parents[2]
NAMES = ["app", "core", "errors"]

RENAMED = {
    "from handler.core import keys": "from tintype.core import keys",
    "from handler import __version__ as v": "from tintype import __version__ as v",
    "import handler.core.keys as k": "import tintype.core.keys as k",
    "import handler\nhandler.core": "import tintype\ntintype.core",
    "run('handler.app:app')": "run('tintype.app:app')",
    "x = f'handler.core.{y}'": "x = f'tintype.core.{y}'",
    "cut('/handler/core/keys.py')": "cut('/tintype/core/keys.py')",
    "os.system('python -m handler serve')": "os.system('python -m tintype serve')",
    "pass  # see handler/errors.py": "pass  # see tintype/errors.py",
    "self.handler.app(handler)": "self.handler.app(handler)",
    "'''The handler. Of a handler: all.'''": "'''The handler. Of a handler: all.'''",
    "from handlers.core import x": "from handlers.core import x",
}
REFUSED = {
    "files('handler')": "may mean the package",
    "x = f'handler.{y}'": "may mean the package",
    "import os, handler": "may mean the package",
    "x = 'handler.nowhere'": "is no module of handler",
    "def f(handler):\n    return handler.app": "is a variable here",
    "import handler\nhandler.__version__": "is a variable here",
    r"x = '\nhandler.app'": "written in a way that cannot be renamed",
}

EVERYTHING = """
import importlib, importlib.util, pkgutil, tintype
for each in pkgutil.walk_packages(tintype.__path__, "tintype."):
    if each.name != "tintype.client.django" or importlib.util.find_spec("django"):  # which its users have
        importlib.import_module(each.name)
assert [path.parent.parent.name for path in tintype.commands.places.sample_files()].count("tintype") == 8
print(tintype.rendering.identity.engine())
"""


def told(*arguments: str, path: str) -> str:
    environ = os.environ | {"PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, *arguments], env=environ, cwd="/", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the built wheel, and another's package of our name that must not be imported."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder)
    wheel.unlink()
    (folder / "handler.py").write_text("raise SystemExit('imported')")
    return folder


@pytest.mark.parametrize("text", RENAMED)
def test_the_package_is_renamed_where_it_is_named(text: str) -> None:
    assert renamed(text, NAMES, "handler/x.py") == RENAMED[text]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_clear_is_refused_with_its_file(text: str) -> None:
    with pytest.raises(ValueError, match=rf"handler/x\.py.* {re.escape(REFUSED[text])}"):
        renamed(text, NAMES, "handler/x.py")


def test_the_wheel_holds_every_file_of_the_tree_under_the_published_name(installed: Path) -> None:
    ours = {path for path in files(ROOT / "handler") if path.suffix != ".pyc"}
    assert files(installed / "tintype") == ours | {"samples" / path for path in files(ROOT / "samples")}
    (metadata,) = installed.glob("*.dist-info")
    assert {path.name for path in installed.iterdir()} == {"tintype", "handler.py", metadata.name}
    assert (metadata / "entry_points.txt").read_text() == "[console_scripts]\ntintype = tintype.commands.line:main\n"


def test_what_is_no_program_is_published_as_it_is(installed: Path) -> None:
    kept = sorted(path for path in files(ROOT / "handler") if path.suffix not in {".py", ".pyc", ".sh"})
    assert kept
    for path in kept:
        assert (installed / "tintype" / path).read_bytes() == (ROOT / "handler" / path).read_bytes(), path


def test_every_module_is_imported_beside_another_package_of_our_name_and_renders_the_same(installed: Path) -> None:
    assert told("-c", EVERYTHING, path=str(installed)).splitlines()[-1] == engine()


def test_the_tree_is_imported_by_the_published_name_too_and_no_class_is_there_twice() -> None:
    path = f"{ROOT}:{ROOT}/tools/editable"
    same = (
        "from tintype.core import signing as a; from handler.core import signing as b; print(a is b, a.__spec__.name)"
    )
    assert told("-c", same, path=path) == "True handler.core.signing"
    assert told("-m", "tintype", "--version", path=path).startswith("tintype ")
