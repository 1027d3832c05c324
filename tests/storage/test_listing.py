"""Listing: the newest files under a prefix, and that none lies outside it."""

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handler import errors
from handler.storage import listing
from handler.storage.listing import newest
from handler.storage.sources import Sources
from tests.support.s3.counted_calls import counted

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

AGES = {"cam/a.jpg": 30, "cam/b.jpg": 10, "cam/2026/11/c.jpg": 20, "camera/d.jpg": 1, "e.jpg": 0}
"""Files, and how many seconds ago they changed."""

NOW = 1_800_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "pictures"
    for name, age in AGES.items():
        write(root / name, age)
    write(tmp_path / "secret.jpg", -5)
    return root


def write(path: Path, age: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    os.utime(path, (NOW - age, NOW - age))


def keys(folder: Path, prefix: str = "cam", count: int = 9) -> list[str]:
    return [each.key for each in newest(Sources(folder.as_uri()), prefix, count)]


def test_files_come_newest_first_from_all_folders_below(folder: Path) -> None:
    assert keys(folder) == ["cam/b.jpg", "cam/2026/11/c.jpg", "cam/a.jpg"]
    assert keys(folder, count=1) == ["cam/b.jpg"]
    assert keys(folder, "cam/2026") == ["cam/2026/11/c.jpg"]


def test_of_equally_new_files_the_last_by_name_is_the_newest(folder: Path) -> None:
    for name in ("cam/0.jpg", "cam/z.jpg", "cam/y.jpg"):
        write(folder / name, 5)
    assert keys(folder, count=2) == ["cam/z.jpg", "cam/y.jpg"]


def test_what_is_found_can_be_fetched_and_has_the_version_that_it_then_has(folder: Path) -> None:
    sources = Sources(folder.as_uri())
    for each in newest(sources, "cam", 9):
        assert sources.stat(each.key).version == each.version


@pytest.mark.parametrize("prefix", ["nothing", "cam/a.jpg", "ca", "a" * 300])
def test_a_prefix_without_files_is_not_found(folder: Path, prefix: str) -> None:
    with pytest.raises(errors.NotFound):
        keys(folder, prefix)


@pytest.mark.parametrize("prefix", ["..", "cam/..", "../pictures/cam", "", "cam/", "/cam", "cam//2026", "cam\\2026"])
def test_a_prefix_that_climbs_is_refused(folder: Path, prefix: str) -> None:
    with pytest.raises(errors.InvalidKey):
        keys(folder, prefix)


def test_no_link_leads_out_of_the_prefix(folder: Path) -> None:
    cam = folder / "cam"
    (cam / "secret.jpg").symlink_to(folder.parent / "secret.jpg")
    (cam / "beside.jpg").symlink_to(folder / "e.jpg")
    (cam / "up").symlink_to(folder.parent)
    (cam / "round").symlink_to(cam)
    (cam / "loop").symlink_to(cam / "loop")
    (cam / "gone.jpg").symlink_to(cam / "nothing.jpg")
    assert keys(folder) == ["cam/b.jpg", "cam/2026/11/c.jpg", "cam/a.jpg"]


def test_no_prefix_that_is_a_link_leads_out_of_the_folder(folder: Path) -> None:
    (folder / "out").symlink_to(folder.parent)
    (folder / "loop").symlink_to(folder / "loop")
    for prefix in ("out", "loop"):
        with pytest.raises(errors.NotFound):
            keys(folder, prefix)


def test_links_inside_the_prefix_and_the_folder_are_followed(folder: Path) -> None:
    (folder / "cam" / "latest.jpg").symlink_to(folder / "cam" / "b.jpg")
    (folder / "door").symlink_to(folder / "cam")
    assert keys(folder, count=1) == ["cam/latest.jpg"]
    assert keys(folder, "door", count=1) == ["door/latest.jpg"]


def test_what_is_no_file_is_passed_over(folder: Path) -> None:
    os.mkfifo(folder / "cam" / "pipe.jpg")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "cam" / "s"))
        assert len(keys(folder)) == 3


def test_names_that_nobody_can_ask_for_are_passed_over(folder: Path) -> None:
    write(folder / "cam" / "a\\b.jpg", 0)
    write(folder / "cam" / "a\nb.jpg", 0)
    write(Path(os.fsdecode(os.fsencode(folder / "cam") + b"/\xff.jpg")), 0)
    assert len(keys(folder)) == 3


def test_past_the_bound_the_listing_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST", 3)
    assert len(keys(folder)) == 3
    write(folder / "cam" / "one-more.jpg", 0)
    with pytest.raises(errors.TooLarge) as caught:
        keys(folder)
    assert caught.value.facts == {"limit": "listing", "max": 3, "actual": 4}


def test_a_bucket_is_listed_page_by_page_and_no_further_than_the_bound(
    store: "S3Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create_bucket(Bucket="listed")
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "100")  # S3 runs in this process; its pages have 1,000
    names = [f"in/cam/ü {number:04}.jpg" for number in range(110)]
    for name in (*names, "in/cam/", "in/cam//x", "in/camera/z", "z"):
        store.put_object(Bucket="listed", Key=name, Body=b"x")
    with counted(store) as calls:
        found = newest(Sources("s3://listed/in"), "cam", 2000)
    assert calls == ["ListObjectsV2"] * 2
    assert sorted(each.key for each in found) == [name.removeprefix("in/") for name in names]
    assert found == sorted(found, reverse=True)
    assert {each.version for each in found} == {store.head_object(Bucket="listed", Key=names[0])["ETag"].strip('"')}
    monkeypatch.setattr(listing, "MOST", 50)
    with counted(store) as calls, pytest.raises(errors.TooLarge):
        newest(Sources("s3://listed/in"), "cam", 1)
    assert calls == ["ListObjectsV2"]


def test_where_sources_are_named_the_name_stays_in_the_key(store: "S3Client", folder: Path) -> None:
    store.create_bucket(Bucket="named-listing")
    store.put_object(Bucket="named-listing", Key="x/cam/a.jpg", Body=b"x")
    sources = Sources(f"photos=s3://named-listing/x, local={folder.as_uri()}")
    assert [each.key for each in newest(sources, "photos/cam", 9)] == ["photos/cam/a.jpg"]
    assert newest(sources, "local/cam", 1)[0].key == "local/cam/b.jpg"
    for prefix in ("photos", "photos/other", "other/cam"):
        with pytest.raises(errors.NotFound):
            newest(sources, prefix, 1)


def test_a_bucket_that_is_not_there_is_told_without_its_name(store: "S3Client") -> None:
    del store
    with pytest.raises(errors.SourceUnusable) as caught:
        newest(Sources("s3://no-such-bucket"), "cam", 1)
    assert "no-such" not in caught.value.detail
