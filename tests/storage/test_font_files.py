"""Font files: in a folder and in a bucket, bounded in number and size."""

from pathlib import Path

import pytest

from handler.errors import NotFound, SourceUnusable
from handler.storage import font_files as module
from handler.storage.bucket import Bucket, ObjectHeaders
from handler.storage.font_files import FontFiles
from handler.storage.font_files import font_files as fonts_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in {
        "B.ttf": b"two",
        "A.otf": b"one",
        "C.TTC": b"three",
        "notes.txt": b"no",
        ".ttf.swp": b"",
    }.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "deep.ttf").mkdir()
    return tmp_path


def test_a_folder_gives_its_fonts_by_name(folder: Path) -> None:
    files = FontFiles(folder.as_uri())
    assert dict(files.sizes()) == {"A.otf": 3, "B.ttf": 3, "C.TTC": 5}
    assert files.read("B.ttf") == b"two"


def test_a_bucket_gives_what_lies_directly_under_its_prefix(place: Bucket) -> None:
    for key in ("A.ttf", "deep/B.ttf", "notes.txt"):
        place.put_if(key, key.encode(), ObjectHeaders())
    files = FontFiles(f"s3://{place.name}/in")
    assert dict(files.sizes()) == {"A.ttf": 5}
    assert files.read("A.ttf") == b"A.ttf"
    with pytest.raises(NotFound):
        files.read("B.ttf")


def test_a_font_that_is_too_large_is_not_read(folder: Path, place: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FONT_BYTES", 4)
    place.put_if("A.ttf", b"12345", ObjectHeaders())
    for files, name in ((FontFiles(folder.as_uri()), "C.TTC"), (FontFiles(f"s3://{place.name}/in"), "A.ttf")):
        with pytest.raises(SourceUnusable, match="is too large"):
            files.read(name)


def test_no_more_fonts_are_seen_than_the_limit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FONTS", 2)
    assert list(FontFiles(folder.as_uri()).sizes()) == ["A.otf", "B.ttf"]


def test_a_folder_that_is_not_there_has_no_fonts(tmp_path: Path) -> None:
    assert FontFiles((tmp_path / "nothing").as_uri()).sizes() == {}


@pytest.mark.parametrize("setting", ["fonts", "/opt/fonts", "http://a/b", "a=s3://b/c", "s3://"])
def test_what_is_no_place_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match="neither s3"):
        FontFiles(setting)


def test_other_fonts_are_another_mark(folder: Path) -> None:
    before = FontFiles(folder.as_uri()).mark()
    assert before == FontFiles(folder.as_uri()).mark()
    (folder / "D.ttf").write_bytes(b"four")
    assert FontFiles(folder.as_uri()).mark() != before
    assert FontFiles("s3://one/a").mark() != FontFiles("s3://one/b").mark()


def test_without_a_setting_there_are_none() -> None:
    assert fonts_of("") is None
