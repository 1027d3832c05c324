"""Rules that hold for the whole house at once: who imports whom, how large a package is, one meaning a word."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tools.count_imports import Import, arrows, circles, imports, modules, package

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "handler").rglob("*.py"))

VALUES = "errors core typography analysis ops generators recipe"
BELOW = f"{VALUES} runtime codecs rendering dialects storage config"
ARROWS = {
    "errors": "",
    "core": "errors",
    "runtime": "errors",
    "typography": "errors core bindings",
    "analysis": "errors core bindings",
    "bindings": "core runtime",
    "codecs": "errors core bindings analysis",
    "ops": "errors core analysis typography bindings generators",
    "generators": "errors core typography",
    "recipe": "core ops generators",
    "dialects": VALUES,
    "rendering": f"{VALUES} runtime codecs",
    "storage": "errors core runtime",
    "config": "errors core storage dialects recipe",
    "web": BELOW,
    "jobs": BELOW,
    "aws": f"{BELOW} web",
    "app": f"{BELOW} web",
    "entry": "errors aws app jobs",
    "worker_entry": "aws jobs",
    "commands": f"{BELOW} web jobs aws app",
    "__main__": "errors commands",
    "client": "core",
}
"""Which packages each may import, beside the version in `handler` itself. Whatever is not here is forbidden."""

LAZY_ALONE = {("entry", "jobs")}
"""Arrows that a cold start does not follow."""

INTERFACES = {
    "codecs.formats": {"read", "write"},
    "codecs.documents": {"walk"},
    "codecs.scanners": {"walk"},
    "commands": {"run"},
    "core.signing": {"signed", "verify"},
    "dialects": {"parse", "write", "signed", "verify", "operations"},
}
"""Functions that every member of a package has under one name, for those who choose among the members."""

MOST_AT_THE_TOP = 8
MOST_IN_A_PACKAGE = 16
MEMBERS = {"ops", "generators", "codecs.formats", "dialects.vendors"}
"""Packages with a file for each member, as many as there are."""

WITHOUT_TEST = {
    "__init__": "a docstring and the face of its package, which the tests of the package hold",
    "__main__": "starts handler.commands, and nothing more; the tests of the commands run it",
}
"""Modules that need no test file of their name, and why."""

VALUE_PACKAGES = f"{VALUES} dialects codecs rendering"
HEAVY = {"boto3", "botocore", "fastapi", "starlette", "mangum", "moto", "numpy", "uvicorn"}
LAZY = {"boto3", "botocore", "numpy", "moto", "uvicorn", "segno", "difflib"}


def imported(module: str) -> set[str]:
    """Return the top packages that importing a module brings, in a fresh interpreter."""
    code = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env={})
    return set(run.stdout.split())


def between() -> dict[tuple[str, str], list[Import]]:
    """Return the imports from package to package, that of the version left out."""
    return {pair: some for pair, some in arrows(imports()).items() if pair[1] != "__init__"}


def test_packages_import_only_what_the_table_allows() -> None:
    forbidden = [each for (one, other), some in between().items() if other not in ARROWS[one].split() for each in some]
    assert forbidden == []


def test_the_table_names_what_there_is() -> None:
    assert {package(module) for module in modules()} - {"__init__"} <= set(ARROWS)
    assert circles({(one, other) for one, several in ARROWS.items() for other in several.split()}) == []


def test_what_a_cold_start_does_without_is_imported_when_it_is_needed() -> None:
    assert [each for pair in LAZY_ALONE for each in between().get(pair, []) if not each.lazy] == []


def test_no_module_imports_another_in_a_circle() -> None:
    faces = {name for name, path in modules().items() if path.name == "__init__.py"}
    pairs = {(each.module, each.imported) for each in imports() if not each.lazy and each.imported not in faces}
    assert circles(pairs) == []


def test_packages_are_small() -> None:
    sizes: dict[str, int] = defaultdict(int)
    for path in MODULES:
        folder = path.relative_to(ROOT / "handler").parent
        sizes[".".join(folder.parts)] += path.name != "__init__.py"
    assert sizes.pop("") < MOST_AT_THE_TOP
    assert {folder: size for folder, size in sizes.items() if size > MOST_IN_A_PACKAGE and folder not in MEMBERS} == {}


def test_no_public_class_or_function_has_a_name_twice() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for module, path in modules().items():
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.name[0] != "_":
                homes[node.name].append(module)
    twice = {}
    for name, found in homes.items():
        sharing = [home for home, names in INTERFACES.items() if name in names]
        others = [each for each in found if not any(f"{each}.".startswith(f"{home}.") for home in sharing)]
        if len(others) > (0 if len(others) < len(found) else 1):
            twice[name] = found
    assert twice == {}


def test_packages_say_what_they_know_and_do_nothing() -> None:
    for path in (each for each in MODULES if each.name == "__init__.py"):
        tree = ast.parse(path.read_text())
        assert ast.get_docstring(tree), path
        doing = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.For | ast.With)]
        assert doing == [], path


def test_a_test_lies_where_its_module_lies() -> None:
    packages = {path.parent.relative_to(ROOT / "handler") for path in MODULES}
    for path in (ROOT / "tests").rglob("test_*.py"):
        folder = path.parent.relative_to(ROOT / "tests")
        assert folder.parts[:1] == ("system",) or folder in packages, path


def named_as(path: Path, modules: set[str]) -> str:
    """Return which of these modules a test file names: `test_<module>.py` or `test_<module>_<topic>.py`.

    The longest name that fits: `test_png_palette.py` tests `_png_palette` where there is one, else `png`.
    """
    name = path.stem.removeprefix("test_")
    fitting = [module for module in modules if f"{name}_".startswith(f"{module.lstrip('_')}_")]
    return max(fitting, key=lambda module: len(module.lstrip("_")), default="")


def test_every_module_has_a_test_file_of_its_name() -> None:
    untested = set()
    for package_folder in {path.parent for path in MODULES}:
        folder = package_folder.relative_to(ROOT / "handler")
        named = {path.stem for path in package_folder.glob("*.py")} - set(WITHOUT_TEST)
        tested = {named_as(path, named) for path in (ROOT / "tests" / folder).glob("test_*.py")}
        untested |= {str(folder / module) for module in named - tested}
    assert sorted(untested) == []


def test_no_test_imports_another() -> None:
    for path in (ROOT / "tests").rglob("*.py"):
        named = re.findall(r"^\s*from (tests[\w.]*) import", path.read_text(), re.MULTILINE)
        assert [name for name in named if name.rpartition(".")[2].startswith("test_")] == [], path


def test_no_test_takes_the_event_loop_from_the_others() -> None:
    """`asyncio.run` leaves its thread without an event loop, and Mangum in a later test asks for it."""
    taking = [path for path in (ROOT / "tests").rglob("test_*.py") if "asyncio.run" + "(" in path.read_text()]
    assert taking == []


@pytest.mark.parametrize("name", VALUE_PACKAGES.split())
def test_the_core_does_no_io(name: str) -> None:
    assert not imported(f"handler.{name}") & HEAVY


def test_the_core_reads_no_environment() -> None:
    for path in MODULES:
        if package(".".join(path.relative_to(ROOT / "handler").with_suffix("").parts)) in VALUE_PACKAGES.split():
            assert not re.search(r"os\.environ|getenv", path.read_text()), path


def test_reading_settings_loads_no_engine() -> None:
    code = "import sys, handler.config.settings; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env={})
    packages = {package(name.removeprefix("handler.")) for name in run.stdout.split() if name.startswith("handler.")}
    assert packages == {"config", "core", "dialects", "errors"}
    names = {name for name in run.stdout.split() if name.startswith("handler.dialects.")}
    plain = {f"handler.dialects.{name}" for name in ("row", "table", "vendor_rows")}
    assert names == plain  # rows, of which the names of dialects are known
    assert "PIL" not in run.stdout.split()


def test_importing_the_door_builds_nothing_heavy() -> None:
    assert not imported("handler.entry") & LAZY


def test_the_workers_entry_brings_no_web() -> None:
    code = "import sys, handler.worker_entry; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env={})
    found = set(run.stdout.split())
    assert not {name.partition(".")[0] for name in found} & (LAZY | {"fastapi", "starlette", "mangum"})
    assert not {"handler.app", "handler.entry", "handler.web", "handler.aws.snapstart"} & found
    assert "handler.jobs.worker" in found


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


def test_every_package_is_on_the_plan_of_the_house() -> None:
    plan = (ROOT / "docs" / "architecture.md").read_text()
    packages = {package(module) for module in modules()} - {"__init__", "__main__"}
    assert sorted(name for name in packages if f"`{name}" not in plan) == []
