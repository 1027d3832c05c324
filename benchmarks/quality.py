"""Where the numbers of `handler/codecs/quality.py` come from: SSIMULACRA2 on the photographs of samples/.

    python3 -m venv .venv-quality
    .venv-quality/bin/pip install -r requirements/lambda.txt
    .venv-quality/bin/pip install ssimulacra2==0.3.0 matplotlib==3.11.2
    .venv-quality/bin/python -m benchmarks.quality

It measures for some ten minutes; what was measured is kept, so a second run takes seconds, and --again starts anew. It
prints the table and the sizes that follow. Then it fills docs/quality.md and draws docs/pictures/quality.svg with what
`handler/codecs/quality.py` says: whoever changes that runs it once more.
"""

import argparse
import re
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import geometric_mean, mean

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from benchmarks.scores import PHOTOGRAPHS, REFERENCE, Bench, Shot, rendition
from handler.codecs import quality
from handler.codecs.formats.jpeg import FULL_COLOUR
from handler.core.formats.catalogue import WRITTEN
from handler.core.output import FormatName

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "quality.md"
PLOT = ROOT / "docs" / "pictures" / "quality.svg"
KEPT = Path(tempfile.gettempdir()) / "tintype-quality.json"

DRAWING, CLEAR = "owl.png", "balloons.png"
ASKED = (1, 10, 15, 20, 30, 40, 50, 60, 65, 70, 75, 80, 85, 89, 90, 93, 96, 98, 100)
"""The values of `q` at which the table has a knot: on both sides of 90, where JPEG and AVIF go over to full colour."""

CHECKED = (30, 50, 65, 80, 90)
LIBRARY = (0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 72, 75, 78, 80, 82, 85, 88, 91, 94, 97, 98, 100)
FULL_FROM = 50
"""The least quality of the library that is tried in full colour."""

SMALL = (8, 12, 16, 24, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128, 160, 192, 256, 400)
SMALL_HEADS = (
    ("photographs", "AVIF : WebP", "WebP : JPEG"),
    ("ink drawing", "AVIF : WebP", "WebP : PNG"),
    ("transparent", "AVIF : WebP", "WebP : PNG"),
    ("score of q=80", "WebP - JPEG", "AVIF - JPEG"),
)
USUAL = 80
MEASURED: tuple[FormatName, ...] = ("jpg", "webp", "avif")
"""The columns of the table. Progressive JPEG has that of JPEG."""

COLOURS: dict[FormatName, str] = {"jpg": "#b3541e", "webp": "#2a7f62", "avif": "#31508c"}
LABELS: dict[FormatName, str] = {"jpg": "JPEG", "webp": "WebP", "avif": "AVIF"}
STYLE = {
    "svg.hashsalt": "tintype",
    "svg.fonttype": "none",
    "font.size": 9,
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial"],
    "axes.spines.top": False,
    "axes.spines.right": False,
}
Ratios = list[tuple[int, float]]
"""Area in pixels, and the bytes of one format over those of another."""


def steps(q: int) -> list[int]:
    """Return the qualities of a library that are tried for a q."""
    return [step for step in LIBRARY if q < FULL_COLOUR or step >= FULL_FROM]


def alike(bench: Bench, name: FormatName) -> Iterator[int]:
    """Give, for every q, the quality of the library at which the mean score is that of libjpeg; it never falls.

    Where that is out of reach, or would take more bytes than libjpeg's, it is the last that does not.
    """
    least = 0
    for q in ASKED:
        reached = place([(step, bench.score(name, q, step)) for step in steps(q)], bench.score(REFERENCE, q))
        afforded = place([(step, bench.ratio(name, q, step)) for step in steps(q)], 1)
        least = max(least, min(round(reached), int(afforded)))
        yield least


def place(curve: list[tuple[int, float]], target: float) -> float:
    """Return where a rising curve comes to a value; its end where it does not."""
    for (low, less), (high, more) in pairwise(curve):
        if target <= more:
            return low + (high - low) * max(0, target - less) / (more - less)
    return curve[-1][0]


def value(curve: list[tuple[int, float]], at: int) -> float:
    """Return the height of a curve."""
    (low, less), (high, more) = next(pair for pair in pairwise(curve) if at <= pair[1][0])
    return less + (more - less) * (at - low) / (high - low)


