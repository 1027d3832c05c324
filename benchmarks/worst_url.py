"""The accepted URL that takes most: a search over queries, sources and generators, by chance and then uphill.

Run `python -m benchmarks.worst_url 60` in the project's folder, for 60 seconds (more finds more). The time is that of
all threads of the process, in seconds of one core. Each find is printed when it beats what was found before; in the
end the ten worst, with what was estimated. A URL that takes more than 1.25 times the limit `work` is what the table of
costs has to be mended for: `benchmarks/work.py` shows where.
"""

import gc
import sys
from collections.abc import Callable, Iterator
from random import Random
from time import monotonic, process_time
from typing import NamedTuple
from urllib.parse import quote

from PIL import Image

from benchmarks.subjects import clear, noise, photograph, shifted, stored
from benchmarks.values import MADE, VALUES
from handler.config.settings import INPUTS
from handler.core.limits import Limits
from handler.core.source import Stored
from handler.core.source_file import SourceFile, source_file_of
from handler.dialects import native
from handler.dialects.native import NativeReply
from handler.errors import ImageError
from handler.generators import GENERATORS
from handler.recipe import Source
from handler.rendering.check import check
from handler.rendering.opening import opened
from handler.rendering.plan import plan
from handler.rendering.render import render

BEST = 10
UPHILL = 0.7
"""So often a find is changed, and not a new query tried."""

MOST_ASKED = 5
SAFE = ",:"
LIMITS = Limits()
MOST_WIDE = 4096


