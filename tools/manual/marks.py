"""What a page says of its blocks of code: comments that name who runs them or why nobody does.

    <!-- not run: needs an AWS account -->                     above a block
    <!-- run by tests/system/test_cdk.py -->                   above a block
    <!-- run with: TINTYPE_ROOT=imgix -->                      above a block that needs settings
    <!-- all blocks run by tests/system/test_gallery.py -->    anywhere on a page

A block without one is run by tests/system/test_code_blocks.py. `python -m tools.manual.marks` counts them all.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tools.manual.contents import ROOT, pages
from tools.manual.markdown import Block, blocks

ABOVE = re.compile(r"<!-- (not run:|run by|run with:) (.+?) -->")
WHOLE = re.compile(r"<!-- all blocks run by (\S+?) -->")


class Mark(NamedTuple):
    """A mark. kind: `not run:`, `run by` or `run with:`; nothing where there is none."""

    kind: str = ""
    text: str = ""


class Shown(NamedTuple):
    """A block, the page it stands on, and what the page says of it."""

    page: Path
    block: Block
    mark: Mark

    def __str__(self) -> str:
        """Return where it stands."""
        return f"{self.page.relative_to(ROOT)}:{self.block.line}"


def mark_of(block: Block, page: str) -> Mark:
    """Return the mark of a block: its own, or that of the page."""
    if found := ABOVE.fullmatch(block.before.strip()):
        return Mark(found[1], found[2])
    whole = WHOLE.search(page)
    return Mark("run by", whole[1]) if whole else Mark()


def shown() -> Iterator[Shown]:
    """Give the blocks of all pages, those of the project's README too."""
    for path in sorted(pages() | {ROOT / "README.md"}):
        page = path.read_text()
        yield from (Shown(path, block, mark_of(block, page)) for block in blocks(page))


def main() -> None:
    """Print how many there are, and each that is not run."""
    every = [*shown()]
    counted = Counter(each.mark.kind for each in every)
    here, elsewhere = counted[""] + counted["run with:"], counted["run by"]
    print(f"{len(every)} blocks: {here} by the walk over all, {elsewhere} by a test of their own. The walk asks for")
    print("addresses, posts recipes, runs Python, reads settings; commands it holds to what their programs understand.")
    print(f"{counted['not run:']} not run:")
    print(*(f"  {each}: {each.mark.text}" for each in every if each.mark.kind == "not run:"), sep="\n")


if __name__ == "__main__":
    main()
