"""How the modules of handler/ lean on each other: counted, and drawn for docs/architecture.md.

    python tools/count_imports.py                  what is counted
    python tools/count_imports.py list             every import between packages
    python tools/count_imports.py draw > FILE.svg  the packages, each above those that it imports

A module imports another once, however often and wherever it says so. What a function imports when it is called counts
too, and is drawn dashed where nothing else leads from the one package to the other.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

ROOT = Path(__file__).parent.parent
PROGRAM = "handler"
WIDTH, HEIGHT, GAP = 104, 34, 46
"""Of a box, and between two rows of them, in pixels."""


class Import(NamedTuple):
    """One module, and one that it imports. lazy: in a function alone."""

    module: str
    imported: str
    lazy: bool


def modules(root: Path = ROOT) -> dict[str, Path]:
    """Return the dotted name of every module, without `handler.`, and its file."""
    found = {}
    for path in sorted((root / PROGRAM).rglob("*.py")):
        parts = path.relative_to(root / PROGRAM).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)] = path
    return found


def imports(root: Path = ROOT) -> list[Import]:
    """Return each pair of modules of which the first imports the second, in the order of their names."""
    known = modules(root)
    found: dict[tuple[str, str], bool] = {}
    for module, path in known.items():
        tree = ast.parse(path.read_text())
        for node, lazy in _inside(tree, lazy=False):
            for name in _named(node, known):
                if name != module:
                    found[module, name] = lazy and found.get((module, name), True)
    return [Import(*pair, lazy) for pair, lazy in sorted(found.items())]


def _inside(node: ast.AST, *, lazy: bool) -> Iterator[tuple[ast.AST, bool]]:
    for child in ast.iter_child_nodes(node):
        within = lazy or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        yield child, within
        yield from _inside(child, lazy=within)


def _named(node: ast.AST, known: dict[str, Path]) -> Iterator[str]:
    """Return the modules that a statement imports."""
    if isinstance(node, ast.Import):
        dotted = [item.name for item in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        dotted = [f"{node.module}.{item.name}" for item in node.names]
    else:
        return
    for name in dotted:
        first, _, rest = name.partition(".")
        if first != PROGRAM:
            continue
        while rest and rest not in known:
            rest = rest.rpartition(".")[0]
        yield rest or "__init__"


def package(module: str) -> str:
    """Return the package of a module; one that lies at the top is by itself."""
    return module.partition(".")[0]


def arrows(found: list[Import]) -> dict[tuple[str, str], list[Import]]:
    """Return the imports that lead from one package to another, by the two."""
    between: dict[tuple[str, str], list[Import]] = defaultdict(list)
    for each in found:
        if package(each.module) != package(each.imported):
            between[package(each.module), package(each.imported)].append(each)
    return dict(between)


def circles(pairs: set[tuple[str, str]]) -> list[set[str]]:
    """Return the sets of names that lead to each other, each with more than one member."""
    reach: dict[str, set[str]] = defaultdict(set)
    for start in {name for pair in pairs for name in pair}:
        waiting = [start]
        while waiting:
            here = waiting.pop()
            for one, other in pairs:
                if one == here and other not in reach[start]:
                    reach[start].add(other)
                    waiting.append(other)
    found: list[set[str]] = []
    for name in sorted(reach):
        circle = {name} | {other for other in reach[name] if name in reach[other]}
        if len(circle) > 1 and circle not in found:
            found.append(circle)
    return found


def counted(root: Path = ROOT) -> str:
    """Return the figures, a line each."""
    found, between = imports(root), arrows(imports(root))
    inside = [package(name) for name, path in modules(root).items() if path.parent != root / PROGRAM]
    top = len(modules(root)) - len(inside)
    circle = circles(set(between))
    lines = [
        f"modules: {len(modules(root))}, at the top {top}, in {len(set(inside))} packages {len(inside)}",
        f"imports between modules: {len(found)}",
        f"of them between packages: {sum(map(len, between.values()))}, along {len(between)} arrows",
        f"circles of packages: {'; '.join(', '.join(sorted(each)) for each in circle) or 'none'}",
    ]
    return "\n".join(lines)


def layers(pairs: set[tuple[str, str]]) -> list[list[str]]:
    """Return the packages in rows, each below every package that imports it; ValueError where they go in circles."""
    if circle := circles(pairs):
        raise ValueError(f"no rows can be made of a circle: {circle}")
    left = {name for pair in pairs for name in pair}
    rows = []
    while left:
        row = sorted(name for name in left if not any(b == name and a in left for a, b in pairs))
        rows.append(row)
        left -= set(row)
    return rows


def drawn(found: list[Import]) -> str:
    """Return an SVG of the packages. An arrow that a longer way says as well is left out."""
    between = {pair: all(each.lazy for each in some) for pair, some in arrows(found).items() if pair[1] != "__init__"}
    rows = layers(set(between))
    wide = max(map(len, rows)) * (WIDTH + GAP)
    place = {
        name: (wide * (2 * column + 1) / (2 * len(row)), number * (HEIGHT + GAP) + HEIGHT)
        for number, row in enumerate(rows)
        for column, name in enumerate(row)
    }
    kept = {pair: lazy for pair, lazy in sorted(between.items()) if _direct(*pair, between)}
    lines = [_line(place[one], place[other], dashed=lazy) for (one, other), lazy in kept.items()]
    boxes = [_box(name, *place[name]) for name in sorted(place)]
    tall = len(rows) * (HEIGHT + GAP) + HEIGHT
    font = 'font-family="sans-serif" font-size="13"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" {font}>'
    arrow = '<marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    tip = f'<defs>{arrow}<path d="M0 0L8 4L0 8z" fill="#667"/></marker></defs>'
    ground = '<rect width="100%" height="100%" fill="white"/>'
    return "\n".join([head, tip, ground, *lines, *boxes, "</svg>\n"])


def _direct(one: str, other: str, between: dict[tuple[str, str], bool]) -> bool:
    """Return whether no way of several arrows leads from one to the other."""
    rest = set(between) - {(one, other)}
    waiting, seen = [one], {one}
    while waiting:
        here = waiting.pop()
        for a, b in rest:
            if a == here and b not in seen:
                seen.add(b)
                waiting.append(b)
    return other not in seen


def _line(start: tuple[float, float], end: tuple[float, float], *, dashed: bool) -> str:
    x, y, u, v = start[0], start[1] + HEIGHT / 2, end[0], end[1] - HEIGHT / 2
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    curve = f"M{x:.0f} {y:.0f}C{x:.0f} {y + GAP:.0f} {u:.0f} {v - GAP:.0f} {u:.0f} {v:.0f}"
    return f'<path d="{curve}" fill="none" stroke="#99a" marker-end="url(#to)"{dash}/>'


def _box(name: str, x: float, y: float) -> str:
    place = f'x="{x - WIDTH / 2:.0f}" y="{y - HEIGHT / 2:.0f}" width="{WIDTH}" height="{HEIGHT}"'
    box = f'<rect {place} rx="6" fill="#eef2f8" stroke="#446"/>'
    return f'{box}<text x="{x:.0f}" y="{y + 5:.0f}" text-anchor="middle" fill="#223">{escape(name)}</text>'


def listed(found: list[Import]) -> str:
    """Return every import between packages, a line each, under its arrow."""
    lines = []
    for (one, other), some in sorted(arrows(found).items()):
        lines.append(f"{one} -> {other}")
        lines += [f"    {each.module} -> {each.imported}{' (lazy)' if each.lazy else ''}" for each in some]
    return "\n".join(lines)


def main(wanted: str) -> str:
    """Return what is asked for: a drawing, a list, or else the figures."""
    if wanted == "draw":
        return drawn(imports())
    return f"{listed(imports()) if wanted == 'list' else counted()}\n"


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1] if len(sys.argv) > 1 else "count"))
