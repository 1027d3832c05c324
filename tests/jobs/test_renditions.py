"""Renditions: what an upload, a change and a race leave behind, against a real S3 over HTTP, and in how many calls."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from handler.core.formats.measures import Effort
from handler.core.limits import Limits
from handler.core.source import Stored
from handler.dialects import native
from handler.rendering.identity import folder
from handler.storage.bucket import Bucket
from tests.conftest import Client
from tests.support.s3.counted_calls import counted, reading
from tests.support.shop import PRESETS, Make, event, failures, lying, manifest, queue, upload

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ACCEPTS = ["*/*", "image/webp,*/*", "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"]


@pytest.mark.parametrize("sample", ["lighthouse.gif", "citrus.jpg", "owl.png"])
def test_every_rendition_has_the_bytes_that_its_url_gives(
    make: Make, client: Client, store: "S3Client", sample: str
) -> None:
    upload(store, f"in/{sample}", sample)
    answer = make().handle(event(f"in/{sample}"), None)
    assert answer["ok"]
    there = lying(store)
    app = client(source="s3://shop/in", presets=json.dumps(PRESETS))
    for name, query in PRESETS.items():
        for accept in ACCEPTS if "fm=" not in query else ACCEPTS[:1]:
            got = app.get(f"/images/{sample}?preset={name}", headers={"accept": accept})
            assert got.status_code == 200
            if name != "named":
                address = f"out/{folder(Stored(key=sample))}/{got.headers['etag'].strip(chr(34))}"
                assert there[address] == got.content
    stem, _, ext = sample.partition(".")
    assert there[f"out/named/{stem}.{ext}"] == app.get(f"/images/{sample}?w=30").content
    assert manifest(store, sample)["facts"] == app.get(f"/info/{sample}").json()["source"]


def test_a_url_is_answered_from_what_the_worker_made(make: Make, client: Client, store: "S3Client") -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    make().handle(event("in/a.jpg"), None)
    app = client(source="s3://shop/in", results="s3://shop/out", presets=json.dumps(PRESETS))
    with counted(store) as calls:
        assert app.get("/images/a.jpg?preset=any", headers={"accept": ACCEPTS[2]}).status_code == 200
    assert calls == ["HeadObject", "GetObject"]


@pytest.mark.parametrize("effort", ["fast", "balanced", "small"])
def test_a_url_is_answered_from_what_the_worker_made_with_whatever_effort(
    make: Make, client: Client, store: "S3Client", effort: Effort
) -> None:
    presets = {"own": "w=30&fm=webp&effort=small", "open": "w=30&fm=webp", "any": "w=30"}
    upload(store, "in/a.jpg", "citrus.jpg")
    make(effort=effort, presets=presets).handle(event("in/a.jpg"), None)
    app = client(source="s3://shop/in", results="s3://shop/out", presets=json.dumps(presets), effort=effort)
    tags = {}
    for name in ("own", "open", "any"):
        with counted(store) as calls:
            tags[name] = app.get(f"/images/a.jpg?preset={name}").headers["etag"]
        assert calls == ["HeadObject", "GetObject"], name
    assert (tags["own"] == tags["open"]) is (effort == "small")


def test_the_source_is_fetched_once_and_a_repeated_event_writes_nothing(make: Make, store: "S3Client") -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    asked: list[tuple[str, str]] = []
    with reading(lambda call: asked.append((call.name, call.key))):
        make().handle(event("in/a.jpg"), None)
        with counted(store) as calls:
            answer = make().handle(event("in/a.jpg", "in/a.jpg"), None)
    assert asked.count(("GetObject", "in/a.jpg")) == 1
    assert not {"PutObject", "DeleteObject", "DeleteObjects"} & {*calls}
    assert answer["results"] == [{"key": "a.jpg"}]


def test_what_a_limit_refused_is_tried_again_under_other_limits(make: Make, store: "S3Client") -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    make(limits=Limits(side=9)).handle(queue("in/a.jpg"), None)
    assert {name for name, _ in manifest(store, "a.jpg")["refused"].values()} == {*PRESETS}
    make().handle(queue("in/a.jpg"), None)
    assert not manifest(store, "a.jpg")["refused"]


def test_a_source_that_may_not_be_seen_is_not_gone(
    make: Make, store: "S3Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    from botocore.exceptions import ClientError

    from handler.storage.bucket import Bucket
    from handler.storage.s3_errors import translated

    upload(store, "in/a.jpg", "citrus.jpg")
    make().handle(event("in/a.jpg"), None)
    before = lying(store)

    def head(*_: object) -> Any:
        with translated():
            raise ClientError({"Error": {"Code": "403"}}, "HeadObject")

    monkeypatch.setattr(Bucket, "head", head)
    assert failures(make().handle(queue("in/a.jpg"), None)) == ["in/a.jpg"]
    assert lying(store) == before


def test_a_source_replaced_between_head_and_get_is_rendered_as_what_it_is(make: Make, store: "S3Client") -> None:
    upload(store, "in/a", "citrus.jpg")
    app = make()
    real = app.renditions.sources.fetch

    def fetch(key: str) -> Any:
        app.renditions.sources.fetch = real  # type: ignore[method-assign]
        upload(store, "in/a", "owl.png")
        return real(key)

    app.renditions.sources.fetch = fetch  # type: ignore[assignment,method-assign]
    app.handle(event("in/a"), None)
    assert manifest(store, "a")["facts"]["format"] == "png"
    assert len(manifest(store, "a")["made"]) == len([each for each in lying(store) if "facts" not in each])


def test_a_source_that_comes_back_while_it_is_purged_is_made(make: Make, store: "S3Client") -> None:
    app = make()
    real = app.renditions.results.delete

    def delete(addresses: list[str]) -> int:
        app.renditions.results.delete = real  # type: ignore[method-assign]
        return real(addresses)

    def listed(folder: str) -> list[str]:
        del app.renditions.results.listed
        upload(store, "in/a.jpg", "citrus.jpg")
        return app.renditions.results.listed(folder)

    app.renditions.results.delete = delete  # type: ignore[method-assign]
    app.renditions.results.listed = listed  # type: ignore[method-assign]
    app.handle(event("in/a.jpg"), None)
    assert manifest(store, "a.jpg")["made"]


TWO = {"one": "w=60&fm=webp", "two": "w=40&fm=jpg"}
TWO_NAMED = {name: {"query": query, "to": "{preset}/{stem}.{ext}"} for name, query in TWO.items()}
ANY_FORMAT = {name: {"query": f"w={side}", "to": "{preset}/{stem}.{ext}"} for name, side in (("one", 60), ("two", 40))}
BEGUN = ["HeadObject", "GetObject", "PutObject"]
"""The source's version, the manifest, which is not there, and the one that says what is in the making."""

