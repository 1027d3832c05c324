"""Compares what /info predicts with what is really made, for random valid requests."""

import json
from collections.abc import Iterator
from io import BytesIO
from random import Random
from typing import NamedTuple, get_args
from urllib.parse import quote

from PIL import Image
from starlette.testclient import TestClient

from handler.config.settings import Settings
from handler.dialects import json_form, native
from handler.errors import ImageError
from handler.jobs.renditions import Renditions
from handler.ops._fits import Fit
from handler.recipe import Recipe
from handler.storage.s3_client import s3
from handler.web.negotiation import candidates

ACCEPTS = ("*/*", "image/avif,image/webp,image/apng,image/*,*/*;q=0.8", "image/webp,*/*", "image/jpeg", "image/webp")
SIDES = (1, 7, 33, 64, 100, 128, 200, 240, 301)
LARGE = (640, 1024, 2048, 3000, 4096, 8192)
PARTS = ("0.0", "0.1", "0.25", "0.5", "0.75", "0.999")
FITS: tuple[str, ...] = get_args(Fit)
ANCHORS = ("entropy", "edges", "smart", "faces", "faces,top", "top,left", "bottom", "focalpoint")
ONE_OF = {
    "flip": ("h", "v", "hv"),
    "rot": ("90", "180", "270", "30", "1.5"),
    "trim": ("auto",),
    "frame": ("0", "0", "0", "3"),
    "or": ("1", "3", "6", "8"),
    "dpr": ("2", "1.5"),
    "bg": ("fff", "80ff0000", "tomato"),
    "blur": ("1", "20"),
    "sharp": ("20",),
    "usm": ("40",),
    "sat": ("-50",),
    "mono": ("80ff6347",),
    "px": ("9",),
    "pad": ("5",),
    "border": ("3,tomato", "4,80ff0000"),
    "mask": ("ellipse",),
    "corner-radius": ("12",),
    "fm": ("jpg", "pjpg", "png", "webp", "avif", "gif"),
    "q": ("1", "50", "80", "90", "100"),
    "lossless": ("true",),
    "colors": ("2", "32", "256"),
    "metadata": ("keep", "strip"),
    "effort": ("fast", "small"),
    "max-w": ("50", "400"),
    "min-h": ("30",),
}
"""Of every parameter beside sizes and boxes some values."""


class Foretold(NamedTuple):
    """Status, and where that is 200 the width, height, format, and whether they are exact."""

    status: int
    width: int = 0
    height: int = 0
    media_type: str = ""
    exact: bool = True


class Request(NamedTuple):
    """A key, a query, and an Accept header."""

    key: str
    query: str
    accept: str

    @property
    def recipe(self) -> Recipe:
        """What the request comes to, its formats negotiated."""
        said = native.parse(self.query, self.key)
        recipe, delivery = said.recipe, said.delivery
        if not delivery.negotiable:
            return recipe
        formats = {"formats": candidates(self.accept)}
        return recipe.model_copy(update={"output": recipe.output.model_copy(update=formats)})


def requests(key: str, seed: int, large: float = 0.0) -> Iterator[Request]:
    """Give random requests that the dialect reads, without end. large: the part of sides that are large."""
    random = Random(f"{key} {seed}")  # noqa: S311 - nothing is kept secret by it
    while True:
        query = "&".join(f"{name}={quote(value, safe=',.:')}" for name, value in _parameters(random, large).items())
        try:
            native.parse(query, key)
        except ImageError:
            continue
        yield Request(key, query, random.choice(ACCEPTS))


def _parameters(random: Random, large: float) -> dict[str, str]:
    def side() -> str:
        if random.random() < 0.15:
            return random.choice(PARTS[1:])
        return str(random.choice(LARGE if random.random() < large else SIDES))

    found: dict[str, str] = {}
    if random.random() < 0.4:
        places = [random.choice((str(random.randrange(400)), random.choice(PARTS))) for _ in range(2)]
        extents = [random.choice((str(random.randrange(1, 3000)), random.choice(PARTS[1:]))) for _ in range(2)]
        found["rect"] = ",".join(places + extents)
    kind = random.random()
    if kind < 0.9 or large == 0:
        found["w"] = side()
    if kind > 0.45:
        found["h"] = side()
    if "h" in found and "w" in found:
        found["fit"] = random.choice(FITS)
        if found["fit"] in {"crop", "min"} and random.random() < 0.7:
            found["crop"] = random.choice(ANCHORS)
    elif random.random() < 0.2:
        found["ar"] = random.choice(("16:9", "1:1", "2:3"))
    for name in random.sample(sorted(ONE_OF), random.choice((0, 1, 1, 2, 3, 4))):
        found[name] = random.choice(ONE_OF[name])
    return found


def foretold(client: TestClient, asked: Request) -> Foretold:
    """Return what /info says."""
    answer = client.get(f"/info/{asked.key}?{asked.query}", headers={"accept": asked.accept})
    if answer.status_code != 200:
        return Foretold(answer.status_code)
    result = answer.json()["result"]
    return Foretold(200, result["width"], result["height"], result["media_type"], result["exact"])


def came(client: TestClient, asked: Request, door: str = "images") -> Foretold:
    """Return what a door answers."""
    if door == "images":
        answer = client.get(f"/images/{asked.key}?{asked.query}", headers={"accept": asked.accept})
    else:
        answer = client.post(
            "/render", content=json_form.write(asked.recipe), headers={"content-type": "application/json"}
        )
    if answer.status_code != 200:
        return Foretold(answer.status_code)
    with Image.open(BytesIO(answer.content)) as image:
        return Foretold(200, *image.size, answer.headers["content-type"])


def agree(said: Foretold, got: Foretold) -> bool:
    """Return whether both are the same, but for what a trim changes, which nobody can know before it."""
    if said.exact:
        return said == got
    return got.status in {200, 400, 413} and got.media_type in {said.media_type, ""}


def made_by_event(bucket: str, made: str, key: str, several: list[Request]) -> dict[Request, Foretold]:
    """Return what an event leaves of presets: the renditions are read back from where they were written."""
    queries = {f"p{number}": each for number, each in enumerate(several)}
    presets = {name: {"query": each.query, "to": "{preset}/{key}.{ext}"} for name, each in queries.items()}
    chosen = {"source": f"s3://{bucket}", "results": f"s3://{made}", "presets": json.dumps(presets)}
    report = Renditions(Settings.model_validate(chosen)).renew(key)
    found: dict[Request, Foretold] = {}
    for name, each in queries.items():
        refused = report.refused.get(name)
        if refused is not None:
            found[each] = Foretold(413 if refused.startswith("too-large") else 400)
            continue
        listed = s3().list_objects_v2(Bucket=made, Prefix=f"{name}/{key}")["Contents"]
        (where,) = [one["Key"] for one in listed]
        data = s3().get_object(Bucket=made, Key=where)
        with Image.open(BytesIO(data["Body"].read())) as image:
            found[each] = Foretold(200, *image.size, data["ContentType"])
    return found
