"""Make the pictures of the task pages, by asking the product for the addresses that stand beside them: `make docs`.

A row of a table shows one: `| ![alt](pictures/tasks/name.webp) | words<br>`/images/...` |`. It is asked for as WebP.
"""

import re
from pathlib import Path
from typing import NamedTuple

from starlette.testclient import TestClient

from handler.app import create_app
from handler.config.settings import Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PICTURES = DOCS / "pictures" / "tasks"
SHOWN = re.compile(r"^\| !\[[^\]]+\]\(pictures/tasks/([a-z-]+)\.webp\) \| .*`(/images/[^`]+)` \|$", re.MULTILINE)
OK = 200


class Shown(NamedTuple):
    """A picture of a page: the name of its file, and what is asked for."""

    name: str
    address: str


def shown() -> list[Shown]:
    """Return all pictures of all pages, in the order of their names."""
    found = {Shown(*pair) for page in DOCS.glob("*.md") for pair in SHOWN.findall(page.read_text())}
    return sorted(found)


def application() -> TestClient:
    """Return a client of the real application over samples/, which answers everybody."""
    source = (ROOT / "samples").as_uri()
    return TestClient(create_app(Settings(source=source, unsigned=frozenset({"any"}), log="off")))


def made(client: TestClient, picture: Shown) -> bytes:
    """Return the file of a picture."""
    answer = client.get(f"{picture.address}&fm=webp")
    if answer.status_code != OK:
        raise ValueError(f"{picture.name}: {answer.text}")
    return answer.content


def main() -> None:
    """Write the files, and remove those that no page shows."""
    PICTURES.mkdir(exist_ok=True)
    pictures = shown()
    with application() as client:
        for each in pictures:
            (PICTURES / f"{each.name}.webp").write_bytes(made(client, each))
    for path in set(PICTURES.iterdir()) - {PICTURES / f"{each.name}.webp" for each in pictures}:
        path.unlink()
    print(f"docs/pictures/tasks: {len(pictures)} pictures")


if __name__ == "__main__":
    main()