MADE = ["GetObject", "PutObject", "PutObject", "PutObject", "HeadObject"]
"""The source, two renditions, the manifest that is finished, and the source's version again."""


@pytest.mark.parametrize("presets", [TWO, TWO_NAMED, ANY_FORMAT], ids=["results", "named", "named-in-any-format"])
def test_an_upload_with_two_presets_takes_eight_calls(make: Make, store: "S3Client", presets: dict[str, Any]) -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    app = make(presets)
    with counted(store) as calls:
        app.handle(event("in/a.jpg"), None)
    assert calls == BEGUN + MADE
    assert len(lying(store)) == 3


@pytest.mark.parametrize(
    ("presets", "again"),
    [
        (TWO, ["HeadObject", "GetObject", "ListObjectsV2", "HeadObject"]),
        (TWO_NAMED, ["HeadObject", "GetObject", "HeadObject", "HeadObject", "HeadObject"]),
    ],
    ids=["results", "named"],
)
def test_a_repeated_event_only_looks_whether_all_is_there(
    make: Make, store: "S3Client", presets: dict[str, Any], again: list[str]
) -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    app = make(presets)
    app.handle(event("in/a.jpg"), None)
    with counted(store) as calls:
        app.handle(event("in/a.jpg"), None)
    assert calls == again


@pytest.mark.parametrize(
    ("presets", "again"),
    [
        (TWO, [*BEGUN, "ListObjectsV2", "DeleteObjects", *MADE[:-1], "DeleteObjects", "HeadObject"]),
        (TWO_NAMED, [*BEGUN, "ListObjectsV2", "HeadObject", "HeadObject", *MADE[:-1], "DeleteObjects", "HeadObject"]),
    ],
    ids=["results", "named"],
)
def test_a_replaced_picture_is_looked_at_once_in_every_place(
    make: Make, store: "S3Client", presets: dict[str, Any], again: list[str]
) -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    app = make(presets)
    app.handle(event("in/a.jpg"), None)
    upload(store, "in/a.jpg", "owl.png")
    with counted(store) as calls:
        app.handle(event("in/a.jpg"), None)
    assert calls == again
    assert len(lying(store)) == 3


