"""Compare: a score, what it means, and a picture of the differences; the status of cmp."""

from pathlib import Path

import pytest
from PIL import Image

from tests.commands.conftest import Said
from tests.support.images.image_files import photo


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    image = photo((160, 130))
    image.save("a.png")
    image.save("b.jpg", quality=20)
    return tmp_path


@pytest.mark.usefixtures("pair")
def test_the_status_says_whether_they_are_the_same_or_near_enough(said: Said) -> None:
    assert said("compare", "a.png", "a.png") == (0, "score 1.000: every pixel is the same\n")
    status, told = said("compare", "a.png", "b.jpg")
    assert status == 1
    score = float(told.split()[1].rstrip(":"))
    assert 0 < score < 1
    assert "of the pixels differ, by" in told
    assert said("compare", "a.png", "b.jpg", "--at-least", "0")[0] == 0
    assert said("compare", "a.png", "b.jpg", "--at-least", "0.999")[0] == 1


def test_the_difference_is_red_where_they_differ(pair: Path, said: Said) -> None:
    image = photo((160, 130))
    image.paste((0, 0, 0), (100, 100, 120, 120))
    image.save(pair / "c.png")
    assert said("compare", "a.png", "c.png", "--diff", "d.png")[0] == 1
    shown = Image.open(pair / "d.png").convert("RGB")
    assert shown.getpixel((110, 110)) == (220, 0, 0)
    red, green, blue = shown.getpixel((10, 10))  # type: ignore[misc]
    assert red == green == blue > 120


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("a.png", "no.png"), "no.png cannot be read: No such file or directory"),
        (("a.png", "b.jpg", "--diff", "a.png"), "--diff: a.png is one of the pictures that are compared"),
        (("a.png", "b.jpg", "--diff", "d"), "--diff: d says no format by its end; name it as d.png"),
        (("a.png", "b.jpg", "--diff", "d.txt"), "OUT ends in .txt, which no picture is written as"),
        (("a.png", "b.jpg", "--diff", "no/d.png"), "--diff: no/d.png cannot be written: No such file"),
        (("a.png", "b.jpg", "--at-least", "2"), "a score is a number from 0 to 1, as 0.98, not '2'"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(words: tuple[str, ...], told: str, said: Said) -> None:
    status, line = said("compare", *words)
    assert (status, len(line.splitlines())) == (2, 1)
    assert line.startswith("tintype compare: ")
    assert told in line
