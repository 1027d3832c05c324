"""IIIF requests in tests: what a door's dialect is given, and random addresses that it takes."""

from hypothesis import strategies as st

from handler.dialects.interface import DialectRequest

PREFIXES = {3: "/iiif/3/", 2: "/iiif/2/"}


def asked(path: str, edition: int = 3, **more: object) -> DialectRequest:
    """Return a request at the door of an edition. path: what follows its prefix, with a query if it has one."""
    below, _, query = path.partition("?")
    known = {"prefix": PREFIXES[edition], "base": "https://img.example.com", **more}
    return DialectRequest(below.encode(), query, **known)  # type: ignore[arg-type]


SIDES = st.integers(1, 3000).map(str)
PERCENTS = st.decimals("0.01", "100", places=2).map(lambda number: f"{number:f}")
OFFSETS = st.integers(0, 65_535).map(str)
REGIONS = (
    st.sampled_from(["full", "square"])
    | st.tuples(OFFSETS, OFFSETS, SIDES, SIDES).map(",".join)
    | st.tuples(PERCENTS, PERCENTS, PERCENTS, PERCENTS).map(lambda parts: f"pct:{','.join(parts)}")
)
SIZES = (
    st.just("max")
    | SIDES.map(lambda side: f"{side},")
    | SIDES.map(lambda side: f",{side}")
    | st.tuples(SIDES, SIDES).map(",".join)
    | st.tuples(SIDES, SIDES).map(lambda sides: f"!{','.join(sides)}")
    | PERCENTS.map(lambda part: f"pct:{part}")
)
ENLARGING = SIZES.map(lambda size: f"^{size}") | PERCENTS.map(lambda part: f"^pct:1{part}")
ROTATIONS = st.tuples(st.sampled_from(["", "!"]), st.sampled_from(["0", "90", "180", "270", "360", "22.5"]) | PERCENTS)
ENDS = st.tuples(
    st.sampled_from(["default", "color", "gray", "bitonal"]),
    st.sampled_from(["jpg", "png", "webp", "gif", "tif", "jp2", "pdf", "avif"]),
)


def addresses(edition: int) -> st.SearchStrategy[str]:
    """Return addresses of a picture that an edition takes."""
    sizes = SIZES | (ENLARGING if edition == 3 else st.just("full"))
    return st.tuples(REGIONS, sizes, ROTATIONS.map("".join), ENDS.map(".".join)).map(
        lambda parts: f"a%2Fb.jpg/{'/'.join(parts)}"
    )
