"""Let IIIF's own validator judge both editions at level 9, in both readings: `make slow SUITE=iiif`.

    PYTHONPATH=. python tests/system/iiif/run.py .venv-iiif/bin 5

The folder has iiif-validator; the number is how often it is run, since it asks for sizes and regions at random. What
it finds goes into docs/iiif.md. In its own reading no test may fail; by the text of the specification two do, which
contradict it.
"""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PAGE = ROOT / "docs" / "iiif.md"
FRONTS = {
    "uvicorn": ("-m", "handler", "serve", "--quiet", "--port"),
    "the Lambda handler": (str(ROOT / "tests/system/contract/lambda_server.py"),),
}
READINGS = {"by the text": "", "as the validator reads it": "validator"}
EDITIONS = {"3.0": ("iiif/3", {"size_noup", "size_up"}), "2.0": ("iiif/2", set())}
"""For each edition its prefix, and the tests that contradict its text."""

IDENTIFIER = "67352ccc-d1b0-11e1-89ae-279075081939.png"
SQUARE = 100
START_SECONDS = 60


def draw(folder: Path, colours: list[list[list[int]]]) -> None:
    """Draw the picture that the validator expects: ten by ten squares."""
    picture = Image.new("RGB", (len(colours) * SQUARE, len(colours[0]) * SQUARE))
    pen = ImageDraw.Draw(picture)
    for across, column in enumerate(colours):
        for down, colour in enumerate(column):
            left, top = across * SQUARE, down * SQUARE
            pen.rectangle((left, top, left + SQUARE - 1, top + SQUARE - 1), tuple(colour))
    picture.save(folder / IDENTIFIER)


@contextmanager
def served(command: tuple[str, ...], folder: Path, manners: str) -> Iterator[str]:
    """Run a front on a free port; host and port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"SOURCE": folder.as_uri(), "DIALECTS": "native,iiif", "UNSIGNED": "any", "LOG": "off", "IIIF": manners}
    settings["PUBLIC_URL"] = f"http://127.0.0.1:{port}"  # a function is behind https, which this is not
    environ = {**os.environ, **{f"TINTYPE_{name}": text for name, text in settings.items()}}
    server = subprocess.Popen([sys.executable, *command, str(port)], stdout=subprocess.DEVNULL, env=environ, cwd=ROOT)
    try:
        _await(f"http://127.0.0.1:{port}/health")
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=START_SECONDS)


def _await(address: str) -> None:
    ends = time.monotonic() + START_SECONDS
    while True:
        try:
            urlopen(address, timeout=5).close()
        except URLError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)
        else:
            return


def told(tools: Path, *arguments: str) -> object:
    """Return what the judge says."""
    run = subprocess.run([tools / "python", HERE / "judge.py", *arguments], stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout)


def table(scores: dict[tuple[str, str, str], list[dict[str, str]]]) -> str:
    """Return the table of all runs, as Markdown."""
    lines = ["| edition | reading | front | passed, run by run | what does not |", "|---|---|---|---|---|"]
    for (edition, reading, front), runs in scores.items():
        counts = ", ".join(f"{sum(not why for why in run.values())} of {len(run)}" for run in runs)
        failing = ", ".join(f"`{name}`" for name in sorted({name for run in runs for name, why in run.items() if why}))
        lines.append(f"| {edition} | {reading} | {front} | {counts} | {failing} |")
    return "\n".join(lines)


def main(tools: Path, times: int) -> int:
    """Return 1 where a test fails that is not known to contradict the text."""
    scores: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    unexpected = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        draw(folder, told(tools, "--colours"))  # type: ignore[arg-type]
        for reading, manners in READINGS.items():
            for front, command in FRONTS.items():
                with served(command, folder, manners) as server:
                    for edition, (prefix, known) in EDITIONS.items():
                        runs = [told(tools, server, prefix, IDENTIFIER, edition) for _ in range(times)]
                        scores[edition, reading, front] = runs  # type: ignore[assignment]
                        allowed = set() if manners else known
                        unexpected += [
                            f"{edition} {reading}, {front}: {test}: {why}"
                            for run in runs
                            for test, why in run.items()  # type: ignore[attr-defined]
                            if why and test not in allowed
                        ]
    found = table(dict(sorted(scores.items(), reverse=True)))
    print(found, *unexpected, sep="\n")
    if PAGE.exists() and not unexpected:
        pattern = re.compile(r"(<!-- validator -->\n).*?(<!-- end -->)", re.DOTALL)
        PAGE.write_text(pattern.sub(lambda match: f"{match[1]}{found}\n{match[2]}", PAGE.read_text()))
    return int(bool(unexpected))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
