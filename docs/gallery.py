"""Make docs/gallery.md, and its pictures, by asking the application itself: `make docs`. A test says when it is stale.

1. Each file of docs/gallery/ is one area, in the order of `order`, then of names. It has a title, a text, and pictures:
   what is to be seen (`says`), the address that gives it (`path`), for POST /render the body (`post`), and `json` where
   the answer is text to be shown; `only` then names a part of it, as `source.metadata`.
2. An address that needs an extra which is not installed here keeps the picture that it has.
3. What browsers do not show is shown as PNG, which the application makes of it.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from docs.sample_application import application
from handler.core.formats.catalogue import FORMATS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
AREAS = DOCS / "gallery"
PICTURES = DOCS / "pictures" / "gallery"
NOTE = (
    "<!-- Written by `make docs` from docs/gallery/*.toml and what the application answers. -->\n"
    "<!-- all blocks run by tests/system/test_gallery.py -->\n"
)
LEAD = (
    "Every picture here is what the address beside it gives, asked of `make run` or of any server that has the "
    "pictures of [samples](../samples/README.md) and answers unsigned links. All parameters are in the [reference]"
    "(reference/parameters.md).\n"
)
TABLE = ("| | |", "|---|---|")
SHOWN = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""Types that every place shows where the page may be read."""

EXTRA = re.compile(r"needs the extra (\w+)")
FENCE = re.compile(r"(```\w*\n).*?(```)", re.DOTALL)
KEYS = frozenset({"says", "path", "post", "json", "only"})
AREA_KEYS = frozenset({"title", "text", "order", "picture"})
OK = 200


class WrongEntryError(ValueError):
    """An entry that cannot be shown; its text names the file and what is wrong."""


class MissingExtraError(LookupError):
    """An entry needs an extra that is not installed here; its text is the extra's name."""


@dataclass(frozen=True)
class Entry:
    """One picture. name: of its file, without an ending. text: whether the answer is text. only: the part to show."""

    name: str
    says: str
    path: str
    post: Any = None
    text: bool = False
    only: str = ""

    @property
    def address(self) -> str:
        """What has to be asked, on one line."""
        return f"POST {self.path} {json.dumps(self.post, ensure_ascii=False)}" if self.post else self.path


@dataclass(frozen=True)
class Area:
    """One file of entries."""

    name: str
    title: str
    text: str
    order: int
    entries: tuple[Entry, ...] = field(default=())


def areas(folder: Path = AREAS) -> list[Area]:
    """Return all areas in the order of the page; WrongEntryError where a file has other keys than those above."""
    return sorted((_area(path) for path in folder.glob("*.toml")), key=lambda area: (area.order, area.name))


def _area(path: Path) -> Area:
    said = tomllib.loads(path.read_text())
    pictures = said.get("picture", [])
    wrong = {*said} - AREA_KEYS or {key for each in pictures for key in each} - KEYS
    if wrong or not all({"says", "path"} <= {*each} for each in pictures):
        raise WrongEntryError(f"{path.name}: {', '.join(sorted(wrong)) or 'says and path are needed'}")
    entries = tuple(_entry(f"{path.stem}-{number}", each) for number, each in enumerate(pictures, 1))
    return Area(path.stem, said["title"], said.get("text", ""), said.get("order", 50), entries)


def _entry(name: str, said: Mapping[str, Any]) -> Entry:
    post = said.get("post")
    body = json.loads(post) if isinstance(post, str) else post
    return Entry(name, said["says"], said["path"], body, said.get("json", False), said.get("only", ""))


def answered(client: TestClient, entry: Entry) -> Response:
    """Return the answer to an entry, which is 200; MissingExtraError names an extra, WrongEntryError all else."""
    answer = client.post(entry.path, json=entry.post) if entry.post else client.get(entry.path)
    if answer.status_code != OK:
        if missing := EXTRA.search(answer.text):
            raise MissingExtraError(missing[1])
        raise WrongEntryError(f"{entry.name}: {answer.status_code} {answer.text}")
    return answer


def shown(client: TestClient, answer: Response) -> tuple[str, bytes]:
    """Return the ending and the bytes of the picture that the page shows for an answer."""
    kind = answer.headers["content-type"]
    body = answer.content
    if kind not in SHOWN:
        recipe = json.dumps({"output": {"formats": ["png"]}})
        made = client.post("/render", files={"recipe": (None, recipe), "picture": ("picture", body)})
        if made.status_code != OK:
            raise WrongEntryError(f"{kind} cannot be shown as PNG: {made.text}")
        kind, body = "image/png", made.content
    return next(row.extension for row in FORMATS.values() if row.media_type == kind), body


def text_of(entry: Entry, answer: Response) -> str:
    """Return the text of an answer, of JSON the part that is to be shown."""
    if "json" not in answer.headers["content-type"]:
        return str(answer.text)
    part = answer.json()
    for key in filter(None, entry.only.split(".")):
        part = part[key]
    return json.dumps(part, ensure_ascii=False, indent=2)


def page(texts: Mapping[str, str], folder: Path = AREAS, pictures: Path = PICTURES) -> str:
    """Return the page. texts: answers by the name of their entry. The pictures are those that are there."""
    lines = [NOTE, "# Gallery\n", LEAD]
    for area in areas(folder):
        lines += [
            f"## {area.title}\n",
            *([f"{area.text.strip()}\n"] if area.text else []),
            *_rows(area, texts, pictures),
        ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _rows(area: Area, texts: Mapping[str, str], pictures: Path) -> Iterator[str]:
    open_table = False
    for entry in area.entries:
        if entry.text:
            if open_table:
                yield ""
            yield from (f"{entry.says}\n", f"`{entry.address}`\n", "```", texts.get(entry.name, ""), "```\n")
            open_table = False
            continue
        if not open_table:
            yield from TABLE
            open_table = True
        yield f"| {_picture(entry, pictures)} | {entry.says}<br>`{entry.address.replace('|', '%7C')}` |"
    if open_table:
        yield ""


def _picture(entry: Entry, pictures: Path) -> str:
    found = sorted(pictures.glob(f"{entry.name}.*"))
    alt = entry.says.replace("[", "(").replace("]", ")")
    return f"![{alt}](pictures/gallery/{found[0].name})" if found else "(needs an extra)"


def without_texts(page: str) -> str:
    """Return a page without the texts that were answered, which tell versions and machines apart."""
    return FENCE.sub(r"\1\2", page)


def main() -> None:
    """Write the page and its pictures; areas that are named are asked, else all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    asked, texts, kept = set(sys.argv[1:]), {}, set()
    with application() as client:
        for entry in (entry for area in areas() for entry in area.entries):
            kept.add(entry.name)
            if asked and entry.name.rpartition("-")[0] not in asked and not entry.text:
                continue
            try:
                answer = answered(client, entry)
            except MissingExtraError as missing:
                print(f"{entry.name} stays as it is: the extra {missing} is not installed here")
                continue
            if entry.text:
                texts[entry.name] = text_of(entry, answer)
            else:
                _keep(entry.name, *shown(client, answer))
    for path in PICTURES.iterdir():
        if path.stem not in kept:
            path.unlink()
    (DOCS / "gallery.md").write_text(page(texts))
    print("docs/gallery.md")


def _keep(name: str, ending: str, body: bytes) -> None:
    for old in PICTURES.glob(f"{name}.*"):
        old.unlink()
    (PICTURES / f"{name}.{ending}").write_bytes(body)


if __name__ == "__main__":
    main()
