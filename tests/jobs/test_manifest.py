"""Manifest: its JSON, that of workers before, what is not readable, and that of two writers one is told so."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from handler.jobs.manifest import Manifest, ManifestStore, Refusal, StoredManifest, manifest_address
from handler.storage.bucket import Bucket
from handler.storage.s3_errors import WriteConflict

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

KEY = "a b/ü.jpg"
WRITTEN: dict[str, Any] = {
    "key": KEY,
    "version": "abc",
    "rules": "{} jpg,png",
    "wanted": ["d1", "d2"],
    "stale": ["d0"],
    "places": ["thumb/ü.jpg"],
    "facts": {"format": "jpg", "size": None, "frames": 1},
    "made": ["d1"],
    "refused": {"thumb d2": ["thumb", "too-large: 9 > 8"]},
}
"""A finished manifest as it has lain in buckets since there are any."""


@pytest.fixture
def manifests(store: "S3Client") -> Iterator[ManifestStore]:
    store.create_bucket(Bucket="manifests")
    yield ManifestStore(Bucket("manifests", "out/"))
    for found in store.list_objects_v2(Bucket="manifests").get("Contents", []):
        store.delete_object(Bucket="manifests", Key=found["Key"])
    store.delete_bucket(Bucket="manifests")


def test_a_manifest_is_read_and_written_as_it_always_was() -> None:
    text = json.dumps(WRITTEN, ensure_ascii=False, indent=2).encode()
    manifest = Manifest.parse(text)
    assert manifest.refused == {"thumb d2": Refusal("thumb", "too-large: 9 > 8")}
    assert (manifest.version, manifest.made, manifest.facts) == ("abc", ("d1",), WRITTEN["facts"])
    assert manifest.text() == text


def test_one_that_is_only_begun_says_nothing_of_what_is_made() -> None:
    begun = {name: WRITTEN[name] for name in ("key", "version", "rules", "wanted", "stale", "places")}
    manifest = Manifest.parse(json.dumps(begun).encode())
    assert (manifest.made, manifest.refused, manifest.facts) == (None, None, None)
    assert json.loads(manifest.text()) == begun


def test_what_a_later_worker_adds_hinders_nothing() -> None:
    assert Manifest.parse(json.dumps({**WRITTEN, "later": 1}).encode()).version == "abc"


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"null", b"\xff", b'{"version": 3}', b'{"refused": {"a": "b"}}'])
def test_what_cannot_be_read_counts_as_none(text: bytes) -> None:
    assert Manifest.parse(text) == Manifest()


def test_a_manifest_is_not_changed() -> None:
    with pytest.raises(ValidationError):
        Manifest().version = "abc"  # type: ignore[misc]


def test_where_there_is_none_an_empty_one_is_read(manifests: ManifestStore) -> None:
    assert manifests.read(KEY) == StoredManifest(Manifest(), "")


def test_what_was_written_is_read_and_takes_the_place_of_what_was_read(
    manifests: ManifestStore, store: "S3Client"
) -> None:
    first = manifests.write(Manifest(key=KEY, version="1"), manifests.read(KEY))
    assert manifests.read(KEY) == first
    second = manifests.write(Manifest(key=KEY, version="2"), first)
    assert manifests.read(KEY) == second
    found = store.head_object(Bucket="manifests", Key=f"out/{manifest_address(KEY)}")
    assert (found["ContentType"], found["Metadata"]) == ("application/json", {"made-by": "tintype"})


def test_of_two_writers_the_second_is_told(manifests: ManifestStore) -> None:
    nothing = manifests.read(KEY)
    first = manifests.write(Manifest(key=KEY, version="1"), nothing)
    with pytest.raises(WriteConflict):
        manifests.write(Manifest(key=KEY, version="2"), nothing)
    manifests.write(Manifest(key=KEY, version="3"), first)
    with pytest.raises(WriteConflict):
        manifests.write(Manifest(key=KEY, version="2"), first)


def test_one_that_cannot_be_read_is_replaced(manifests: ManifestStore, store: "S3Client") -> None:
    store.put_object(Bucket="manifests", Key=f"out/{manifest_address(KEY)}", Body=b"not JSON")
    found = manifests.read(KEY)
    assert found.manifest == Manifest()
    assert found.etag
    manifests.write(Manifest(key=KEY, version="1"), found)
    assert manifests.read(KEY).manifest.version == "1"
