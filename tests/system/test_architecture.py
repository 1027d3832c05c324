"""The rules of the house that hold for all of it at once."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "handler").rglob("*.py"))
CORE = (
    "recipe ops generators dialects codecs limits plan chain drawing render errors keys geometry output delivery blob"
)
HEAVY = {"boto3", "botocore", "fastapi", "starlette", "mangum", "moto", "numpy", "uvicorn"}
LAZY = {"boto3", "botocore", "numpy", "moto", "uvicorn", "segno", "bidi", "arabic_reshaper", "difflib"}


def imported(module: str) -> set[str]:
    """Return the top packages that importing a module brings, in a fresh interpreter."""
    code = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env={})
    return set(run.stdout.split())


@pytest.mark.parametrize("room", CORE.split())
def test_the_core_does_no_io(room: str) -> None:
    assert not imported(f"handler.{room}") & HEAVY


def test_the_core_reads_no_environment() -> None:
    rooms = [ROOT / "handler" / f"{room}.py" for room in CORE.split()]
    inside = [path for room in CORE.split() for path in (ROOT / "handler" / room).rglob("*.py")]
    for path in [*(room for room in rooms if room.exists()), *inside]:
        assert not re.search(r"os\.environ|getenv", path.read_text()), path


def test_importing_the_door_builds_nothing_heavy() -> None:
    assert not imported("handler.entry") & LAZY


def test_importing_the_app_builds_no_schema() -> None:
    code = (
        "import pydantic.json_schema as schema\n"
        "def explode(*_, **__): raise AssertionError('a schema was built')\n"
        "schema.GenerateJsonSchema.generate = explode\n"
        "import handler.app\n"
        "assert handler.app.app.openapi_schema is None\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, env={})


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_opens_with_a_sentence_and_stays_small(path: Path) -> None:
    text = path.read_text()
    tree = ast.parse(text)
    docstring = ast.get_docstring(tree) or ""
    assert docstring.splitlines()[0].endswith((".", ":"))
    assert len(text.splitlines()) <= 250
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, node.name
    assert path.stem not in {"utils", "helpers", "manager", "service"}


def test_only_feeds_are_streamed() -> None:
    assert [path.name for path in MODULES if "StreamingResponse" in path.read_text()] == ["stream.py"]


def test_every_room_is_on_the_plan_of_the_house() -> None:
    plan = (ROOT / "docs" / "architecture.md").read_text()
    rooms = {path.name for path in (ROOT / "handler").glob("*.py")} - {"__init__.py"}
    assert sorted(room for room in rooms if f"`{room}`" not in plan) == []