def matching(bench: Bench, key: str, width: int, name: FormatName, target: float) -> Shot:
    """Return what a format takes to score no less than the target, or its best; of PNG what it takes anyway."""
    if name in {like(key), "png"}:
        return bench.shot(key, width, name, USUAL)
    low, high = -1, 100
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if bench.shot(key, width, name, USUAL, middle).score >= target else (middle, high)
    return bench.shot(key, width, name, USUAL, high)


def like(key: str) -> FormatName:
    """Return the format whose q=80 the others are held against: JPEG, but WebP for what is transparent."""
    return "webp" if key == CLEAR else "jpg"


def ratios(bench: Bench, key: str, ours: FormatName, theirs: FormatName) -> Ratios:
    """Return, for every small size, the bytes of a format over those of another, at equal scores; PNG is always 100."""
    found = []
    for width in SMALL:
        target = bench.shot(key, width, like(key), USUAL).score
        one, other = (matching(bench, key, width, name, target).size for name in (ours, theirs))
        size = rendition(key, width).size
        found.append((size[0] * size[1], one / other))
    return found


def last_larger(bench: Bench, ours: FormatName, theirs: FormatName, keys: tuple[str, ...] = PHOTOGRAPHS) -> int:
    """Return the largest area at which a format takes more bytes than another for any of the samples, 0 for none."""
    return max((area for key in keys for area, ratio in ratios(bench, key, ours, theirs) if ratio >= 1), default=0)


def knots() -> Iterator[str]:
    """Give the rows of the table as the product has it."""
    yield "| `q` | JPEG | WebP | AVIF |"
    yield "|---:|---:|---:|---:|"
    for row in quality.KNOTS:
        yield f"| {' | '.join(map(str, row))} |"


def check(bench: Bench) -> Iterator[str]:
    """Give, for some q, how far the scores of the product's files lie from libjpeg's, and their bytes over its."""
    heads = " | ".join(f"{LABELS[name]} | single ones | bytes" for name in MEASURED)
    yield f"| `q` | libjpeg scores | {heads} |"
    yield f"|{'---:|' * 11}"
    for q in CHECKED:
        cells = [f"{bench.score(REFERENCE, q):.1f}"]
        for name in MEASURED:
            pairs = zip(bench.shots(name, q), bench.shots(REFERENCE, q), strict=True)
            apart = [ours.score - theirs.score for ours, theirs in pairs]
            cells += [f"{mean(apart):+.1f}", f"{min(apart):+.0f} to {max(apart):+.0f}", f"{bench.ratio(name, q):.2f}"]
        yield f"| {q} | {' | '.join(cells)} |"


def small(bench: Bench) -> Iterator[str]:
    """Give, for every small width, bytes at equal scores, and how far apart the scores of q=80 are."""
    yield f"| width | {' | '.join(f'{kind}, {pair}' for kind, *pairs in SMALL_HEADS for pair in pairs)} |"
    yield f"|{'---:|' * 9}"
    columns = [mean_ratios(bench, "avif", "webp"), mean_ratios(bench, "webp", "jpg")]
    for key in (DRAWING, CLEAR):
        columns += [[ratio for _, ratio in ratios(bench, key, *pair)] for pair in (("avif", "webp"), ("webp", "png"))]
    for number, width in enumerate(SMALL):
        goal = bench.score("jpg", USUAL, widths=(width,))
        apart = " | ".join(f"{bench.score(name, USUAL, widths=(width,)) - goal:+.1f}" for name in MEASURED[1:])
        yield f"| {width} | {' | '.join(f'{column[number]:.2f}' for column in columns)} | {apart} |"


def mean_ratios(bench: Bench, ours: FormatName, theirs: FormatName) -> list[float]:
    """Return, for every small width, the geometric mean over the photographs."""
    rows = zip(*(ratios(bench, key, ours, theirs) for key in PHOTOGRAPHS), strict=True)
    return [geometric_mean(ratio for _, ratio in row) for row in rows]


def draw(bench: Bench) -> None:
    """Draw what q means with the table and without, and from what size AVIF is smaller."""
    mpl.rcParams |= STYLE
    figure = Figure(figsize=(9.6, 3.8), layout="constrained")
    left, right = figure.subplots(1, 2)
    draw_scores(bench, left)
    draw_sizes(bench, right)
    figure.savefig(PLOT, metadata={"Date": None})


