"""How near this service comes to thumbor, for who moves: sizes and likeness beside a thumbor that runs here.

    make slow SUITE=thumbor
    PICTURES=folder make slow SUITE=thumbor      on thumbor's own nine pictures, its integration_tests/imgs

THUMBOR_PYTHON names a Python that has thumbor 7.8; without it .venv-thumbor is looked at. It tells four counts, and
what falls short of each: the matrix of thumbor's integration tests, its expected pictures, crops, and signatures.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from starlette.testclient import TestClient

from benchmarks.thumbor.fixtures import FIXTURES, SLACK, Fixture
from benchmarks.thumbor.likeness import likeness, opened
from benchmarks.thumbor.matrix import KINDS, OPTIONS, crops, draw
from benchmarks.thumbor.servers import Answer, asked, fixtures, ours, thumbor

ALIKE = 0.95
"""Least likeness of what counts as the same picture: thumbor's own threshold for pictures that it makes again."""

Check = Callable[[str], str]


def main() -> int:
    """Run all comparisons; the status is that of the counts which the page promises."""
    wanted = {"matrix": 558, "fixtures": 52, "crops": 100}
    with TemporaryDirectory() as place:
        folder = Path(place)
        if os.environ.get("PICTURES"):
            for name in (*KINDS, "rgba-interlaced.png"):
                shutil.copy(Path(os.environ["PICTURES"]) / name, folder / name)
        else:
            draw(folder)
        with thumbor(folder) as address, ours(folder) as client:
            paths = [f"{option}/{kind}" for option in OPTIONS for kind in KINDS]
            found = {"matrix": _counted("matrix", paths, lambda path: _against(address, client, path))}
            cuts = [f"{cut}gradient.jpg" for cut in crops()]
            found["crops"] = _counted("crops", cuts, lambda path: _against(address, client, path))
    with TemporaryDirectory() as place:
        folder = Path(shutil.copytree(fixtures(), place, dirs_exist_ok=True))
        shutil.copy(folder / "watermark.png", folder / "watermark")
        with ours(folder) as client:
            table = {f"{each.path}{each.source} {each.expected}": each for each in FIXTURES}
            found["fixtures"] = _counted("fixtures", list(table), lambda name: _expected(folder, client, table[name]))
    return int(any(found[name] < least for name, least in wanted.items()))


def _counted(name: str, cases: list[str], fault: Check) -> int:
    faults = {case: said for case in cases if (said := fault(case))}
    for case, said in faults.items():
        print(f"  {case[:110]}: {said}")
    print(f"{name}: {len(cases) - len(faults)} of {len(cases)}")
    return len(cases) - len(faults)


def _against(address: str, client: TestClient, path: str) -> str:
    """Return what differs from thumbor, nothing where nothing does."""
    target = f"unsafe/{path}"
    theirs, answer = asked(f"{address}/{target}"), client.get(f"/thumbor/{target}")
    if theirs.status != answer.status_code:
        return f"status {answer.status_code}, thumbor {theirs.status}: {answer.text[:200]}"
    if path.startswith("meta/"):
        return _told(theirs, answer.json())
    return _compared(answer.content, theirs.body, ALIKE)


def _told(theirs: Answer, answer: dict[str, dict[str, object]]) -> str:
    there, here = json.loads(theirs.body)["thumbor"], answer["thumbor"]
    parts = [name for name in ("source", "operations", "target") if there[name] != here[name]]
    return f"{[(there[name], here[name]) for name in parts]}" if parts else ""


def _compared(ours: bytes, theirs: bytes, least: float) -> str:
    one, other = opened(ours), opened(theirs)
    if one.size != other.size:
        return f"{one.size}, thumbor {other.size}"
    alike = likeness(one, other)
    return "" if alike >= least else f"likeness {alike:.3f}, below {least}"


def _expected(folder: Path, client: TestClient, fixture: Fixture) -> str:
    answer = client.get(f"/thumbor/unsafe/{fixture.path}{quote(fixture.source)}")
    if answer.status_code != 200:  # noqa: PLR2004 - OK
        return f"status {answer.status_code}: {answer.json()['detail'][:200]}"
    wanted = (folder / fixture.expected).read_bytes()
    if fixture.least:
        return _compared(answer.content, wanted, fixture.least - SLACK)
    sizes = opened(answer.content).size, opened(wanted).size
    return "" if (sizes[0] == sizes[1]) is not fixture.differs else f"{sizes[0]}, thumbor {sizes[1]}"


if __name__ == "__main__":
    sys.exit(main())
