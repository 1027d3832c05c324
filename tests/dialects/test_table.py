"""The table of dialects: plain rows, each with a whole module behind it that nobody loads before it is asked."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from handler.config.settings import Settings
from handler.core.signing import Address, sign
from handler.dialects.table import DIALECTS, Dialect
from handler.web.doors import DOORS
from tests.support.requests.signed_links import KEY, OTHER

ROOT = Path(__file__).parents[2]
HANDLER = ROOT / "handler"
NAMED = {
    "dialects/table.py": "the table",
    "dialects/vendor_rows.py": "its rows of vendors",
    "web/doors.py": "the doors that no dialect is",
    "dialects/native/spellings.py": "the native dialect's own hint",
    "core/keys.py": "an error's example: core imports no dialect",
    "web/translate.py": "an example of a parameter: an address",
    "commands/server.py": "what `make run` proposes to look at: whole addresses",
    "commands/arguments/examples.py": "what --help shows: whole addresses",
    "commands/arguments/pictures.py": "an error's example: an address",
    "client/images.py": "what it writes; a program that makes links loads no dialect, and the server's tests ask them",
    "web/playground/link_signing.py": "an example of a parameter: an address",
}
"""Files that may spell a path of a door, and why."""


def loaded(code: str) -> set[str]:
    """Return the modules that a program has imported in a fresh interpreter."""
    program = f"import sys\n{code}\nimport json\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, env={})
    return set(json.loads(run.stdout))


def test_importing_the_table_loads_no_dialect_and_no_engine() -> None:
    found = {name for name in loaded("import handler.dialects.table") if name.startswith("handler.")}
    assert found == {"handler.dialects", *(f"handler.dialects.{name}" for name in ("row", "table", "vendor_rows"))}


def test_importing_the_app_loads_no_module_of_a_row() -> None:
    assert not loaded("import handler.app") & {dialect.module for dialect in DIALECTS}


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_row_leads_to_a_module_that_has_all_its_functions(dialect: Dialect) -> None:
    module = dialect.load()
    assert callable(module.parse)
    assert callable(module.write)
    for each in module.operations():
        assert each.below.count("{") == len(each.fields)
        assert all(f"{{{field.name}}}" in each.below for field in each.fields)
    assert not dialect.secret or dialect.secret in Settings.model_fields


@pytest.mark.parametrize("dialect", [row for row in DIALECTS if not row.secret], ids=lambda dialect: dialect.name)
def test_a_door_without_keys_of_its_own_takes_our_signature(dialect: Dialect) -> None:
    module = dialect.load()
    path = f"{dialect.prefix}a.jpg"
    query = sign(path, KEY).partition("?")[2]
    assert module.signed(Address(path.encode(), query))
    assert not module.signed(Address(path.encode(), ""))
    assert module.verify(Address(path.encode(), query), [KEY])
    assert not module.verify(Address(path.encode(), query), [OTHER])


def test_names_prefixes_and_operations_are_unique_and_no_prefix_hides_another() -> None:
    rows = [*((row.name, row.prefix) for row in DIALECTS), *((row.name, row.prefix) for row in DOORS)]
    assert len({name for name, _ in rows}) == len(rows)
    prefixes = [prefix for _, prefix in rows]
    assert [one for one in prefixes for other in prefixes if one is not other and one.startswith(other)] == []
    names = [each.name for dialect in DIALECTS for each in dialect.load().operations()]
    assert len(set(names)) == len(names)


def texts(path: Path) -> list[str]:
    """Return the texts of a module, but not what only explains: docstrings and comments."""
    tree = ast.parse(path.read_text())
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in prose)
    return [node.value for node in nodes if isinstance(node.value, str)]


def test_no_other_file_spells_a_path_of_a_door() -> None:
    prefixes = [*(row.prefix for row in DIALECTS), *(row.prefix for row in DOORS)]
    words = "|".join(re.escape(prefix.strip("/")) for prefix in prefixes)
    spelled = re.compile(rf"(?:^|[^\w/])/(?:{words})(?![\w-])")
    found = {
        str(path.relative_to(HANDLER))
        for path in HANDLER.rglob("*.py")
        if any(spelled.search(text) for text in texts(path))
    }
    assert found == set(NAMED)


def test_the_first_row_is_where_stored_pictures_are() -> None:
    assert DIALECTS[0].stands_in
    assert "{key}" in DIALECTS[0].invalidated
