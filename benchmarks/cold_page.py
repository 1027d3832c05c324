"""What benchmarks/cold_start.py found, as the tables and the plot of docs/performance.md, and on standard output."""

import json
import os
import platform
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "pictures" / "cold-start.svg"

NAMES = {
    "node": "Node {node}, sharp {sharp}, AWS SDK {sdk}",
    "ours": "this project",
    "bare": "this project, without compiled code",
    "restore": "this project, after a restore",
}
TARGETS = {"ours": 2.0, "restore": 0.5}
"""At most so many times Node, in CPU time."""

SAVINGS = {
    "boto3": "S3's client is made by botocore, without boto3 and s3transfer around it (`handler/storage/s3_client.py`)",
    "data": "of botocore's data only what is used ships, without texts, unzipped (`tools/build_package.py`)",
    "archive": "modules come out of one file, not out of folders (`handler/aws/code_archive.py`)",
    "descriptions": "S3's descriptions are compiled, keys at hand not looked for (`handler/storage/aws_session.py`)",
    "models": "FastAPI's models of OpenAPI and its logins are imported when used (`handler/aws/cold_start.py`)",
    "telemetry": "OpenTelemetry too, where nobody observes the function (`handler/runtime/telemetry.py`)",
    "collector": "the garbage collector rests while modules are imported (`handler/aws/cold_start.py`)",
}
GROUPS = {
    "Python": ("Python", "the standard library"),
    "FastAPI, Mangum": ("Pydantic", "AnyIO", "OpenTelemetry", "FastAPI", "Mangum"),
    "this project": ("this project", "the query"),
    "botocore, S3": ("botocore", "S3"),
    "Pillow": ("Pillow", "the codecs"),
    "the picture": ("the picture",),
}
FRAMEWORK = "FastAPI, Mangum"
COLOURS = ("#64748b", "#2a7f62", "#31508c", "#b3541e", "#7c3a8c", "#a8842c")
NODE_COLOUR, REST_COLOUR = "#475569", "#94a3b8"
LABEL, SCALE, BAR, STEP, TOP = 216, 480, 22, 36, 44
"""Pixels of the plot: the column of names, the longest bar, its height, the distance of bars, the space above."""


class Run(NamedTuple):
    """What one start took, in milliseconds: on the clock, and of computing."""

    wall: float
    cpu: float


Runs = Mapping[str, Sequence[Run]]


def tell(runs: Runs, accounts: Sequence[Mapping[str, float]], python: str, *, write: bool) -> None:
    """Print the tables, and put them and the plot into the page if that is wanted."""
    parts = {name: median(account[name] for account in accounts) for name in accounts[0] if "again" not in name}
    parts.pop("-", None)
    blocks = {
        "start": "\n".join(_starts(runs, python)),
        "account": "\n".join(_accounts(parts, median(run.cpu for run in runs["ours"]))),
        "floor": _floor(parts, median(run.cpu for run in runs["node"])),
        "savings": "\n".join(_savings(runs)),
    }
    text = PAGE.read_text()
    for name, block in blocks.items():
        print(f"{block}\n")
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        text = re.sub(rf"(?s)(?<={begin}\n).*?(?={end})", lambda _, block=block: f"{block}\n", text)  # type: ignore[misc]
    if write:
        PAGE.write_text(text)
        PLOT.write_text("\n".join(_plot(runs, parts)) + "\n")


def _starts(runs: Runs, python: str) -> Iterator[str]:
    node, said = runs["node"], _versions(python)
    yield "| process start to first picture, ms | clock | CPU | clock, times Node | CPU, times Node | target |"
    yield "|---|---|---|---|---|---|"
    for name, label in NAMES.items():
        mine = runs[name]
        ratios = [_paired(mine, node, field) for field in (_wall, _cpu)]
        clock, cpu = (median(map(field, mine)) for field in (_wall, _cpu))
        aim = TARGETS.get(name)
        end = f"at most {aim}: {'met' if ratios[1] <= aim else 'missed'}" if aim else ""
        yield f"| {label.format(**said)} | {clock:.0f} | {cpu:.0f} | {ratios[0]:.2f} | {ratios[1]:.2f} | {end} |"
    yield ""
    yield (
        f"Medians of {len(node)} rounds, ratios too, on {os.cpu_count()} shared cores ({platform.machine()}); Python "
        f"{said['python']}, {said['optimised']}. A round takes each in turn."
    )


def _accounts(parts: Mapping[str, float], whole: float) -> Iterator[str]:
    yield "| part | CPU ms | sum |"
    yield "|---|---|---|"
    total = 0.0
    for name, milliseconds in parts.items():
        total += milliseconds
        yield f"| {name} | {milliseconds:.1f} | {total:.0f} |"
    yield f"| measured as one, less the sum | {whole - total:.1f} | {whole:.0f} |"


