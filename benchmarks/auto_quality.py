"""Where the tables of q=auto come from, and how often it reaches its target: SSIMULACRA2 on pictures that it never saw.

    python3 -m venv .venv-quality
    .venv-quality/bin/pip install -r requirements/lambda.txt
    .venv-quality/bin/pip install ssimulacra2==0.3.0 numpy matplotlib==3.11.2
    .venv-quality/bin/python -m benchmarks.auto_quality FOLDER [--fit] [--check 60]

FOLDER holds pictures as PNG, of 0.1 to 0.3 megapixels; those whose names begin alike up to the first `-` are of
one picture. Every third of these pictures is for checking: the tables that are checked are fitted on the others alone,
those that are written on all. --fit writes them. What was measured is kept beside FOLDER, as curves.json and
trials.json: it takes about ten seconds a picture once. The check writes check.json there,
docs/pictures/autoquality.svg, and fills docs/quality.md.
"""

import argparse
import json
import textwrap
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from statistics import fmean, median
from time import process_time
from typing import Any, NamedTuple, get_args

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from benchmarks.scores import score
from docs.marked import replaced
from handler.codecs import _auto_quality_tables as tables
from handler.codecs import auto_quality, encode
from handler.codecs._auto_quality_terms import planes, terms
from handler.core.formats.catalogue import FORMATS
from handler.core.formats.quality_target import TARGETS, AutoQuality
from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.core.output import FormatName, Output

ROOT = Path(__file__).parent.parent
PAGE, PLOT = ROOT / "docs" / "quality.md", ROOT / "docs" / "pictures" / "autoquality.svg"
TABLES = ROOT / "handler" / "codecs" / "_auto_quality_tables.py"
KINDS: dict[FormatName, str] = {"jpg": "JPEG", "webp": "WebP", "avif": "AVIF"}
COLOURS = {"jpg": "#b3541e", "webp": "#2a7f62", "avif": "#31508c"}
TRIED = (4, 10, 25, 45, 60, 72, 82, 89, 92, 96)
TRIALS: dict[AutoQuality, int] = {"auto:best": 89, "auto:good": 82, "auto:eco": 60, "auto:low": 25}
NEAR = 3
STIFF = 5.0
SIDES = ((800, 625), (1280, 800), (2400, 1667))


Numbers = np.ndarray[Any, np.dtype[np.float64]]


class Fit(NamedTuple):
    """What the product's tables hold."""

    curves: dict[FormatName, list[float]]
    weights: dict[tuple[FormatName, AutoQuality], tuple[int, list[float]]]


class Reached(NamedTuple):
    """What one picture came to."""

    name: str
    form: FormatName
    target: AutoQuality
    quality: int
    score: float


def written(image: Image.Image, form: FormatName, quality: int) -> bytes:
    """Return a picture as the product writes it."""
    return encode(Frames((image,), Size(*image.size)), Output(quality=quality, metadata="strip"), form)


def opened(path: Path) -> Image.Image:
    """Return a picture with its pixels."""
    with Image.open(path) as image:
        return image.convert("RGB")


def kept(path: Path) -> dict[str, Any]:
    """Return what was measured before."""
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return found


def measure(folder: Path) -> None:
    """Measure what is not known yet: scores by quality, and terms of the trials."""
    curves, trials = folder.parent / "curves.json", folder.parent / "trials.json"
    scores, seen = kept(curves), kept(trials)
    for path in sorted(folder.glob("*.png")):
        name, image = path.stem, opened(path)
        if name not in scores:
            scores[name] = {form: _curve(image, form) for form in KINDS}
            curves.write_text(json.dumps(scores))
        if name not in seen and scores[name]:
            part = auto_quality.repeated(auto_quality.mosaic(image))
            exact = planes(part)
            seen[name] = {}
            for form in KINDS:
                bodies = {quality: written(part, form, quality) for quality in TRIALS.values()}
                reads = {quality: Image.open(BytesIO(body)).convert("RGB") for quality, body in bodies.items()}
                seen[name][form] = {str(quality): terms(exact, planes(read)) for quality, read in reads.items()}
            trials.write_text(json.dumps(seen))


