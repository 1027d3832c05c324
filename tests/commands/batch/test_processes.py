"""Processes: whatever finishes gets its name once, whole, and over nothing that was there."""

import io
import os
from pathlib import Path

import pytest

from handler.commands.batch.instructions import Instructions
from handler.commands.batch.pairs import Pair, paired
from handler.commands.batch.processes import Placing, place_of, render_all
from handler.commands.batch.render_report import RenderReport
from handler.commands.batch.rendition import Finished, Order
from handler.commands.misuse import Misuse
from tests.support.images.image_files import photo, saved

PNG = saved(photo((8, 4)), "png")
ORDER = Order(Instructions("w=2&fm=png").recipe(), extension="png")


@pytest.fixture
def placing() -> Placing:
    return Placing(RenderReport(3, io.StringIO()), force=False)


def waiting(folder: Path, name: str = "a", *, named: bool = False, extension: str = "png") -> Finished:
    file = folder / f".{name}.part"
    file.write_bytes(b"new")
    return Finished(Pair(name, None, folder / name, named=named), waiting=file, extension=extension)


def said(placing: Placing) -> str:
    out = placing.report.out
    assert isinstance(out, io.StringIO)
    return out.getvalue()


def test_several_processes_make_what_one_makes(tmp_path: Path) -> None:
    for name in ("a.png", "b.png", "c.png"):
        (tmp_path / "in" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(PNG if name != "b.png" else b"bad")
    made = {}
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        report = RenderReport(3, io.StringIO())
        assert render_all(ORDER, paired(str(tmp_path / "in"), str(out)).pairs, jobs, Placing(report, force=False))
        assert (report.made, report.failed) == (2, 1)
        made[jobs] = {path.name: path.read_bytes() for path in out.iterdir()}
    assert made[1] == made[2]
    assert sorted(made[1]) == ["a.png", "c.png"]


def test_what_is_there_stays_unless_it_is_forced(placing: Placing, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"old")
    placing(waiting(tmp_path))
    assert (tmp_path / "a.png").read_bytes() == b"old"
    Placing(placing.report, force=True)(waiting(tmp_path))
    assert (tmp_path / "a.png").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
    assert (placing.report.kept, placing.report.made) == (1, 1)


def test_two_pictures_do_not_become_one_file(placing: Placing, tmp_path: Path) -> None:
    first, second = waiting(tmp_path), waiting(tmp_path)
    placing(first)
    placing(second._replace(pair=second.pair._replace(name="other")))
    assert "other: " in said(placing)
    assert "a.png was just made of a; rename one of them" in said(placing)


def test_the_same_picture_is_placed_once(placing: Placing, tmp_path: Path) -> None:
    done = waiting(tmp_path)
    placing(done)
    placing(done)
    assert placing.report.seen == 1


def test_a_name_of_another_format_is_told(placing: Placing, tmp_path: Path) -> None:
    placing(waiting(tmp_path, "a.webp", named=True))
    assert "a.webp: it comes out as .png: let OUT end so, or say fm" in said(placing)
    assert place_of(waiting(tmp_path, "plain", named=True)) == tmp_path / "plain"


def test_a_file_system_without_links_does_too(
    placing: Placing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlinked(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", unlinked)
    placing(waiting(tmp_path))
    placing(waiting(tmp_path, "b"))
    assert (placing.report.made, placing.report.kept) == (2, 0)
    second = Placing(placing.report, force=False)
    second(waiting(tmp_path))
    assert placing.report.kept == 1


def test_a_place_that_cannot_be_written_is_told(placing: Placing, tmp_path: Path) -> None:
    done = waiting(tmp_path)
    assert done.waiting is not None
    done.waiting.unlink()
    placing(done)
    assert f"{tmp_path}/a.png cannot be written: No such file or directory" in said(placing)


def test_ctrl_c_ends_it_and_what_was_made_stays(placing: Placing, tmp_path: Path) -> None:
    pairs = [Pair(name, tmp_path / "a.png", tmp_path / name, named=False) for name in ("x", "y")]
    (tmp_path / "a.png").write_bytes(PNG)

    def put(done: Finished) -> None:
        placing(done)
        raise KeyboardInterrupt

    assert not render_all(ORDER, pairs, 1, put)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "x.png"]


def test_ctrl_c_among_several_processes_keeps_what_was_under_way(placing: Placing, tmp_path: Path) -> None:
    pairs = [Pair(name, tmp_path / "a.png", tmp_path / name, named=False) for name in ("x", "y")]
    (tmp_path / "a.png").write_bytes(PNG)
    pressed: list[Finished] = []

    def put(done: Finished) -> None:
        placing(done)
        if not pressed:
            pressed.append(done)
            raise KeyboardInterrupt

    assert not render_all(ORDER, pairs, 2, put)
    assert placing.report.made == len(list(tmp_path.iterdir())) - 1
    assert placing.report.made >= 1


def test_a_process_that_ends_is_told(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="a process that rendered was ended from outside"):
        render_all(ORDER._replace(fonts="nowhere"), [Pair("a", None, tmp_path)], 2, print)
