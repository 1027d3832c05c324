"""Says for Python-Markdown, with which the site is built, what it reads otherwise than hosts of repositories do.

1. A list needs an empty line above it, and an item above it where the one before has several paragraphs.
2. What lies inside of an item is indented by four, not by as much as its mark is wide.
3. Behind a fence stands a language and no more.

`make slow SUITE=site` compares what comes of it with what another reader makes of the page.
"""

import re

ITEM = re.compile(r"(?:[-*]|\d+\.) +")
OPENING = re.compile(r"( *)(`{3,}|~{3,}) *([^\s`]*)[^`\n]*\n")
DEEP = 4


def python_markdown(page: str) -> str:
    """Return the page as Python-Markdown is to read it."""
    made: list[str] = []
    fence, inside, loose = "", 0, False  # inside: how wide the mark of the item is that goes on, if one does
    for line in page.splitlines(keepends=True):
        depth = len(line) - len(line.lstrip(" "))
        if fence:
            fence = "" if line.strip() == fence else fence
        else:
            above = made[-1].strip() if made else ""
            item = ITEM.match(line)
            if item and above and (loose or not inside):
                made.append("\n")
            if item:
                inside, loose = len(item[0]), False
            elif not line.strip():
                loose = inside > 0
            elif line.strip() and depth < inside and (not above or OPENING.match(line)):
                inside = 0
            if opening := OPENING.fullmatch(line):
                fence, line = opening[2], f"{opening[1]}{opening[2]}{opening[3]}\n"  # noqa: PLW2901 - that line
        made.append(" " * (DEEP - inside) + line if inside and depth >= inside else line)
    return "".join(made)
