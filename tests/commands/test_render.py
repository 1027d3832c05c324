"""Render: the bytes that a server answers for the same words, of files, folders and standard input."""

import io
import json
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from handler.app import create_app
from handler.commands.line import main
from handler.config.settings import Settings
from tests.commands.conftest import Said

SAMPLES = Path(__file__).parents[2] / "samples"
WORDS = (
    "w=90&fm=webp",
    "w=90&h=60&fit=crop&crop=entropy&fm=jpg&q=auto",
    "w=0.1&txt=A%20%26%20b&fm=png",
    "w=64&fm=avif&effort=fast",
    "fm=blurhash",
    "w=80&mark=owl.png&mark-w=20&fm=png",
    "w=90",
)


class Piped:
    """Standard input and output as bytes."""

    def __init__(self, data: bytes = b"", *, terminal: bool = False) -> None:
        self.buffer = io.BytesIO(data)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def write(self, _: str) -> int:
        return 0

    def flush(self) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> TestClient:
    given = {"TINTYPE_SOURCE": SAMPLES.as_uri(), "TINTYPE_UNSIGNED": "any"}
    return TestClient(create_app(Settings.read(given)))


@pytest.mark.parametrize("query", WORDS)
def test_the_bytes_are_those_that_a_server_answers(
    query: str, server: TestClient, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(SAMPLES)
    status, told = said("render", "bee.jpg", f"{tmp_path}/out/", f"?{query}")
    assert status == 0, told
    [made] = (tmp_path / "out").iterdir()
    assert made.read_bytes() == server.get(f"/images/bee.jpg?{query}").content


def test_a_drawn_picture_and_a_json_recipe_are_those_of_the_server(
    server: TestClient, said: Said, tmp_path: Path
) -> None:
    assert said("render", "generate:card", f"{tmp_path}/card.webp", "title=On demand, w=3", "w=99")[0] == 0
    asked = server.get("/generate/card?title=On+demand,+w%3D3&w=99&fm=webp")
    assert (tmp_path / "card.webp").read_bytes() == asked.content
    recipe = {"ops": [{"op": "blur", "radius": 3}, {"op": "resize", "w": 60}]}
    (tmp_path / "r.json").write_text(json.dumps(recipe))
    given = (f"{SAMPLES}/bee.jpg", f"{tmp_path}/b.png", "--recipe", f"{tmp_path}/r.json")
    assert said("render", *given)[0] == 0
    body = {**recipe, "source": {"key": "bee.jpg"}, "output": {"formats": ["png"]}}
    assert (tmp_path / "b.png").read_bytes() == server.post("/render", json=body).content


def test_a_bad_picture_is_told_by_name_and_the_others_are_made(said: Said, tmp_path: Path) -> None:
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    (folder / "owl.png").write_bytes((SAMPLES / "owl.png").read_bytes())
    (folder / "cut.jpg").write_bytes((SAMPLES / "bee.jpg").read_bytes()[:9000])
    (folder / "notes.txt").write_text("no picture")
    status, told = said("render", f"{tmp_path}/in", f"{tmp_path}/out", "w=20,fm=webp")
    assert status == 1
    assert f"{folder}/cut.jpg: the JPEG file is damaged or cut short" in told
    assert "1 made, 1 failed; 32,731 bytes became" in told
    assert "; 1 left out, whose names are of no picture" in told
    assert [path.name for path in (tmp_path / "out").rglob("*.*")] == ["owl.webp"]
    assert said("render", f"{tmp_path}/in", f"{tmp_path}/out", "w=20,fm=webp")[1].count("is there already") == 1


def test_words_may_follow_options(said: Said, tmp_path: Path) -> None:
    given = ("render", "--force", f"{SAMPLES}/owl.png", f"{tmp_path}/a.png", "w=20", "--jobs", "1", "h=10", "fit=scale")
    status, told = said(*given)
    assert (status, told.count("20 x 10")) == (0, 1)


def test_standard_input_and_output_are_pictures(
    server: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = (SAMPLES / "owl.png").read_bytes()
    out = Piped()
    monkeypatch.setattr(sys, "stdin", Piped(data))
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["render", "-", "-", "w=20", "fm=webp"]) == 0
    expected = server.get("/images/owl.png?w=20&fm=webp").content
    assert out.buffer.getvalue() == expected
    monkeypatch.setattr(sys, "stdin", Piped(data))
    assert main(["render", "-", str(tmp_path / "a.webp"), "w=20"]) == 0
    assert (tmp_path / "a.webp").read_bytes() == expected
    monkeypatch.setattr(sys, "stdin", Piped(data[:90]))
    assert main(["render", "-", "-", "w=20"]) == 1
    assert "tintype render: -: the PNG file is damaged" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdout", Piped(terminal=True))
    assert main(["render", str(SAMPLES / "owl.png"), "-", "w=20"]) == 2
    assert "a picture is nothing for a terminal" in capsys.readouterr().err


def test_limits_are_those_of_the_setting_until_a_flag_raises_them(said: Said, tmp_path: Path) -> None:
    given = ("render", f"{SAMPLES}/owl.png", f"{tmp_path}/a.png", "w=20")
    status, told = said(*given, TINTYPE_LIMITS="side=10")
    assert status == 1
    assert "the limit side is 10 (--limits side=34 raises it)" in told
    assert said(*given, "--limits", "side=40", TINTYPE_LIMITS="side=10")[0] == 0


def test_ctrl_c_is_told(said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handler.commands.render.render_all", lambda *_: False)
    assert said("render", str(SAMPLES), f"{tmp_path}/out", "w=20") == (
        130,
        "interrupted: 0 made, 8 not begun; 1 left out, whose names are of no picture\n",
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("no.jpg", "a.png", "w=3"), "there is no file or folder no.jpg"),
        (("{owl}", "a.png", "widht=300"), "there is no parameter 'widht'; did you mean width?"),
        (("{owl}", "{out}/a.png", "w=300", "--recipe", "a.json"), "--recipe says all of it: leave w=300 out"),
        (("{owl}", "{out}/a.png", "--recipe", "no.json"), "--recipe: no.json cannot be read: No such file"),
        (("{owl}", "{out}/a.png", "w=3", "--limits", "sides=3"), "sides"),
        (("{owl}", "{out}/a.png", "w=3", "--jobs", "0"), "jobs are a number from 1 to 64, not '0'"),
        (("{out}", "{out}/new", "w=3"), "there is no picture in {out}"),
        (("{owl}", "{out}/a.png", "preset=a"), "preset=a: there is no such preset"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(words: tuple[str, ...], told: str, said: Said, tmp_path: Path) -> None:
    blanks = {"owl": SAMPLES / "owl.png", "out": tmp_path}
    status, line = said("render", *(word.format(**blanks) for word in words))
    assert status == 2
    assert line.startswith("tintype render: ")
    assert told.format(**blanks) in line
    assert len(line.splitlines()) == 1