def _curve(image: Image.Image, form: FormatName) -> dict[str, tuple[int, float]]:
    bodies = {quality: written(image, form, quality) for quality in TRIED}
    return {str(q): (len(body), score(image, Image.open(BytesIO(body)))) for q, body in bodies.items()}


def curve(points: dict[str, Any]) -> tuple[list[int], list[float]]:
    """Return qualities and scores, which never fall."""
    ordered = sorted((int(quality), found[1]) for quality, found in points.items())
    return [quality for quality, _ in ordered], np.maximum.accumulate([found for _, found in ordered]).tolist()


def fitted(names: Sequence[str], scores: dict[str, Any], seen: dict[str, Any]) -> Fit:
    """Return tables fitted on these pictures."""
    fit = Fit({}, {})
    for form in KINDS:
        lines = {name: curve(scores[name][form]) for name in names}
        usual = [float(np.mean([np.interp(q, *line) for line in lines.values()])) for q in tables.QUALITIES]
        fit.curves[form] = [round(each, 2) for each in usual]
        for target, aim in TARGETS.items():
            trial = TRIALS[target]
            known = [n for n in names if str(trial) in seen[n][form] and lines[n][1][0] < aim < lines[n][1][-1]]
            inputs = np.array([seen[n][form][str(trial)] for n in known]) ** auto_quality.POWER
            wanted = [np.interp(aim, lines[n][1], lines[n][0]) for n in known]
            weights = _ridge(inputs, np.interp(wanted, tables.QUALITIES, fit.curves[form]))
            fit.weights[form, target] = trial, weights
    return fit


def _ridge(inputs: Numbers, wanted: Numbers) -> list[float]:
    """Return an addend and factors, by ridge regression in which pictures far off count less."""
    middle, spread = inputs.mean(0), inputs.std(0) + 1e-9
    plain, weight, mean = (inputs - middle) / spread, np.ones(len(wanted)), float(np.mean(wanted))
    factors = np.zeros(plain.shape[1])
    for _ in range(4):
        left = (plain * weight[:, None]).T
        factors = np.linalg.solve(left @ plain + STIFF * np.eye(len(factors)), left @ (wanted - mean))
        weight = 1 / np.maximum(NEAR / 2, np.abs(wanted - mean - plain @ factors))
    straight = factors / spread
    return [round(float(each), 2) for each in (mean - middle @ straight, *straight)]


def check(folder: Path, names: Sequence[str], fit: Fit) -> list[Reached]:
    """Return what the product reaches with these tables."""
    auto_quality.CURVES.update({form: tuple(line) for form, line in fit.curves.items()})
    auto_quality.WEIGHTS.update({key: (trial, tuple(each)) for key, (trial, each) in fit.weights.items()})
    found = []
    for name in names:
        image = opened(folder / f"{name}.png")
        for form in KINDS:
            for target in get_args(AutoQuality):
                quality = auto_quality.chosen(image, target, FORMATS[form], Output())
                reached = score(image, Image.open(BytesIO(written(image, form, quality))))
                found.append(Reached(name, form, target, quality, round(reached, 2)))
    return found


def clocked(folder: Path) -> dict[str, list[float]]:
    """Return by format how much longer q=auto takes than its own encode, at half, one and four megapixels."""
    first = opened(next(iter(sorted(folder.glob("*.png")))))
    found: dict[str, list[float]] = {form: [] for form in KINDS}
    for size in SIDES:
        image = first.resize(size, Image.Resampling.LANCZOS)
        for form in KINDS:
            auto_quality.chosen(image, "auto:good", FORMATS[form], Output())
            start = process_time()
            quality = auto_quality.chosen(image, "auto:good", FORMATS[form], Output())
            middle = process_time()
            written(image, form, quality)
            found[form].append(round(1 + (middle - start) / (process_time() - middle), 2))
    return found


