"""Sources: folders and buckets, over the real S3 protocol; no key leaves its prefix or folder."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
)
from urllib3.exceptions import ProtocolError

from handler import errors
from handler.storage.s3_errors import s3_error, told
from handler.storage.sources import RetryWhenReplaced, Sources

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pictures" / "deep").mkdir(parents=True)
    (tmp_path / "pictures" / "a b+c.jpg").write_bytes(b"one")
    (tmp_path / "pictures" / "deep" / "é.jpg").write_bytes(b"two")
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    return tmp_path / "pictures"


def test_a_folder_gives_its_files(folder: Path) -> None:
    sources = Sources(folder.as_uri())
    with sources.fetch("a b+c.jpg") as blob:
        assert (blob.read(), blob.size) == (b"one", 3)
        assert blob.facts.modified
    with sources.fetch("deep/é.jpg") as blob:
        assert blob.read() == b"two"


def test_a_folders_version_changes_with_the_file(folder: Path) -> None:
    sources = Sources(folder.as_uri())
    with sources.fetch("a b+c.jpg") as before:
        pass
    os.utime(folder / "a b+c.jpg", ns=(1, 1))
    with sources.fetch("a b+c.jpg") as after:
        assert after.facts.version != before.facts.version


@pytest.mark.parametrize("key", ["nothing.jpg", "deep", "a" * 1000, "deep/é.jpg/x"])
def test_what_is_no_file_is_not_found(folder: Path, key: str) -> None:
    with pytest.raises(errors.NotFound):
        Sources(folder.as_uri()).fetch(key)


@pytest.mark.parametrize("key", ["../secret.jpg", "deep/../../secret.jpg", "/secret.jpg", "deep//x"])
def test_a_key_that_climbs_is_refused(folder: Path, key: str) -> None:
    with pytest.raises(errors.InvalidKey):
        Sources(folder.as_uri()).fetch(key)


def test_no_link_leads_out_of_a_folder(folder: Path) -> None:
    (folder / "link.jpg").symlink_to(folder.parent / "secret.jpg")
    (folder / "up").symlink_to(folder.parent)
    (folder / "loop").symlink_to(folder / "loop")
    for key in ("link.jpg", "up/secret.jpg", "loop"):
        with pytest.raises(errors.NotFound):
            Sources(folder.as_uri()).fetch(key)


def test_a_link_inside_the_folder_is_followed(folder: Path) -> None:
    (folder / "same.jpg").symlink_to(folder / "a b+c.jpg")
    with Sources(folder.as_uri()).fetch("same.jpg") as blob:
        assert blob.read() == b"one"


def test_a_file_that_is_another_by_now_is_not_taken_for_the_one_before(folder: Path) -> None:
    sources = Sources(folder.as_uri())
    known = sources.stat("a b+c.jpg")
    with sources.fetch("a b+c.jpg", known) as blob:
        assert blob.read() == b"one"
    (folder / "a b+c.jpg").write_bytes(b"three")
    with pytest.raises(errors.SourceBusy) as caught:
        sources.fetch("a b+c.jpg", known)
    assert caught.value.fault == "replaced"


def test_work_that_a_replaced_picture_hinders_is_done_once_more() -> None:
    done: list[str] = []

    def work(*faults: str) -> str:
        retry = RetryWhenReplaced()
        while True:
            with retry:
                done.append("")
                if len(done) <= len(faults):
                    raise s3_error(faults[len(done) - 1])
                return "done"

    assert work("replaced") == "done"
    assert len(done) == 2
    done.clear()
    with pytest.raises(errors.SourceBusy):
        work("replaced", "replaced")
    done.clear()
    with pytest.raises(errors.NotFound):
        work("missing")
    assert len(done) == 1


def test_a_bucket_gives_objects_under_its_prefix_and_no_others(store: "S3Client") -> None:
    store.create_bucket(Bucket="prefixed")
    store.put_object(Bucket="prefixed", Key="in/a%20b+ü.jpg", Body=b"one", ContentType="image/jpeg")
    store.put_object(Bucket="prefixed", Key="out.jpg", Body=b"two")
    sources = Sources("s3://prefixed/in/")
    with sources.fetch("a%20b+ü.jpg") as blob:
        assert (blob.read(), blob.size, blob.facts.content_type) == (b"one", 3, "image/jpeg")
        assert len(blob.facts.version) == 32
        assert blob.facts.modified
    with pytest.raises(errors.NotFound):
        sources.fetch("out.jpg")


def test_named_sources_are_chosen_by_the_first_segment(store: "S3Client", folder: Path) -> None:
    store.create_bucket(Bucket="named")
    store.put_object(Bucket="named", Key="x/a.jpg", Body=b"bucket")
    sources = Sources(f"photos=s3://named/x, local={folder.as_uri()}")
    with sources.fetch("photos/a.jpg") as blob:
        assert blob.read() == b"bucket"
    with sources.fetch("local/a b+c.jpg") as blob:
        assert blob.read() == b"one"
    for key in ("a.jpg", "photos", "other/a.jpg"):
        with pytest.raises(errors.NotFound):
            sources.fetch(key)


@pytest.mark.parametrize("setting", ["http://a/b", "bucket", "s3://", "a=b", "=s3://a", "file://host/x", "a/b=s3://c"])
def test_a_setting_that_names_no_place_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match=r"neither|not name=place"):
        Sources(setting)


def test_without_a_source_the_error_says_what_to_set() -> None:
    with pytest.raises(errors.SourceUnusable, match="TINTYPE_SOURCE"):
        Sources("").fetch("a.jpg")


def refused(code: str, operation: str = "GetObject") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "the bucket prefixed"}}, operation)


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (refused("NoSuchKey"), errors.NotFound),
        (refused("AccessDenied"), errors.NotFound),
        (refused("404"), errors.NotFound),
        (refused("InvalidObjectState"), errors.Archived),
        (refused("SlowDown"), errors.SourceBusy),
        (refused("503", "HeadObject"), errors.SourceBusy),
        (refused("503"), errors.SourceUnusable),
        (refused("InternalError"), errors.SourceUnusable),
        (refused("ExpiredToken"), errors.SourceUnusable),
        (refused("NoSuchBucket"), errors.SourceUnusable),
        (EndpointConnectionError(endpoint_url="http://x"), errors.SourceBusy),
        (ConnectTimeoutError(endpoint_url="http://x"), errors.SourceBusy),
        (ReadTimeoutError(endpoint_url="http://x"), errors.DeadlineExceeded),
        (NoCredentialsError(), errors.SourceUnusable),
        (ProtocolError("broken"), errors.SourceUnusable),
        (ConnectionResetError(), errors.SourceUnusable),
    ],
)
def test_every_fault_of_the_store_is_told_without_its_names(cause: Exception, kind: type[errors.ImageError]) -> None:
    with pytest.raises(kind) as caught, told():
        raise cause
    assert "prefixed" not in caught.value.detail
    assert "http" not in caught.value.detail


def test_a_bug_stays_a_bug() -> None:
    with pytest.raises(ZeroDivisionError), told():
        raise ZeroDivisionError
