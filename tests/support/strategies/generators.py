"""Hypothesis strategies for generators: valid ones of every kind, small enough to draw many."""

from hypothesis import strategies as st

from handler.generators import Avatar, Card, Generator, Gradient, Montage, Pattern, Placeholder, Qr
from handler.generators.placeholder import ROOM

OPAQUE = st.sampled_from(["fff", "000", "tomato", "1d3557", "7a7a7a", "ffd166"])
COLOURS = OPAQUE | st.sampled_from(["80ff8000", "0000", "7fffffff"])
WORDS = [
    *("Tintype", "a", "pictures", "AVATAR", "well-known", "Donaudampfschifffahrtsgesellschaft", "10/11/2026", "(AWS)"),
    *("Привет", "Ελληνικά", "Việt", "שָׁלוֹם", "עולם", "مرحبا", "پیش‌نمایش", "ٹائپ", "2024", "—", "✓"),
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(lambda words: " ".join(words)[:200])
SEEDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


def sizes(least: int = 1, most: int = 160) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(least, most), st.integers(least, most))


def fills(least: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(COLOURS, min_size=least, max_size=5).map(tuple)


def cards(colours: st.SearchStrategy[tuple[str, ...] | None]) -> st.SearchStrategy[Card]:
    return st.builds(
        Card,
        dimensions=sizes(200, 420),
        title=st.none() | TEXTS,
        subtitle=st.none() | TEXTS,
        fill=colours,
        picture=st.none() | st.just("photo.jpg"),
        logo=st.none() | st.just("logo.png"),
    )


PATTERNS = (
    {"style": st.just("checks")},
    {"style": st.just("stripes"), "angle": st.none() | st.sampled_from([0, 45, 90, 135])},
    {"style": st.just("noise"), "seed": st.none() | SEEDS},
)

ALL: dict[type[Generator], st.SearchStrategy[Generator]] = {
    Placeholder: st.builds(Placeholder, dimensions=sizes(), fill=COLOURS, ink=st.none() | COLOURS)
    | st.builds(Placeholder, dimensions=sizes(max(ROOM)), fill=COLOURS, ink=st.none() | COLOURS, text=TEXTS),
    Gradient: st.builds(
        Gradient,
        dimensions=sizes(),
        fill=fills(2),
        shape=st.sampled_from(["linear", "radial"]),
        angle=st.floats(0, 359.9),
    ),
    Pattern: st.one_of(
        [
            st.builds(Pattern, dimensions=sizes(), fill=COLOURS, ink=COLOURS, cell=st.integers(1, 60), **style)
            for style in PATTERNS
        ]
    ),
    Qr: st.builds(
        Qr,
        text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=60),
        level=st.sampled_from("lmqh"),
        fill=st.sampled_from(["fff", "ffd166", "0000"]),
        ink=st.sampled_from(["000", "1d3557", "80000000"]),
        quiet=st.integers(0, 16),
        module=st.integers(1, 3),
    ),
    Avatar: st.builds(
        Avatar,
        dimensions=sizes(),
        name=st.none() | st.sampled_from(["Ada Lovelace", "محمد علي", "דוד בן גוריון", "7", "ßeta"]),
        seed=st.none() | SEEDS,
        fill=st.none() | COLOURS,
        ink=st.none() | COLOURS,
    ),
    Card: cards(st.none() | fills(1)),
    Montage: st.builds(
        Montage,
        keys=st.lists(st.sampled_from(["photo.jpg", "logo.png", "other.png"]), min_size=1, max_size=9).map(tuple),
        columns=st.none() | st.integers(1, 12),
        cell=sizes(most=60),
        gap=st.integers(0, 30),
        cell_fit=st.sampled_from(["crop", "clip", "max"]),
        fill=COLOURS,
    ),
}
