"""What is published, as those get it who did not build it: `make slow SUITE=dist`.

Everything is built twice, out of two clones in two places, under other umasks, time zones and languages. The wheel is
installed into a new environment, in which another package `handler` lies that ends every program that imports it.
"""

import os
import re
import signal
import subprocess
import sys
import tarfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from handler.rendering.identity import engine
from tests.support.processes.ports import free_port
from tests.support.waiting import until

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PLACES = {"a": ("022", "UTC", "C.UTF-8"), "another/deeper": ("077", "Pacific/Auckland", "C")}
"""Where each is built, by which umask, in which zone and language."""

EXTRAS = {"numpy", "pi_heif", "pillow_jxl", "pypdfium2", "resvg_py"}
MODULES = """
import importlib, pkgutil, tintype
for each in pkgutil.walk_packages(tintype.__path__, "tintype."):
    try:
        importlib.import_module(each.name)
    except ModuleNotFoundError as error:
        print(error.name)
"""
SIGNED = "from tintype.client import sign; print(callable(sign))"
ENGINE = "from tintype.rendering.identity import engine; print(engine())"
SETTINGS = {"TINTYPE_SOURCE": (ROOT / "samples").as_uri(), "TINTYPE_UNSIGNED": "any"}
ADDRESS = "/images/bee.jpg?w=90&fm=webp"


def run(*command: str | Path, **more: str) -> str:
    environ = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"} | more
    done = subprocess.run(command, cwd="/", env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the folders of what two clones made of the same commit."""
    folder = tmp_path_factory.mktemp("dist")
    python = (ROOT / os.environ.get("DIST_BIN", ".venv-dist/bin") / "python").absolute()
    made: list[Path] = []
    for name in PLACES:
        run("git", "clone", "-q", ROOT, folder / name)
    for name, (umask, zone, language) in PLACES.items():
        clone = folder / name
        shell = f"umask {umask}; cd '{clone}' && '{python}' tools/dist.py --unreleased"
        run("sh", "-c", shell, TZ=zone, LC_ALL=language, PYTHONPATH=str(clone))
        made += (clone / "dist").iterdir()
    return made


@pytest.fixture(scope="module")
def environment(built: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs of an environment with the wheel, what it needs, and another's `handler`."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder)
    pip = (folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-deps")
    run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "local.txt")
    run(*pip, *built[0].glob("*.whl"))
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "handler.py").write_text("raise SystemExit('the other handler was imported')")
    return folder / "bin"


@contextmanager
def served(*command: str | Path, **settings: str) -> Iterator[str]:
    """Run a server with these settings, and give its address."""
    port = free_port()
    arguments = [*map(str, command), "--port", str(port)]
    process = subprocess.Popen(arguments, cwd="/", env=os.environ | settings | {"PYTHONPATH": ""})
    try:
        base = f"http://127.0.0.1:{port}"
        until(lambda: answers(base))
        yield base
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def answers(base: str) -> bool:
    try:
        return bool(asked(f"{base}/health")[0])
    except OSError:
        return False


def asked(url: str) -> tuple[bytes, str]:
    with urllib.request.urlopen(url) as answer:
        return answer.read(), answer.headers.get("ETag", "")


def test_two_builds_have_the_same_bytes(built: list[Path]) -> None:
    first, second = ((folder / "SHA256SUMS").read_text() for folder in built)
    assert first == second
    assert {path.name for path in built[0].iterdir()} == {"SHA256SUMS", *re.findall(r"  (\S+)$", first, re.MULTILINE)}


def test_the_tests_can_be_run_out_of_the_sdist(built: list[Path], tmp_path: Path) -> None:
    (sdist,) = built[0].glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (tree,) = tmp_path.iterdir()
    shell = f"cd '{tree}' && '{sys.executable}' -m pytest -q"
    environ = {"PYTHONPATH": str(tree)}
    assert " tests collected" in run("sh", "-c", f"{shell} --collect-only", **environ)
    assert " passed" in run("sh", "-c", f"{shell} tests/core tests/system/test_import_name.py", **environ)


def test_every_module_is_imported_beside_another_handler(environment: Path) -> None:
    missing = set(run(environment / "python", "-c", MODULES).splitlines())
    assert missing <= EXTRAS


@pytest.mark.parametrize("command", ["tintype --version", "python -m tintype --version"])
def test_the_command_is_there(command: str, environment: Path) -> None:
    program, *arguments = command.split()
    assert run(environment / program, *arguments).startswith("tintype ")


def test_a_program_signs(environment: Path) -> None:
    assert run(environment / "python", "-c", SIGNED) == "True"


def test_the_engine_is_that_of_the_tree_with_the_same_packages(environment: Path) -> None:
    """Their extras are not installed there."""
    bare = run(environment / "python", "-c", ENGINE)
    assert engine().startswith(bare)


def test_both_ways_to_serve_give_the_same_picture(environment: Path) -> None:
    given = []
    commands = ((environment / "tintype", "serve"), (environment / "uvicorn", "tintype.app:app"))
    for command in commands:
        with served(*command, **SETTINGS) as base:
            given.append(asked(base + ADDRESS))
    assert given[0] == given[1]
    assert given[0][0][8:12] == b"WEBP"


def test_samples_are_served_to_who_has_nothing_yet(environment: Path) -> None:
    with served(environment / "tintype", "serve") as base:
        assert asked(f"{base}/docs")[0]
        assert asked(f"{base}/openapi.json")[0].count(b"tintype.") == 0
        assert asked(base + ADDRESS)[1]