def _floor(parts: Mapping[str, float], node: float) -> str:
    aim = TARGETS["ours"]
    bare, least = (sum(_group(parts, name) for name in names) for names in (("Python",), ("Python", FRAMEWORK)))
    pictures = _group(parts, "Pillow") + _group(parts, "the picture")
    return (
        f"Python with what it needs of its standard library takes {bare:.0f} ms, {bare / node:.2f} of all that Node "
        f"takes; with FastAPI and Mangum, imported and doing nothing, {least:.0f}, which is {least / node:.2f}. Pillow "
        f"and the picture take {pictures:.0f} more. Of {aim} times Node, {aim * node:.0f} ms, that leaves "
        f"{aim * node - least - pictures:.0f} for all of this project and for botocore, which takes "
        f"{_group(parts, 'botocore, S3'):.0f} with one request."
    )


def _savings(runs: Runs) -> Iterator[str]:
    yield "| what is done | CPU ms saved |"
    yield "|---|---|"
    for name, label in SAVINGS.items():
        saved = median(other.cpu - mine.cpu for other, mine in zip(runs[name], runs["ours"], strict=True))
        yield f"| {label} | {saved:.0f} |"


def _plot(runs: Runs, parts: Mapping[str, float]) -> Iterator[str]:
    """Draw a bar for each, ours in its parts."""
    medians = {name: median(run.cpu for run in runs[name]) for name in NAMES}
    unit = SCALE / max(medians.values())
    height = TOP + STEP * len(NAMES) + 36
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {height}" width="760" height="{height}" '
        'font-family="DejaVu Sans, Verdana, Arial, sans-serif" font-size="13">'
    )
    yield f'<rect width="760" height="{height}" fill="#fff"/>'
    yield '<text x="12" y="24" font-size="15" fill="#0f172a">CPU, ms, from process start to first picture</text>'
    for row, (name, milliseconds) in enumerate(medians.items()):
        y = TOP + STEP * row
        label = "Node, sharp, AWS SDK" if name == "node" else NAMES[name].replace("this project, ", "").replace("`", "")
        yield f'<text x="{LABEL - 10}" y="{y + 16}" text-anchor="end" fill="#0f172a">{escape(label)}</text>'
        pieces = [(_group(parts, group), colour) for group, colour in zip(GROUPS, COLOURS, strict=True)]
        x = float(LABEL)
        for length, colour in (
            pieces if name == "ours" else [(milliseconds, NODE_COLOUR if name == "node" else REST_COLOUR)]
        ):
            yield f'<rect x="{x:.1f}" y="{y}" width="{length * unit:.1f}" height="{BAR}" fill="{colour}"/>'
            x += length * unit
        yield f'<text x="{x + 8:.1f}" y="{y + 16}" fill="#0f172a">{milliseconds:.0f}</text>'
    x = 12.0
    for group, colour in zip(GROUPS, COLOURS, strict=True):
        yield f'<rect x="{x:.0f}" y="{height - 26}" width="12" height="12" fill="{colour}"/>'
        yield f'<text x="{x + 18:.0f}" y="{height - 15}" fill="#0f172a">{escape(group)}</text>'
        x += 34 + 8 * len(group)
    yield "</svg>"


def _group(parts: Mapping[str, float], group: str) -> float:
    return sum(ms for name, ms in parts.items() if name.startswith(GROUPS[group]))


def _paired(mine: Sequence[Run], other: Sequence[Run], field: Callable[[Run], float]) -> float:
    return median(field(run) / field(than) for run, than in zip(mine, other, strict=True))


def _wall(run: Run) -> float:
    return run.wall


def _cpu(run: Run) -> float:
    return run.cpu


def _versions(python: str) -> dict[str, str]:
    pins = json.loads((ROOT / "benchmarks" / "cold" / "package.json").read_text())["dependencies"]
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)  # noqa: S607 - this machine's
    ask = "import platform, sysconfig; print(platform.python_version(), sysconfig.get_config_var('CONFIG_ARGS'))"
    version, _, flags = subprocess.run(
        [python, "-c", ask], capture_output=True, text=True, check=True
    ).stdout.partition(" ")
    return {
        "node": node.stdout.strip().removeprefix("v"),
        "sharp": pins["sharp"],
        "sdk": pins["@aws-sdk/client-s3"],
        "python": version,
        "optimised": "built with profiles" if "--enable-optimizations" in flags else "built without profiles (PGO)",
    }