@pytest.mark.parametrize(
    ("presets", "places"), [(TWO, []), (TWO_NAMED, ["HeadObject", "DeleteObject"] * 2)], ids=["results", "named"]
)
def test_a_deletion_takes_five_calls_and_two_for_each_place(
    make: Make, store: "S3Client", presets: dict[str, Any], places: list[str]
) -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    app = make(presets)
    app.handle(event("in/a.jpg"), None)
    store.delete_object(Bucket="shop", Key="in/a.jpg")
    with counted(store) as calls:
        app.handle(event("in/a.jpg"), None)
    assert calls == ["HeadObject", "GetObject", *places, "ListObjectsV2", "DeleteObjects", "HeadObject"]
    assert lying(store) == {}


def test_an_event_parses_no_preset(make: Make, store: "S3Client", monkeypatch: pytest.MonkeyPatch) -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    parsed: list[str] = []
    real = native.parse

    def parse(query: str, *rest: Any) -> native.NativeReply:
        parsed.append(query)
        return real(query, *rest)

    monkeypatch.setattr(native, "parse", parse)
    app = make(PRESETS)
    queries = sorted(parsed)
    parsed.clear()
    app.handle(event("in/a.jpg"), None)
    store.delete_object(Bucket="shop", Key="in/a.jpg")
    app.handle(event("in/a.jpg"), None)
    assert parsed == []
    assert set(queries) == {each if isinstance(each, str) else each["query"] for each in PRESETS.values()}
    assert max(map(queries.count, queries)) <= 2, "once for the settings, which judge it, and once for the worker"


def test_a_rendition_that_a_request_has_kept_already_is_no_fault(make: Make, client: Client, store: "S3Client") -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    client(source="s3://shop/in", results="s3://shop/out").get("/images/a.jpg?w=60&fm=webp")
    kept = lying(store)
    assert len(kept) == 1
    assert make(TWO).handle(event("in/a.jpg"), None)["ok"]
    assert kept.items() <= lying(store).items()
    assert len(manifest(store, "a.jpg")["made"]) == 2


def test_what_was_written_of_a_version_that_went_meanwhile_is_withdrawn(make: Make, store: "S3Client") -> None:
    """A worker is so slow that the source is replaced, and made by another, before it has written the old version."""
    upload(store, "in/a", "citrus.jpg")
    presets = {"named": {"query": "w=30", "to": "{preset}/{stem}.{ext}"}, "small": "w=60&fm=webp"}
    slow, other = make(presets), make(presets)
    real = slow.renditions.renderer.sources.fetch

    def fetch(key: str) -> Any:
        slow.renditions.renderer.sources.fetch = real  # type: ignore[method-assign]
        blob = real(key)
        upload(store, "in/a", "owl.png")
        other.handle(event("in/a"), None)
        return blob

    slow.renditions.renderer.sources.fetch = fetch  # type: ignore[assignment,method-assign]
    slow.handle(event("in/a"), None)
    kept = {each.rpartition("/")[2] for each in lying(store)} - {"facts.json", "a.png"}
    assert "out/named/a.png" in lying(store)
    assert kept <= set(manifest(store, "a")["made"])
    assert len(kept) == 1


def test_after_a_crash_only_what_is_missing_is_made(
    make: Make, store: "S3Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    app = make(TWO | {"named": TWO_NAMED["one"]})
    puts: list[str] = []
    most = 3
    real = Bucket.put_if

    def put_if(place: Bucket, key: str, *rest: Any) -> str:
        if len(puts) == most:
            raise KeyboardInterrupt
        puts.append(key)
        return real(place, key, *rest)

    monkeypatch.setattr(Bucket, "put_if", put_if)
    with pytest.raises(KeyboardInterrupt):
        app.handle(event("in/a.jpg"), None)
    assert len(lying(store)) == 3
    puts.clear()
    make(TWO | {"named": TWO_NAMED["one"]}).handle(event("in/a.jpg"), None)
    assert len(lying(store)) == 4
    assert len(puts) == 2, "the rendition that was missing, and the manifest"
    assert manifest(store, "a.jpg")["made"]