class Query(NamedTuple):
    """An address, not yet written: the path, and what each parameter is given as."""

    path: str
    given: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Return it as a URL."""
        return f"{self.path}?{'&'.join(f'{name}={quote(text, safe=SAFE)}' for name, text in self.given)}"

    def parsed(self) -> NativeReply:
        """Return what it says; ImageError where that is nothing."""
        _, door, name = self.path.split("/")
        raw = str(self).partition("?")[2]
        kinds = {kind.model_fields["generate"].default: kind for kind in GENERATORS}
        return native.parse_made(raw, kinds[name]) if door == "generate" else native.parse(raw, name)

    def wide(self, width: int) -> "Query":
        """Return it with another width, enlarging."""
        return self._replace(given=tuple((dict(self.given) | {"w": str(width), "fit": "clip"}).items()))


class Found(NamedTuple):
    """What an accepted query took, in seconds of a core, and what was estimated."""

    seconds: float
    estimated: float
    query: Query


def sources() -> Iterator[tuple[str, bytes]]:
    """Give stored pictures, by key: of every format, of little and much detail, large and small, still and moving."""
    kinds: dict[str, tuple[str, int]] = {
        "jpg": ("JPEG, q=100", 3600),
        "progressive.jpg": ("JPEG, progressive, q=100", 3000),
        "png": ("PNG", 3000),
        "webp": ("WebP, q=100", 3000),
        "lossless.webp": ("WebP, lossless", 2600),
        "avif": ("AVIF, q=100", 1600),
        "gif": ("GIF", 3000),
    }
    for suffix, (kind, side) in kinds.items():
        for size, pixels in (("large", side), ("small", 500)):
            for name, draw in (("noise", noise), ("photograph", photograph)):
                yield f"{name}-{size}.{suffix}", stored(draw(pixels), kind).getvalue()
        if suffix not in {"jpg", "progressive.jpg", "gif"}:
            yield f"clear.{suffix}", stored(clear(noise(side // 2)), kind).getvalue()
    for suffix, kind in {"png": "PNG", "gif": "GIF", "webp": "WebP", "avif": "AVIF"}.items():
        for frames, side in ((12, 500), (60, 160), (400, 16)):
            film = shifted(noise(side), frames)
            yield f"moving-{frames}.{suffix}", stored(film[0], kind, film).getvalue()
    yield "huge.jpg", stored(photograph(6000), "JPEG").getvalue()
    yield "tall.png", stored(noise(360).resize((16, 16_000)), "PNG").getvalue()
    yield "flat.png", stored(Image.new("RGB", (6000, 5000), "teal"), "PNG").getvalue()


class Search:
    """A search under way."""

    def __init__(self, seed: int, say: Callable[[str], None]) -> None:
        """Make the sources."""
        self.chance, self.say = Random(seed), say  # noqa: S311 - a search
        self.stored = dict(sources())
        self.found: list[Found] = []
        self.tried = self.accepted = 0

    def run(self, seconds: float) -> None:
        """Search for so long."""
        end = monotonic() + seconds
        while monotonic() < end:
            self.tried += 1
            query = self._changed() if self.found and self.chance.random() < UPHILL else self._new()
            if self.chance.random() < 0.5:  # noqa: PLR2004 - every other
                query = self.largest(query)
            try:
                found = self.measure(query)
            except ImageError:
                continue
            self.accepted += 1
            self._keep(found)

    def measure(self, query: Query) -> Found:
        """Render a query; ImageError where it is refused."""
        recipe = query.parsed().recipe
        gc.collect()
        start = process_time()
        done = render(recipe, fetch=self.fetch, limits=LIMITS, accepted=INPUTS)
        return Found(process_time() - start, done.plan.work, query)

    def largest(self, query: Query) -> Query:
        """Return a query with the largest width that the limits accept, as it is where they accept none."""
        least, most = 1, MOST_WIDE
        while least < most:
            middle = (least + most + 1) // 2
            least, most = (middle, most) if self._accepted(query.wide(middle)) else (least, middle - 1)
        return query.wide(least) if least > 1 else query

    def _accepted(self, query: Query) -> bool:
        try:
            recipe = query.parsed().recipe
            with opened(recipe.source, self.fetch, LIMITS, INPUTS) as picture:
                check(plan(recipe, picture, LIMITS), LIMITS)
        except ImageError:
            return False
        return True

    def fetch(self, source: Source) -> SourceFile:
        """Return a stored picture."""
        assert isinstance(source, Stored)  # noqa: S101 - nothing is posted here
        return source_file_of(self.stored[source.key], "1")

    def _new(self) -> Query:
        if self.chance.random() < 0.15:  # noqa: PLR2004 - some
            name = self.chance.choice(list(MADE))
            path, words = f"/generate/{name}", MADE[name] | VALUES
            names = [*MADE[name], *self.chance.sample(list(VALUES), self.chance.randint(0, 3))]
        else:
            path, words = f"/images/{self.chance.choice(list(self.stored))}", VALUES
            names = self.chance.sample(list(VALUES), self.chance.randint(1, MOST_ASKED))
        return Query(path, tuple((name, self._value(words, name)) for name in dict.fromkeys(names)))

    def _changed(self) -> Query:
        path, pairs = self.chance.choice(self.found).query
        given = dict(pairs)
        words = VALUES | MADE.get(path.rpartition("/")[2], {})
        if path.startswith("/images/") and self.chance.random() < 0.2:  # noqa: PLR2004 - some
            path = f"/images/{self.chance.choice(list(self.stored))}"
        for _ in range(self.chance.randint(1, 2)):
            name = self.chance.choice(list(words))
            if name in given and self.chance.random() < 0.3:  # noqa: PLR2004 - some
                del given[name]
            else:
                given[name] = self._value(words, name)
        return Query(path, tuple(given.items()))

    def _value(self, words: dict[str, tuple[str, ...]], name: str) -> str:
        text = self.chance.choice(words[name])
        return str(round(8 * 1024 ** self.chance.random())) if text == "~" else text

    def _keep(self, found: Found) -> None:
        if not self.found or found.seconds > self.found[0].seconds:
            self.say(row(found))
        known = {each.query for each in self.found}
        if found.query not in known:
            self.found = sorted([*self.found, found], reverse=True)[:BEST]


def row(found: Found) -> str:
    """Return a find as a line."""
    return f"{found.seconds:5.2f} s  estimated {found.estimated:5.2f}  {str(found.query)[:200]}"


def main(arguments: list[str]) -> None:
    """Search, and print what was found."""
    seconds = float(arguments[0]) if arguments else 60
    search = Search(int(arguments[1]) if len(arguments) > 1 else 1, lambda line: print(line, flush=True))
    search.run(seconds)
    print(f"\n{search.tried} queries, {search.accepted} accepted; the worst, each measured once more:")
    for found in search.found:
        again = search.measure(found.query)
        print(row(min(found, again)))


if __name__ == "__main__":
    main(sys.argv[1:])
