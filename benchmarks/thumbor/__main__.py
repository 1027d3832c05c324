"""How near this service comes to thumbor, for who moves: sizes and likeness beside a thumbor that runs here.

    make slow SUITE=thumbor
    PICTURES=folder make slow SUITE=thumbor      on thumbor's own pictures, its integration_tests/imgs

THUMBOR_PYTHON names a Python that has thumbor 7.8 and pyssim; without it .venv-thumbor is looked at. It tells four
counts and what falls short of each: the matrix of thumbor's integration tests, its expected pictures, crops, and
signatures.
Likeness is the measure of thumbor's tests. Its own threshold for a picture that it makes again is 0.95; all thresholds
are lowered by SLACK.
"""

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from PIL import Image, ImageOps
from starlette.testclient import TestClient

from benchmarks.thumbor.fixtures import FIXTURES, SLACK, Fixture
from benchmarks.thumbor.matrix import DECODED, KINDS, OPTIONS, crops, draw
from benchmarks.thumbor.servers import NEEDED, PYTHON, Answer, Scorer, asked, fixtures, links, ours, thumbor

ALIKE = 0.95 - SLACK
RANDOM = "filters:noise(10)"
"""An option for which thumbor's own answers differ from each other: so much may ours."""

LOSSY = "filters:quality(5)"
"""An option that says how much is lost: what is left is as like the picture itself as what thumbor leaves."""

WANTED = {"matrix": 546 if os.environ.get("PICTURES") else 535, "crops": 100, "fixtures": 52, "signatures": 60}
"""What is reached, and is not to become less; docs/thumbor.md says what is missing and why."""

OK, DENIED = 200, 403
LOSSLESS = "format(webp):quality(100)"
"""What keeps our file from differing where thumbor's test looks at no file."""


class Comparison:
    """Both services before a folder, and what differs between them."""

    def __init__(self, folder: Path, address: str, client: TestClient, scorer: Scorer) -> None:
        """Take them; pictures that thumbor decodes otherwise are written for it as we decode them."""
        self.folder, self.address, self.client, self.scorer = folder, address, client, scorer
        for name in DECODED:
            answer = client.get(f"/thumbor/unsafe/filters:cover():format(webp):lossless()/{name}")
            Image.open(io.BytesIO(answer.content)).save(folder / f"{name}.png")

    def told(self, path: str) -> str:
        """Return what differs for a path, nothing where nothing does."""
        option, _, kind = path.rpartition("/")
        decoded = option.startswith(("filters:", "trim")) and option != LOSSY and kind in DECODED
        other = f"{option}/{kind}.png" if decoded else path
        theirs, answer = asked(f"{self.address}/unsafe/{other}"), self.client.get(f"/thumbor/unsafe/{path}")
        if theirs.status != answer.status_code:
            return f"status {answer.status_code}, thumbor {theirs.status}: {answer.text[:200]}"
        if option == "meta":
            return _told(theirs, answer.json())
        least = ALIKE
        if option == RANDOM:
            again = asked(f"{self.address}/unsafe/{other}").body
            least = min(least, self.scorer.likeness(theirs.body, again) - SLACK)
        if option == LOSSY:
            source = (self.folder / other.rpartition("/")[2]).read_bytes()
            least = min(least, self.scorer.likeness(theirs.body, source))
            return compared(self.scorer, answer.content, source, least)
        return compared(self.scorer, answer.content, theirs.body, least)


def _told(theirs: Answer, answer: dict[str, dict[str, object]]) -> str:
    there, here = json.loads(theirs.body)["thumbor"], answer["thumbor"]
    parts = [name for name in ("source", "operations", "target") if there[name] != here[name]]
    return f"{[(there[name], here[name]) for name in parts]}" if parts else ""


def size_of(data: bytes) -> tuple[int, int]:
    """Return the size of a picture, upright."""
    return ImageOps.exif_transpose(Image.open(io.BytesIO(data))).size


def compared(scorer: Scorer, one: bytes, other: bytes, least: float, mode: str = "white") -> str:
    """Return in what two pictures differ, nothing where they are alike."""
    if size_of(one) != size_of(other):
        return f"{size_of(one)}, thumbor {size_of(other)}"
    alike = scorer.likeness(one, other, mode)
    return "" if alike >= least else f"likeness {alike:.3f}, below {least:.3f}"


