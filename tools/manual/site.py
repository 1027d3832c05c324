"""Makes one site of the pages in docs/: `make docs-site`.

    python -m tools.manual.site ZENSICAL [--source ADDRESS]

ZENSICAL is the program that builds. It gets copies of the pages in `.docs-site/`: in the repository they are plain
Markdown that reads well on its own, and a few things in the site have to be said otherwise. Links to files that are no
pages lead to ADDRESS (of a host that shows the repository), or become their own text without one.
"""

import argparse
import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from posixpath import relpath
from typing import cast

from tools.manual.contents import DOCS, ROOT, Entry, entries
from tools.manual.markdown import Link, relinked
from tools.manual.python_markdown import python_markdown

PLACE = ROOT / ".docs-site"
SHOWN = {".svg", ".webp", ".png", ".jpg", ".gif", ".avif"}
SITE = DOCS / "site"
Tree = dict[str, "Tree | str"]
"""The table of contents: titles, and what stands below them."""


def build(program: str, place: Path = PLACE, source: str = "") -> Path:
    """Build the site in a folder, and return its first page. A link that leads nowhere is an error."""
    stage(place, source)
    subprocess.run([program, "build", "--strict"], cwd=place, check=True, env={**os.environ, "NO_COLOR": "1"})
    return place / "site" / "index.html"


def stage(place: Path, source: str = "") -> None:
    """Write what the builder reads: pages, pictures and the table of contents."""
    shutil.rmtree(place, ignore_errors=True)
    table = entries()
    names = {entry.path: entry.staged for entry in table}
    for entry in table:
        path = place / "pages" / entry.staged
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(staged(entry, names, source))
    pictures = (path for path in DOCS.rglob("*") if path.suffix in SHOWN)
    for file in (*SITE.glob("*.css"), *SITE.glob("*.js"), *pictures):
        path = place / "pages" / file.relative_to(DOCS)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, path)
    (place / "zensical.toml").write_text(configuration(table))


def staged(entry: Entry, names: dict[Path, str], source: str) -> str:
    """Return a page as the builder is to read it."""

    def change(link: Link) -> str:
        path, mark, anchor = link.target.partition("#")
        written = f"{'!' * link.picture}[{relinked(link.text, change)}]"
        if ":" in path or not path:
            return f"{written}({link.target})"
        target = (entry.path.parent / path).resolve()
        if inside := _inside(target, names):
            return f"{written}({relpath(inside, Path(entry.staged).parent.as_posix())}{mark}{anchor})"
        if source:
            return f"{written}({source.rstrip('/')}/{target.relative_to(ROOT).as_posix()}{mark}{anchor})"
        return link.text

    return python_markdown(relinked(entry.path.read_text(), change))


def _inside(target: Path, names: dict[Path, str]) -> str:
    """Return where a file lies in the site, or nothing: a folder is its first page, the project's README our own."""
    if target == ROOT / "README.md":
        return "index.md"
    if target.suffix in SHOWN and target.is_relative_to(DOCS):
        return target.relative_to(DOCS).as_posix()
    return names.get(target) or next((name for path, name in names.items() if path.parent == target != DOCS), "")


def configuration(table: Iterable[Entry]) -> str:
    """Return the builder's file: ours, with the table of contents in its form."""
    tree: Tree = {}
    for entry in table:
        level = tree
        for group in entry.groups:
            level = cast("Tree", level.setdefault(group, {}))
        level[entry.title] = entry.staged
    return (SITE / "zensical.toml").read_text().replace("[project]\n", f"[project]\nnav = {_toml(tree)}\n", 1)


def _toml(tree: "Tree | str") -> str:
    if isinstance(tree, str):
        return json.dumps(tree)
    return f"[{', '.join(f'{{ {json.dumps(name)} = {_toml(below)} }}' for name, below in tree.items())}]"


def main() -> None:
    """Build, and say where it lies."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", metavar="ZENSICAL", help="the program that builds")
    parser.add_argument("--source", default="", metavar="ADDRESS", help="where the repository's files can be seen")
    chosen = parser.parse_args()
    print("open", build(str(Path(chosen.program).absolute()), source=chosen.source).relative_to(ROOT))


if __name__ == "__main__":
    main()
