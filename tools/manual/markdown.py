"""What stands in a page of Markdown: its headings, links and blocks, as far as the pages of this project use it."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

FENCE = re.compile(r"^( *)(`{3,}|~{3,})([^\n]*)\n(.*?)^\1\2[ \t]*$", re.DOTALL | re.MULTILINE)
INDENTED = re.compile(r"(?:(?<=\n\n)|\A)(?: {4}[^\n]*\n?)(?: {4}[^\n]*\n?|\n(?= {4}))*")
HEADING = re.compile(r"^(#{1,6}) +(.+?)(?: +#+)?$", re.MULTILINE)
NAMED = re.compile(r"""<a (?:id|name)=["']([^"']+)["']""")
SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)((?:\s+\"[^\"]*\")?)\)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Block(NamedTuple):
    """A block of code. info: what stands behind the fence, or nothing where it is only indented."""

    line: int
    info: str
    text: str
    before: str
    """The line above it that is not empty: where a comment can say something of the block."""

    @property
    def language(self) -> str:
        """Return the first word behind the fence."""
        return self.info.split()[0] if self.info else ""


class Link(NamedTuple):
    """A link or picture."""

    text: str
    target: str
    picture: bool


def blocks(page: str) -> Iterator[Block]:
    """Give all blocks of code, in order: fenced ones, and those that are indented by four between empty lines."""
    spans = [(match.start(), match.end(), match[3].strip(), match[4]) for match in FENCE.finditer(page)]
    for match in INDENTED.finditer(page):
        listed = _in_list(page[: match.start()])
        if not listed and not any(start <= match.start() < end for start, end, _, _ in spans):
            spans.append((match.start(), match.end(), "", re.sub(r"^ {4}", "", match[0], flags=re.MULTILINE)))
    for start, _, info, text in sorted(spans):
        above = page[:start].rstrip().rpartition("\n")[2]
        yield Block(page.count("\n", 0, start) + 1, info, text, above)


def _in_list(before: str) -> bool:
    """Whether the last line that stands at the left margin begins an item, of which four spaces are the inside."""
    margin = [line for line in before.splitlines() if line and not line.startswith(" ")]
    return bool(margin) and re.match(r"[-*] |\d+\. ", margin[-1]) is not None


def prose(page: str) -> str:
    """Return the page with spaces in place of blocks, code and comments: as long as it was."""
    for pattern in (FENCE, COMMENT, SPAN):
        page = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), page)
    return page


def links(page: str) -> Iterator[Link]:
    """Give all links and pictures of a page, those inside of others too."""
    kept = prose(page)
    for match in LINK.finditer(kept):
        yield Link(page[match.start(2) : match.end(2)], match[3], picture=bool(match[1]))
        yield from (Link(inner[2], inner[3], picture=True) for inner in LINK.finditer(match[2]))


def relinked(page: str, change: Callable[[Link], str]) -> str:
    """Return the page with every link written as `change` returns it."""
    kept, made, end = prose(page), [], 0
    for match in LINK.finditer(kept):
        link = Link(page[match.start(2) : match.end(2)], match[3], picture=bool(match[1]))
        made += [page[end : match.start()], change(link)]
        end = match.end()
    return "".join([*made, page[end:]])


def anchors(page: str) -> set[str]:
    """Return what may stand behind # in a link to the page, as hosts of repositories name it."""
    found: dict[str, int] = {}
    names = set(NAMED.findall(page))
    blocked = FENCE.sub("", page)
    for _, heading in HEADING.findall(COMMENT.sub("", blocked)):
        name = slug(heading)
        again = found.get(name, 0)
        found[name] = again + 1
        names.add(f"{name}-{again}" if again else name)
    return names


def slug(heading: str) -> str:
    """Return the anchor of a heading: its words in small letters, joined by hyphens."""
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]*>", r"\1", heading).replace("`", "")
    return re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")


def title(page: str) -> str:
    """Return the first heading of a page."""
    found = HEADING.search(COMMENT.sub("", page))
    return found[2] if found else ""
