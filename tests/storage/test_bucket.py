"""Bucket: every call on an object of S3: what it returns, when it writes, and that no other place makes one."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from handler.core.limits import Limits
from handler.core.source_file import Span
from handler.errors import ImageError, NotFound, SourceBusy, TooLarge
from handler.storage import bucket as module
from handler.storage.bucket import MADE, Bucket, ObjectHeaders, bucket
from handler.storage.s3_client import s3
from handler.storage.s3_errors import WriteConflict
from tests.support.faults.site import BUCKET, KEY, Site
from tests.support.s3.counted_calls import counted

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

HANDLER = Path(__file__).parents[2] / "handler"
HEADERS = ObjectHeaders("image/png", "max-age=9", {**MADE, "digest": "d"})


def test_no_other_module_makes_a_call_to_s3() -> None:
    calling = {
        path.relative_to(HANDLER).with_suffix("").as_posix()
        for path in HANDLER.rglob("*.py")
        if re.search(r"\b(s3|hasty|reader)\(\)", path.read_text())
    }
    assert calling == {"storage/bucket", "storage/download", "storage/s3_client"}


def test_what_is_written_is_read_with_its_facts(place: Bucket, store: "S3Client") -> None:
    etag = place.put_if("ü b.png", b"hello", HEADERS)
    with place.get("ü b.png") as file:
        assert file.read() == b"hello"
    facts = place.head("ü b.png")
    assert file.facts == facts
    assert (facts.etag, facts.version, facts.size) == (etag, etag.strip('"'), 5)
    assert (facts.content_type, facts.cache_control, facts.made) == ("image/png", "max-age=9", True)
    assert facts.metadata == {**MADE, "digest": "d"}
    assert store.get_object(Bucket=place.name, Key="in/ü b.png")["Body"].read() == b"hello"


def test_a_focal_point_is_part_of_the_version_since_a_copy_in_place_leaves_the_etag(
    place: Bucket, store: "S3Client"
) -> None:
    place.put_if("a.png", b"hello", ObjectHeaders(metadata={"focal": "0.3,0.40"}))
    before = place.head("a.png")
    assert before.focal == (0.3, 0.4)
    where: Any = {"Bucket": place.name, "Key": "in/a.png"}
    versions = [before.version]
    for focal in ("0.30,0.4", "0.9,0.4", "somewhere"):
        store.copy_object(**where, CopySource=where, Metadata={"focal": focal}, MetadataDirective="REPLACE")
        after = place.head("a.png")
        assert after.etag == before.etag
        with place.get("a.png", known=after) as file:
            assert file.facts.version == after.version
        versions.append(after.version)
    same, other, none = versions[1:]
    assert same == before.version != other
    assert none == before.etag.strip('"')
    with pytest.raises(SourceBusy):
        place.get("a.png", known=before)


def test_a_part_is_read_alone(place: Bucket) -> None:
    place.put_if("a", b"0123456789", ObjectHeaders())
    with place.get("a", Span(2, 5)) as file:
        assert (file.read(), file.size) == (b"234", 3)


def test_another_version_than_the_known_one_is_not_read(place: Bucket) -> None:
    old = place.put_if("a", b"old", ObjectHeaders())
    known = place.head("a")
    place.put_if("a", b"newer", ObjectHeaders(), old)
    with pytest.raises(SourceBusy) as caught:
        place.get("a", known=known)
    assert caught.value.fault == "replaced"


def test_what_is_not_there_is_not_found(place: Bucket) -> None:
    for ask in (place.head, place.get):
        with pytest.raises(NotFound):
            ask("nothing")


def test_a_write_replaces_what_was_seen_and_nothing_else(place: Bucket) -> None:
    first = place.put_if("a", b"1", HEADERS)
    with pytest.raises(WriteConflict):
        place.put_if("a", b"2", HEADERS)
    second = place.put_if("a", b"2", HEADERS, first)
    assert second != first
    with pytest.raises(WriteConflict):
        place.put_if("a", b"3", HEADERS, first)
    place.delete(["a"])
    with pytest.raises(WriteConflict):
        place.put_if("a", b"3", HEADERS, second)


def test_a_deletion_says_what_it_saw(place: Bucket) -> None:
    """Real S3 refuses it where something else lies there by now; the one of these tests does not look."""
    asked: list[dict[str, Any]] = []
    etag = place.put_if("a", b"1", HEADERS)
    note = lambda params, **_: asked.append(params)  # noqa: E731
    s3().meta.events.register("provide-client-params.s3.DeleteObject", note)
    try:
        place.delete_if("a", etag)
    finally:
        s3().meta.events.unregister("provide-client-params.s3.DeleteObject", note)
    assert [(each["Key"], each["IfMatch"]) for each in asked] == [("in/a", etag)]
    assert list(place.list()) == []


def test_listing_gives_keys_below_the_prefix_page_by_page(
    place: Bucket, store: "S3Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "2")  # S3 runs in this process; its pages have 1,000
    for key in ("a/1 ü", "a/2", "a/3", "b/1"):
        place.put_if(key, b"x", HEADERS)
    store.put_object(Bucket=place.name, Key="elsewhere", Body=b"x")
    assert [key for key, _ in place.list("a/")] == ["a/1 ü", "a/2", "a/3"]
    assert [key for key, _ in place.list()] == ["a/1 ü", "a/2", "a/3", "b/1"]
    with counted(store) as calls:
        _, facts = next(iter(place.list("a/")))
    assert calls == ["ListObjectsV2"]
    known = place.head("a/1 ü")
    assert (facts.version, facts.size, facts.etag) == (known.version, known.size, known.etag)


def test_many_are_deleted_in_one_call_for_each_thousand(
    place: Bucket, store: "S3Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DELETED_AT_ONCE", 2)
    for key in "abc":
        place.put_if(key, b"x", HEADERS)
    with counted(store) as calls:
        assert place.delete(["a", "b", "c"]) == 3
        assert place.delete([]) == 0
    assert calls == ["DeleteObjects"] * 2
    assert list(place.list()) == []


def test_a_bucket_that_is_not_there_is_told_without_its_name(place: Bucket) -> None:
    place.check()
    with pytest.raises(ImageError) as caught:
        Bucket("no-such-bucket").check()
    assert "no-such" not in caught.value.detail


def test_an_address_is_a_bucket_and_a_prefix() -> None:
    assert bucket("s3://b") == Bucket("b", "")
    assert bucket("s3://b/a/c/") == Bucket("b", "a/c/")
    for wrong in ("b", "http://b/a", "s3://", "s3:///a", "s3://b/a?c", "s3://b/a#c"):
        with pytest.raises(ValueError, match="is not s3://bucket/prefix"):
            bucket(wrong)


@pytest.mark.parametrize("mode", ["no_meta", "no_length"])
def test_where_facts_are_missing_the_body_is_read_for_them(quick: Site, mode: str) -> None:
    quick.proxy.inject(mode, match="(GET|HEAD) ")
    facts = Bucket(BUCKET).head(KEY)
    with Bucket(BUCKET).get(KEY) as file:
        assert (file.facts.version, file.facts.size) == (facts.version, len(file.read()))
    with pytest.raises(TooLarge):
        Bucket(BUCKET, limits=Limits(bytes=100)).get(KEY)