def draw_scores(bench: Bench, axes: Axes) -> None:
    """Draw the score over q: as it is, and as it were if every library were handed q itself."""
    whole = range(10, 101)
    jpeg = [(q, bench.score(REFERENCE, q)) for q in ASKED]
    axes.plot(whole, [value(jpeg, q) for q in whole], color="#888888", linewidth=7, alpha=0.3, label="libjpeg")
    for name in MEASURED:
        ends = {q: [(step, bench.score(name, q, step)) for step in steps(q)] for q in (FULL_COLOUR - 1, FULL_COLOUR)}
        curves = [(q, ends[min(max(q, FULL_COLOUR - 1), FULL_COLOUR)]) for q in whole]
        said = [value(curve, quality.library_quality(name, q)) for q, curve in curves]
        axes.plot(whole, said, color=COLOURS[name], linewidth=1.6, label=LABELS[name])
        plain = [value(curve, q) for q, curve in curves]
        label = f"{LABELS[name]}, its own scale"
        axes.plot(whole, plain, color=COLOURS[name], linewidth=1, linestyle=":", label=label)
    axes.set(xlabel="q", ylabel="SSIMULACRA2, mean of ten renditions", xlim=(10, 100), ylim=(0, 100))
    axes.set_title("The same q looks the same", loc="left", weight="bold")
    axes.legend(frameon=False, loc="lower right")


def draw_sizes(bench: Bench, axes: Axes) -> None:
    """Draw AVIF's bytes over WebP's for every area."""
    for key, label in zip(PHOTOGRAPHS, ("five photographs", *["_"] * 4), strict=True):
        curve = zip(*ratios(bench, key, "avif", "webp"), strict=True)
        axes.plot(*curve, color=COLOURS["avif"], linewidth=1, alpha=0.75, label=label)
    for key, style, label in ((DRAWING, "--", "an ink drawing"), (CLEAR, ":", "a transparent drawing")):
        curve = zip(*ratios(bench, key, "avif", "webp"), strict=True)
        axes.plot(*curve, color=COLOURS["avif"], linewidth=1.6, linestyle=style, label=label)
    axes.axhline(1, color="#888888", linewidth=0.8)
    smallest = WRITTEN["avif"].smallest
    axes.axvspan(30, smallest, color=COLOURS["webp"], alpha=0.1, linewidth=0)
    axes.annotate(f"passed over below {smallest:,}", (36, 0.47), color=COLOURS["webp"])
    axes.set(xscale="log", yscale="log", xlim=(30, 300_000), ylim=(0.43, 5.2), xlabel="pixels of the result")
    axes.set(ylabel="bytes, AVIF : WebP, at equal scores")
    for axis, ticks in ((axes.xaxis, (100, 1_000, 10_000, 100_000)), (axes.yaxis, (0.5, 0.7, 1, 2, 3, 4))):
        axis.set_ticks(ticks, labels=[f"{tick:,}" for tick in ticks])
        axis.set_minor_locator(NullLocator())
    axes.set_title("AVIF is worth it from some size on", loc="left", weight="bold")
    axes.legend(frameon=False, loc="upper right")


def fill(name: str, rows: Iterator[str]) -> None:
    """Put a table between its two marks in the page."""
    text = PAGE.read_text()
    marked = rf"(?<=<!-- {name} -->\n\n).*?(?=\n\n<!-- end -->)"
    PAGE.write_text(re.sub(marked, "\n".join(rows), text, flags=re.DOTALL))


def conclude(bench: Bench) -> None:
    """Print the table and the areas that the sizes are to be set by."""
    columns = (ASKED, *(tuple(alike(bench, name)) for name in MEASURED))
    found = tuple(zip(*columns, strict=True))
    print("\nKNOTS, as in handler/codecs/quality.py" if found == quality.KNOTS else f"\nKNOTS = {found}")
    webp = max(last_larger(bench, "webp", "jpg"), last_larger(bench, "webp", "png", (DRAWING, CLEAR)))
    print(f"AVIF is larger than WebP up to {last_larger(bench, 'avif', 'webp')} pixels, WebP than others up to {webp}")


def main() -> None:
    """Measure, print what follows, and write the page and the plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--again", action="store_true", help="forget what was measured")
    bench = Bench(KEPT, again=parser.parse_args().again)
    try:
        conclude(bench)
        for name, rows in (("knots", knots()), ("check", check(bench)), ("small", small(bench))):
            fill(name, rows)
        draw(bench)
    finally:
        bench.keep()


if __name__ == "__main__":
    main()