def expected(folder: Path, client: TestClient, scorer: Scorer, fixture: Fixture) -> str:
    """Return in what an expected picture of thumbor's differs from ours."""
    path = fixture.path if "quality" in fixture.path else f"{fixture.path[:-1]}:{LOSSLESS}/"
    answer = client.get(f"/thumbor/unsafe/{path}{quote(fixture.source)}")
    if answer.status_code != OK:
        return f"status {answer.status_code}: {answer.json()['detail'][:200]}"
    wanted = (folder / fixture.expected).read_bytes()
    if fixture.least:
        return compared(scorer, answer.content, wanted, fixture.least - SLACK, fixture.mode)
    sizes = size_of(answer.content), size_of(wanted)
    return "" if (sizes[0] == sizes[1]) is not fixture.differs else f"{sizes[0]}, thumbor {sizes[1]}"


def signed(client: TestClient, address: str) -> list[str]:
    """Return what is wrong with links of libthumbor: that pass in neither service, or that pass changed."""
    faults = []
    for number, link in enumerate(links([f"{40 + each}x{30 + each}/gradient.jpg" for each in range(20)])):
        mark, _, rest = link.removeprefix("/").partition("/")
        forged = f"/{mark[:5]}{'A' if mark[5] != 'A' else 'B'}{mark[6:]}/{rest}"
        for path, status in ((link, OK), (forged, DENIED), (f"/{mark}/{mark}/{rest}", DENIED)):
            for door in ("/thumbor", ""):
                found = client.get(f"{door}{path}").status_code
                if found != status:
                    faults.append(f"{number} {door}{path}: {found}")
        if asked(f"{address}{link}").status != OK:
            faults.append(f"{number} {link}: not in thumbor")
    return faults


def _counted(name: str, cases: list[str], fault: Callable[[str], str]) -> int:
    faults = {case: said for case in cases if (said := fault(case))}
    for case, said in faults.items():
        print(f"  {case[:110]}: {said}")
    print(f"{name}: {len(cases) - len(faults)} of {len(cases)}")
    return len(cases) - len(faults)


def _beside_thumbor(place: Path, scorer: Scorer) -> dict[str, int]:
    folder = place / "pictures"
    folder.mkdir()
    if os.environ.get("PICTURES"):
        for name in (*KINDS, "rgba-interlaced.png"):
            shutil.copy(Path(os.environ["PICTURES"]) / name, folder / name)
    else:
        draw(folder)
    with thumbor(folder) as address, ours(folder) as client:
        comparison = Comparison(folder, address, client, scorer)
        found = {
            "matrix": _counted("matrix", [f"{each}/{kind}" for each in OPTIONS for kind in KINDS], comparison.told)
        }
        found["crops"] = _counted("crops", [f"{cut}gradient.jpg" for cut in crops()], comparison.told)
        faults = signed(client, address)
        print(*faults, f"signatures: {60 - len(faults)} of 60", sep="\n")
        return {**found, "signatures": 60 - len(faults)}


def main() -> int:
    """Run all comparisons; the status is that of the counts which the page promises."""
    if not PYTHON.exists():
        print(f"there is no {PYTHON}; {NEEDED}", file=sys.stderr)
        return 2
    with TemporaryDirectory() as place:
        scorer = Scorer(Path(place))
        try:
            found = _beside_thumbor(Path(place), scorer)
            folder = Path(shutil.copytree(fixtures(), Path(place) / "filters"))
            shutil.copy(folder / "watermark.png", folder / "watermark")
            table = {f"{each.path}{each.source} {each.expected} {each.mode}": each for each in FIXTURES}
            with ours(folder) as client:
                names = list(table)
                found["fixtures"] = _counted(
                    "fixtures", names, lambda name: expected(folder, client, scorer, table[name])
                )
        finally:
            scorer.close()
    return int(any(found[name] < least for name, least in WANTED.items()))


if __name__ == "__main__":
    sys.exit(main())
