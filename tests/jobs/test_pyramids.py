"""Pyramids: every tile that a viewer asks for lies ready, at the address where the request looks for it."""

import io
import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from handler.config.presets import parse_presets
from tests.conftest import Client
from tests.support.requests.iiif_checks import tile_addresses
from tests.support.s3.counted_calls import counted
from tests.support.shop import Make, event, lying, upload

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ZOOM = {"zoom": {"query": "fm=jpg", "pyramid": ["iiif3", "iiif2"]}}
FOUND = ["HeadObject", "GetObject"]
MOST_BYTES = 300_000


def put(store: "S3Client", key: str, size: tuple[int, int], noise: int = 20) -> None:
    """Store a photograph of a size: noise that is smooth, so that it has as many bytes as a photograph."""
    picture = Image.effect_noise((size[0] // 4, size[1] // 4), noise).resize(size).convert("RGB")
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    store.put_object(Bucket="shop", Key=f"in/{key}", Body=file.getvalue())


def addresses(app: Any, edition: int, key: str) -> list[str]:
    """Return the address of every tile and size that info.json tells."""
    document = app.get(f"/iiif/{edition}/{key}/info.json").json()
    sizes = [f"full/{each['width']},{each['height'] if edition == 3 else ''}" for each in document["sizes"]]
    tails = [*tile_addresses(document, older=edition == 2), *(f"{size}/0/default.jpg" for size in sizes)]
    return [f"/iiif/{edition}/{key}/{tail}" for tail in tails]


def test_every_tile_is_read_as_it_lies(make: Make, client: Client, store: "S3Client") -> None:
    upload(store, "in/b.jpg", "citrus.jpg")
    put(store, "a.jpg", (1500, 1000))
    answer = make(presets=ZOOM).handle(event("in/a.jpg"), None)
    assert answer["results"][0]["made"]["zoom"] > 0
    app = client(source="s3://shop/in", results="s3://shop/out", dialects=frozenset({"iiif"}))
    for edition in (3, 2):
        for address in addresses(app, edition, "a.jpg"):
            with counted(store) as calls:
                tile = app.get(address)
            assert (tile.status_code, calls) == (200, FOUND), address
            assert 'rel="canonical"' in tile.headers["link"]
            assert len(tile.content) < MOST_BYTES


def test_a_small_picture_is_one_tile(make: Make, client: Client, store: "S3Client") -> None:
    put(store, "a.jpg", (300, 200))
    make(presets=ZOOM).handle(event("in/a.jpg"), None)
    app = client(source="s3://shop/in", results="s3://shop/out", dialects=frozenset({"iiif"}))
    for tail in ("3/a.jpg/full/max", "3/a.jpg/full/300,200", "3/a.jpg/0,0,300,200/300,200", "2/a.jpg/full/full"):
        with counted(store) as calls:
            assert app.get(f"/iiif/{tail}/0/default.jpg").status_code == 200
        assert calls == FOUND


def test_a_changed_picture_has_new_tiles_and_none_of_the_old(make: Make, store: "S3Client") -> None:
    worker = make(presets=ZOOM)
    put(store, "a.jpg", (900, 600))
    worker.handle(event("in/a.jpg"), None)
    before = set(lying(store))
    put(store, "a.jpg", (600, 600), 30)
    worker.handle(event("in/a.jpg"), None)
    after = set(lying(store))
    assert before & after == {next(name for name in before if name.endswith("facts.json"))}
    store.delete_object(Bucket="shop", Key="in/a.jpg")
    worker.handle(event("in/a.jpg"), None)
    assert lying(store) == {}


def test_what_is_no_picture_has_no_tiles(make: Make, store: "S3Client") -> None:
    store.put_object(Bucket="shop", Key="in/a.jpg", Body=b"text")
    answer = make(presets={**ZOOM, "small": "w=20"}).handle(event("in/a.jpg"), None)
    assert "refused" in answer["results"][0]


@pytest.mark.parametrize(
    "fields", [{"query": "w=300&fm=jpg"}, {"query": "fm=ico"}, {"query": "w=300"}, {"query": "fm=jpg", "to": "x/{key}"}]
)
def test_a_pyramid_says_its_format_and_nothing_else(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="a pyramid has"):
        parse_presets(json.dumps({"zoom": {"pyramid": ["iiif3"], **fields}}))
    with pytest.raises(ValueError, match="pyramid"):
        parse_presets(json.dumps({"zoom": {"pyramid": ["iiif4"], "query": "fm=jpg"}}))


@pytest.mark.slow
def test_of_a_hundred_megapixels_a_tile_reads_but_itself(make: Make, client: Client, store: "S3Client") -> None:
    put(store, "a.jpg", (12_000, 8_400))
    start = time.perf_counter()
    made = make(presets=ZOOM).handle(event("in/a.jpg"), None)
    seconds = time.perf_counter() - start
    app = client(source="s3://shop/in", results="s3://shop/out", dialects=frozenset({"iiif"}))
    read, times = [], []
    for edition in (3, 2):
        for address in addresses(app, edition, "a.jpg")[::7]:
            start = time.perf_counter()
            with counted(store) as calls:
                tile = app.get(address)
            times.append(time.perf_counter() - start)
            assert (tile.status_code, calls) == (200, FOUND), (address, tile.text)
            read.append(len(tile.content))
    assert max(read) <= MOST_BYTES
    count, middle = sum(len(addresses(app, edition, "a.jpg")) for edition in (3, 2)), sorted(times)[len(times) // 2]
    made_of = f"{count:,} tiles and sizes, {made['results'][0]['made']['zoom']:,} bytes, made in {seconds:.0f} s"
    print(f"{made_of}; a tile: {sum(read) // len(read):,} bytes, at most {max(read):,}, {middle:.3f} s")  # noqa: T201
    store.delete_object(Bucket="shop", Key="in/a.jpg")
    make(presets=ZOOM).handle(event("in/a.jpg"), None)
    assert lying(store) == {}
