"""Sources: folders and buckets, over the real S3 protocol; no key leaves its prefix or folder; and the way to S3."""

import os
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handler import errors, storage
from handler.core.limits import Limits
from handler.core.source import Fetched, Posted, Stored
from handler.core.source_file import source_file_of
from handler.storage import https_origin
from handler.storage.s3_errors import s3_error
from handler.storage.sources import Fetching, RetryWhenReplaced, Sources
from tests.support.origins.origin_server import OriginServer, Reply
from tests.support.processes.fresh_python import printed
from tests.support.s3.counted_calls import reading

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


def test_from_a_fetch_to_s3_are_four_frames_in_three_modules(store: "S3Client") -> None:
    """sources, bucket, download: each is entered once, and no callback stands between."""
    house = Path(storage.__file__).parents[1]
    seen: list[list[str]] = []

    def look(_: object) -> None:
        frames = [Path(each.filename) for each in traceback.extract_stack()]
        inside = [path.relative_to(house).as_posix() for path in frames if path.is_relative_to(house)]
        seen.append([path for path in inside if path != "storage/object_reader.py"])

    store.create_bucket(Bucket="spine")
    store.put_object(Bucket="spine", Key="a.jpg", Body=b"one")
    with reading(look), Fetching(Sources("s3://spine"))(Stored(key="a.jpg")) as blob:
        assert blob.read() == b"one"
    assert seen == [["storage/sources.py"] * 2 + ["storage/bucket.py", "storage/download.py"]]


def test_a_request_is_fetched_as_far_as_it_is_wanted(folder: Path) -> None:
    sources, stored = Sources(folder.as_uri()), Stored(key="a b+c.jpg")
    with Fetching(sources, whole=False)(stored) as blob:
        assert blob.read_so_far == 0
    whole = Fetching(sources)
    with whole(stored) as blob:
        assert blob.read_so_far == 3
    assert [each.size for each in whole.facts] == [3]
    assert whole.milliseconds > 0
    with Fetching(Sources(folder.as_uri(), Limits(bytes=2)))(stored) as blob:
        assert blob.read_so_far == 0, "what is past the limit is not read at all"


def test_only_what_is_stored_or_was_sent_along_is_fetched(folder: Path) -> None:
    posted = Posted(posted="0" * 64)
    upload = source_file_of(b"sent", "1")
    assert Fetching(Sources(folder.as_uri()), upload)(posted) is upload
    with pytest.raises(errors.NotFound):
        Fetching(Sources(folder.as_uri()))(posted)


def test_a_url_is_fetched_of_another_host_and_never_looked_for_in_a_place(
    origin: OriginServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(https_origin, "INTERNET", origin.network())
    origin.answering = lambda _: Reply(b"abc", headers={"ETag": '"one"'})
    sources, url = Sources(folder.as_uri(), origins=(origin.origin,)), f"{origin.origin}/a%20b+c.jpg"
    facts, fetching = sources.stat(url), Fetching(sources)
    with fetching(Fetched(url=url)) as blob:
        assert (blob.read(), blob.facts) == (b"abc", facts)
    assert (fetching.found, fetching.facts) == ({url: facts}, [facts])
    origin.answering = lambda _: Reply(b"abc", headers={"ETag": '"two"'})
    with pytest.raises(errors.SourceBusy) as caught:
        fetching(Fetched(url=url))
    assert caught.value.fault == "replaced"
    with pytest.raises(errors.NotAllowed):
        Sources(folder.as_uri()).stat(url)
    with pytest.raises(errors.InvalidKey):
        sources.at(url)


def test_what_fetches_urls_is_imported_for_the_first_and_not_before() -> None:
    code = (
        "import sys; from handler.storage.sources import Sources\n"
        "sources = Sources('s3://a', origins=('https://a.example',))\n"
        "there = lambda: print(*(name for name in sys.modules if name.startswith('handler.storage.https')))\n"
        "there(); print('now'); sources.elsewhere; there()"
    )
    before, _, after = printed(code).partition("now")
    assert (before.split(), "handler.storage.https_origin" in after.split()) == ([], True)
