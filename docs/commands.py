"""The outputs in commands.md: `PYTHONPATH=. python docs/commands.py write` runs its commands and renews them.

Every line of a ```console block that begins with `$ tintype` is run, in one folder that has samples/; what stands below
it is what it printed. Other blocks are not run: they need a server, a bucket or a shell.
"""

import io
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from handler.commands.line import main as tintype

DOCS = Path(__file__).parent
PAGE = DOCS / "commands.md"
SAMPLES = DOCS.parent / "samples"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
PROMPT = "$ "
A_DAY = 1_800_000_000
"""When the files of the folder were written last, seconds since 1970."""

WIDE = "100"
"""Columns of a terminal."""

RECIPE = '{"ops": [{"op": "resize", "w": 400, "h": 400, "fit": "crop"}, {"op": "blur", "radius": 3}]}'
URLS = "https://shop.imgix.net/bee.jpg?w=300&auto=format\nhttps://shop.imgix.net/bee.jpg?w=300&blend64=eA\n"


def renewed(page: str) -> str:
    """Return the page with what its commands print now."""
    with TemporaryDirectory() as folder, chdir(folder):
        _furnish(Path(folder))
        return BLOCK.sub(lambda found: f"```console\n{_run(found[1])}```", page)


def _furnish(folder: Path) -> None:
    """Put into a folder what the commands of the page find there."""
    shutil.copy(SAMPLES / "bee.jpg", folder)
    (folder / "photos").mkdir()
    for name in ("bee.jpg", "owl.png"):
        shutil.copy(SAMPLES / name, folder / "photos")
    (folder / "photos" / "cut.jpg").write_bytes((SAMPLES / "bee.jpg").read_bytes()[:9000])
    for path in (folder / "bee.jpg", *(folder / "photos").iterdir()):
        os.utime(path, (A_DAY, A_DAY))  # of which the ETag is made
    (folder / "square.json").write_text(RECIPE)
    (folder / "urls.txt").write_text(URLS)


def _run(block: str) -> str:
    commands = [line for line in block.splitlines() if line.startswith(PROMPT)]
    return "".join(f"{line}\n{_printed(line.removeprefix(PROMPT))}" for line in commands)


def _printed(command: str) -> str:
    words = shlex.split(command)
    at = words.index("tintype")
    said = dict(word.split("=", 1) for word in words[:at])
    out = io.StringIO()
    bare = {name: text for name, text in os.environ.items() if not name.startswith("TINTYPE_")}
    environ = patch.dict(os.environ, {**bare, "COLUMNS": WIDE, **said}, clear=True)
    with environ, redirect_stdout(out), redirect_stderr(out), suppress(SystemExit):  # of --help
        tintype(words[at + 1 :])
    return "\n".join(_plain(out.getvalue())).strip("\n") + "\n" if out.getvalue() else ""


def _plain(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield line.rstrip()


def main() -> None:
    """Print the page, or write it."""
    page = renewed(PAGE.read_text())
    if sys.argv[1:] == ["write"]:
        PAGE.write_text(page)
    else:
        print(page, end="")


if __name__ == "__main__":
    main()
