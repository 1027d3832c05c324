"""Which test holds which case, read out of the tests' source: nothing is imported and nothing run."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[3]
ID = re.compile(r"[A-L][0-9]{2}")


class Holder(NamedTuple):
    """A test that bears marks. slow: whether it is left out of a plain run."""

    path: str
    name: str
    slow: bool = False


def held() -> dict[str, list[Holder]]:
    """Return the tests that hold each case, by its id; ids that there are not are among them."""
    found: dict[str, list[Holder]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        names = assigned(path)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                marks = [*node.decorator_list, *([names["pytestmark"]] if "pytestmark" in names else [])]
                test = Holder(str(path.relative_to(ROOT)), node.name, _slow(marks))
                for each in sorted({each for mark in marks for each in marked(mark, path)}):
                    found.setdefault(each, []).append(test)
    return found


@cache
def tree(path: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(path.read_text())


@cache
def assigned(path: Path) -> dict[str, ast.expr]:
    """Return what the module-level names of a file stand for; those that it takes from tests/ too."""
    names: dict[str, ast.expr] = {}
    for node in tree(path).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            other = ROOT / f"{(node.module or '').replace('.', '/')}.py"
            there = assigned(other) if other.exists() else {}
            names |= there | {each.asname or each.name: there[each.name] for each in node.names if each.name in there}
        elif isinstance(node, ast.Assign):
            names |= {target.id: node.value for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            names[node.target.id] = node.value
    return names


def marked(mark: ast.expr, path: Path) -> Iterator[str]:
    """Return the ids that a decorator names: itself, through names, and as a comprehension makes them."""
    parts = [*_whole(mark, path, set())]
    made = [part for part in parts if isinstance(part, ast.ListComp | ast.GeneratorExp)]
    for part in parts:
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr == "case":
            yield from (str(each.value) for each in part.args if isinstance(each, ast.Constant))
            for each in (each for each in part.args if not isinstance(each, ast.Constant)):
                yield from _computed(each, next(one for one in made if part in ast.walk(one)), path)


def _computed(argument: ast.expr, around: ast.ListComp | ast.GeneratorExp, path: Path) -> list[str]:
    """Return the values of an argument in a comprehension; where only the module knows them, the ids in its names."""
    code = ast.Expression(ast.ListComp(elt=argument, generators=around.generators))
    names = {each.id for each in ast.walk(code) if isinstance(each, ast.Name)} & {*assigned(path)}
    known = "\n".join(f"{name} = {ast.unparse(assigned(path)[name])}" for name in sorted(names))
    space: dict[str, Any] = {"__builtins__": {"range": range, "sorted": sorted}}
    try:
        exec(known, space)  # noqa: S102 - the tests' own expressions
        return [str(each) for each in eval(ast.unparse(code), space)]  # noqa: S307 - as above
    except NameError:
        texts = (
            each.value for name in names for each in ast.walk(assigned(path)[name]) if isinstance(each, ast.Constant)
        )
        return [each for each in texts if isinstance(each, str) and ID.fullmatch(each)]


def _whole(expression: ast.expr, path: Path, seen: set[str]) -> Iterator[ast.AST]:
    """Return every part of an expression, and of what its names stand for."""
    for part in ast.walk(expression):
        yield part
        if isinstance(part, ast.Name) and part.id not in seen and part.id in assigned(path):
            seen.add(part.id)
            yield from _whole(assigned(path)[part.id], path, seen)


def _slow(marks: list[ast.expr]) -> bool:
    return any(isinstance(part, ast.Attribute) and part.attr == "slow" for mark in marks for part in ast.walk(mark))