def lines(found: Sequence[Reached], times: dict[str, list[float]], scores: dict[str, Any]) -> Iterator[str]:
    """Give the table of the page."""
    heads = [f"`{target}` ({aim})" for target, aim in TARGETS.items()]
    yield f"\n| format | {' | '.join(heads)} | times the encode at 0.5, 1, 4 Mpx |"
    yield f"|---|{'---:|' * (len(heads) + 1)}"
    for form, label in KINDS.items():
        parts = []
        for target, aim in TARGETS.items():
            off = [abs(each.score - aim) for each in found if (each.form, each.target) == (form, target)]
            able = [
                abs(each.score - aim)
                for each in found
                if (each.form, each.target) == (form, target)
                and curve(scores[each.name][form])[1][0] < aim < curve(scores[each.name][form])[1][-1]
            ]
            share = f"{100 * fmean(each <= NEAR for each in able or off):.0f} %"
            parts.append(f"{share} of {len(able)}, median off {median(able or off):.1f}")
        yield f"| {label} | {' | '.join(parts)} | {', '.join(f'{each:.1f}' for each in times[form])} |"
    yield ""


def draw(found: Sequence[Reached]) -> None:
    """Draw the scores reached over those asked for."""
    mpl.rcParams.update({"svg.hashsalt": "autoquality", "svg.fonttype": "none"})
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    for axes, (form, label) in zip(figure.subplots(1, 3, sharey=True), KINDS.items(), strict=True):
        axes.fill_between([50, 90], [47, 87], [53, 93], color="#dddddd", lw=0, label="within 3")
        for number, aim in enumerate(TARGETS.values()):
            ys = [each.score for each in found if each.form == form and TARGETS[each.target] == aim]
            xs = [aim + 2.4 * (at / max(1, len(ys) - 1) - 0.5) for at in range(len(ys))]
            axes.scatter(xs, ys, s=7, color=COLOURS[form], label="a picture" if not number else None)
        axes.set(title=label, xlabel="SSIMULACRA2 asked for", xticks=list(TARGETS.values()), ylim=(40, 100))
        axes.legend(loc="upper left", fontsize=7)
    figure.supylabel("reached")
    figure.savefig(PLOT, metadata={"Date": None})


def save(fit: Fit) -> None:
    """Write the tables into the product."""
    text = TABLES.read_text().partition("CURVES = {\n")[0] + "CURVES = {\n"
    text += "".join(f'    "{form}": {tuple(line)},\n' for form, line in fit.curves.items())
    text += '}\n"""The mean score of pictures with each of QUALITIES, by format."""\n\n# fmt: off\n'
    text += "WEIGHTS: dict[tuple[str, AutoQuality], tuple[int, tuple[float, ...]]] = {\n"
    for (form, target), (trial, weights) in fit.weights.items():
        numbers = textwrap.fill(", ".join(map(str, weights)) + ",", 112)
        text += f'    ("{form}", "{target}"): ({trial}, (\n{textwrap.indent(numbers, " " * 8)}\n    )),\n'
    end = '"""By format and target: the quality of the trial; what is added, and the factor of each term."""'
    TABLES.write_text(f"{text}}}\n{end}\n# fmt: on\n")


def main() -> None:
    """Measure, fit, check."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--fit", action="store_true", help="write the tables")
    asked.add_argument("--check", type=int, default=60, help="pictures that are checked")
    given = asked.parse_args()
    measure(given.folder)
    scores, seen = kept(given.folder.parent / "curves.json"), kept(given.folder.parent / "trials.json")
    names = [name for name in scores if scores[name] and name in seen]
    groups = sorted({name.partition("-")[0] for name in names})
    held = [name for name in names if groups.index(name.partition("-")[0]) % 3 == 0]
    if given.fit:
        save(fitted(names, scores, seen))
    found = check(given.folder, held[: given.check], fitted([n for n in names if n not in held], scores, seen))
    times = clocked(given.folder)
    (given.folder.parent / "check.json").write_text(json.dumps([found, times]))
    PAGE.write_text(replaced(PAGE.read_text(), "autoquality", "\n".join(lines(found, times, scores))))
    draw(found)


if __name__ == "__main__":
    main()
