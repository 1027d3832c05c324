"""Rendition: one picture made here, or what hindered it."""

from pathlib import Path

import pytest

from handler.commands.batch.instructions import Instructions
from handler.commands.batch.pairs import Pair
from handler.commands.batch.rendition import Order, rendition_of, told_with_remedy
from handler.core.limits import Limits
from handler.errors import Corrupt, TooLarge
from tests.support.images.image_files import photo, saved

PNG = saved(photo((8, 4)), "png")
SMALL = Order(Instructions("w=2&fm=png").recipe(), extension="png")


def pair(folder: Path, data: bytes) -> Pair:
    (folder / "a.png").write_bytes(data)
    return Pair("a.png", folder / "a.png", folder / "out" / "a", named=False)


def test_what_is_finished_waits_whole_beside_its_place(tmp_path: Path) -> None:
    done = rendition_of(SMALL, pair(tmp_path, PNG))
    assert (done.fault, done.size, done.extension) == ("", (2, 1), "png")
    assert done.waiting is not None
    assert done.waiting.parent == tmp_path / "out"
    assert len(done.waiting.read_bytes()) == done.bytes_after


def test_what_is_there_is_not_rendered_again(tmp_path: Path) -> None:
    asked = pair(tmp_path, b"no picture")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.png").write_bytes(b"before")
    assert rendition_of(SMALL, asked).there == tmp_path / "out" / "a.png"
    assert rendition_of(SMALL._replace(force=True), asked).fault


@pytest.mark.parametrize("data", [b"", b"no picture", PNG[:40]])
def test_a_bad_picture_is_a_fault_in_words(data: bytes, tmp_path: Path) -> None:
    done = rendition_of(SMALL, pair(tmp_path, data))
    assert done.waiting is None
    assert done.fault
    assert list(tmp_path.iterdir()) == [tmp_path / "a.png"]


def test_a_place_that_is_none_is_a_fault_that_names_it(tmp_path: Path) -> None:
    asked = pair(tmp_path, PNG)
    (tmp_path / "out").write_bytes(b"a file")
    assert rendition_of(SMALL, asked).fault == f"{tmp_path}/out/a cannot be written: File exists"
    gone = asked._replace(source=tmp_path / "gone.png")
    assert rendition_of(SMALL, gone).fault == "it cannot be read: No such file or directory"


def test_an_overlay_lies_below_the_folder_in_which_the_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    order = Order(Instructions("w=4&fm=png&mark=mark.png").recipe())
    assert "there is no mark.png below the folder in which this runs" in rendition_of(order, pair(tmp_path, PNG)).fault
    (tmp_path / "mark.png").write_bytes(PNG)
    assert not rendition_of(order, pair(tmp_path, PNG)).fault


def test_a_limit_of_ours_is_told_with_what_raises_it() -> None:
    past = TooLarge("too much work", limit="work", max=4.3, actual=5.2)
    assert told_with_remedy(past, Limits()) == "too much work (--limits work=6 raises it)"
    assert told_with_remedy(past, Limits(work=9)) == "too much work"  # then it is another's: a format's own
    assert told_with_remedy(Corrupt("it is damaged"), Limits()) == "it is damaged"
