"""Pictures: a mutated file goes through guard, decoder, operations and encoder; only an ImageError may come out."""

from contextlib import suppress
from functools import cache
from io import BytesIO
from random import Random

from fuzz.mutations import mutated
from fuzz.seeds import seeds
from handler.codecs import probe
from handler.codecs.metadata.told import metadata_of
from handler.config.settings import INPUTS, OPTIONAL_INPUTS
from handler.core.limits import Limits
from handler.core.source_file import source_file_of
from handler.dialects import native
from handler.errors import ImageError
from handler.ops import CATALOGUE
from handler.recipe import Recipe, Source
from handler.rendering.render import render

ACCEPTED = INPUTS | OPTIONAL_INPUTS
LIMITS = Limits(memory=256)
QUERIES = (
    *(
        "w=20&fm=jpg",
        "w=20&fm=png",
        "w=20&fm=webp",
        "w=16&h=16&fit=crop&fm=avif",
        "w=20&fm=gif",
        "w=20&fm=tiff",
        "w=20",
    ),
    *(
        "fm=png",
        "fm=webp&lossless=true",
        "fm=gif",
        "fm=jpg&metadata=keep",
        "fm=png&metadata=keep",
        "fm=webp&metadata=keep",
    ),
    *("fm=avif&w=30&metadata=copyright", "frame=0&fm=png", "frame=1&fm=jpg", "or=5&fm=jpg", "fm=png&colors=16"),
    *(
        "trim=auto&fm=png",
        "trim=color&trim-color=red&fm=webp",
        "rect=1,1,8,8&fm=png",
        "rot=90&fm=jpg",
        "rot=17&fm=png",
        "flip=hv&fm=png",
    ),
    *(
        "w=30&h=8&crop=entropy&fm=jpg",
        "w=9&h=30&crop=edges&fm=jpg",
        "w=30&h=30&crop=entropy&fm=webp",
        "w=8&h=8&fit=fill&bg=red",
        "w=30&h=9&fit=fill&ground=blur&fm=png",
        "w=9&h=40&fit=fillmax&ground=edge&fm=png",
        "mask-path=M0 0C9 0 9 9 0 9Z&pad-left=3&pad-top=1&fm=png",
    ),
    *("w=600&h=600&fit=scale&fm=jpg", "blur=3&sharp=20&fm=png", "usm=5&usmrad=2&fm=png", "px=4&mask=ellipse&fm=webp"),
    *(
        "exp=2&gam=20&bri=9&con=9&sat=-50&hue=40&vib=30&fm=png",
        "enhance=100&auto-contrast=50&high=-40&shad=40&levels=9,1.5,240&curve=0,9,255,200&curve-r=0,0,255,99&fm=png",
        "colorize=80ff8000&gradient=0000,f00&vignette=50&grain=50&grain-size=2.5&fm=png",
        "nr=40&median=3&progressive-blur=5&shadow=1,2,3,80000000&fm=png",
        "mono=ff8800&fm=jpg",
        "sepia=50&fm=jpg",
        "invert=true&fm=png",
    ),
    *(
        "duotone=000080,ffff00&fm=jpg",
        "corner-radius=5&fm=png",
        "pad=3&border=2,red&bg=blue&fm=png",
        "q=1&fm=jpg&auto=compress",
        "w=500&fm=jpg",
        "w=60&face-blur=50&face-pixel=4&txt=Hello%0A%D7%A9%D7%9C%D7%95%D7%9D&txt-line=2&txt-shad=5&fm=png",
        "w=60&blend=80ff6347&blend-mode=hue&mark=~qr%3Ftext%3Da&mark-w=9&mark-tile=grid&fm=png",
        "w=50&fm=webp",
        "fm=placeholder",
        "palette=css&colors=3",
    ),
)

CHAINS: tuple[tuple[dict[str, object], ...], ...] = (
    (
        {"op": "trim_corner", "tolerance": 30},
        {"op": "equalize"},
        {"op": "convolve", "kernel": (1.0, 2.0, 1.0, 2.0, 4.0, 2.0, 1.0, 2.0, 1.0)},
        {"op": "channel_shift", "red": 20, "blue": -30},
    ),
    (
        {"op": "resize", "w": 60, "h": 40, "fit": "crop", "point": (3, 5), "turned": True},
        {"op": "wavelet_sharpen", "amount": 3, "radius": 2},
        {"op": "noise", "amount": 60},
        {"op": "red_eye"},
        {"op": "nine_patch", "picture": {"made": {"generate": "pattern", "dimensions": (24, 24)}}},
    ),
)
"""Operations that no query says."""


@cache
def recipes() -> tuple[Recipe, ...]:
    """Return the recipes, which use every operation."""
    queried = (native.parse(query, "fuzzed").recipe for query in QUERIES)
    source, output = {"key": "fuzzed"}, {"formats": ("png",)}
    said = (Recipe.model_validate({"source": source, "ops": ops, "output": output}) for ops in CHAINS)
    return (*queried, *said)


@cache
def unused() -> list[str]:
    """Return the operations that no recipe uses."""
    used = {type(op) for recipe in recipes() for op in recipe.ops}
    return [kind.__name__ for kind in CATALOGUE if kind not in used]


def made(random: Random) -> bytes:
    """Return an input: a file, and in front of it a byte that chooses the recipe."""
    data = mutated(random.choice(seeds()), seeds(), random)
    return bytes([random.randrange(len(recipes()))]) + data


def _facts(data: bytes) -> None:
    """Tell what a file says of its picture, as facts do."""
    with suppress(ImageError), probe(BytesIO(data), accepted=ACCEPTED, bounds=LIMITS) as picture:
        metadata_of(picture, everything=True)


def tried(given: bytes) -> str:
    """Render an input and return what became of it; anything but an ImageError passes through."""
    recipe, data = recipes()[given[0] % len(recipes())], given[1:]

    def fetch(_: Source) -> object:
        return source_file_of(data, "fuzzed")

    _facts(data)
    try:
        rendered = render(recipe, fetch=fetch, limits=LIMITS, accepted=ACCEPTED)  # type: ignore[arg-type]
    except ImageError as error:
        if error.status >= 500:  # noqa: PLR2004 - the first status that is nobody's but ours
            raise
        return f"{error.status} {error.slug()}"
    return f"200 {rendered.format}"
