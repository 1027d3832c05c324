"""Pairs: which picture becomes which file."""

import re
from pathlib import Path

import pytest

from handler.commands.batch.pairs import paired
from handler.commands.misuse import Misuse


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("in/a.jpg", "in/b/C.PNG", "in/b/readme.txt", "in/.hidden/d.jpg", "in/.e.jpg", "in/out/f.jpg", "g.jpg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_folder_keeps_its_names_and_leaves_out_what_is_hidden_no_picture_or_made() -> None:
    found = paired("in", "in/out")
    assert [(pair.name, str(pair.target)) for pair in found.pairs] == [
        ("in/a.jpg", "in/out/a"),
        ("in/b/C.PNG", "in/out/b/C"),
    ]
    assert (found.several, found.others, found.suffix) == (True, 1, "")


@pytest.mark.usefixtures("folder")
def test_a_file_goes_to_a_name_or_into_a_folder() -> None:
    assert paired("g.jpg", "small.webp").suffix == "webp"
    assert [str(each.target) for out in ("in", "new/") for each in paired("g.jpg", out).pairs] == ["in/g", "new/g"]
    assert [str(each.target) for each in paired("generate:card", "in").pairs] == ["in/card"]
    assert paired("-", "-").pairs == [("-", None, None, True)]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("given", "out", "said"),
    [
        ("no.jpg", "a.png", "there is no file or folder no.jpg"),
        ("g.jpg", "no/a.png", "there is no folder no for a.png"),
        ("in", "g.jpg", "in is a folder and g.jpg is a file: OUT is a folder too"),
        ("in", "-", "in is a folder, and standard output takes one picture"),
        ("in", "b/../in", "OUT is the folder IN"),
        ("-", "in", "in is a folder, and standard input has no name to keep there"),
    ],
)
def test_what_cannot_be_meant_together_is_told(given: str, out: str, said: str) -> None:
    with pytest.raises(Misuse, match=re.escape(said)):
        paired(given, out)
