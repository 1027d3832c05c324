"""The comparison with golden pictures: what it lets pass, what it tells, what it leaves behind."""

from pathlib import Path

import pytest
from PIL import Image

from tests.support.images import golden_pictures
from tests.support.images.drawings import cutout, view


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, whatever flag the run has."""
    monkeypatch.setattr(golden_pictures, "FOLDER", tmp_path)
    monkeypatch.setattr(golden_pictures, "renewing", False)


def stored(image: Image.Image, tmp_path: Path) -> None:
    image.save(tmp_path / "some.png")


def failure(image: Image.Image) -> str:
    with pytest.raises(pytest.fail.Exception) as caught:
        golden_pictures.assert_golden(image, "some")
    return str(caught.value)


def test_what_no_eye_sees_passes(tmp_path: Path) -> None:
    stored(view(), tmp_path)
    golden_pictures.assert_golden(view().point([min(255, level + 1) for level in range(256)] * 3), "some")


def test_what_lies_under_transparency_does_not_count(tmp_path: Path) -> None:
    stored(cutout(), tmp_path)
    other = cutout()
    other.paste((0, 255, 0, 0), mask=other.getchannel("A").point([255 * (level == 0) for level in range(256)]))
    golden_pictures.assert_golden(other, "some")


def test_a_small_spot_is_seen_though_the_mean_hardly_moves(tmp_path: Path) -> None:
    stored(view(), tmp_path)
    spotted = view()
    spotted.paste("black", (40, 8, 44, 12))
    assert "worst block" in failure(spotted)


def test_another_mode_or_size_is_told(tmp_path: Path) -> None:
    stored(view(), tmp_path)
    assert "L (96, 64) in place of RGB (96, 64)" in failure(view().convert("L"))


def test_a_failing_pair_is_saved_where_the_message_says(tmp_path: Path) -> None:
    stored(view(), tmp_path)
    folder = Path(failure(Image.new("RGB", (96, 64))).split("see ")[1].split(";")[0])
    assert {path.name for path in folder.iterdir()} == {"some-made.png", "some-golden.png"}


def test_the_flag_writes_what_is_missing_and_leaves_what_looks_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "there is no golden picture yet" in failure(view())
    monkeypatch.setattr(golden_pictures, "renewing", True)
    golden_pictures.assert_golden(view(), "some")
    before = (tmp_path / "some.png").read_bytes()
    golden_pictures.assert_golden(view().point([min(255, level + 1) for level in range(256)] * 3), "some")
    assert (tmp_path / "some.png").read_bytes() == before
