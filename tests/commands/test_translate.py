"""Translate: addresses of a file, each beside its new form, and a report of what has none."""

import io
import sys
from pathlib import Path

import pytest

from handler.commands import translate
from handler.commands.line import main
from handler.commands.translate import SHOWN_REASONS, TranslationReport


def test_each_address_stands_beside_the_new_one_and_what_has_none_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "urls.txt"
    file.write_text("/images/bee.jpg?w=300\n\nhttps://a.example/images/b%20c.jpg?fm=webp\n/images/a.jpg?hight=3\n" * 2)
    assert main(["translate", str(file), "--base", "https://img.example.com/"]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[:2] == [
        "/images/bee.jpg?w=300\thttps://img.example.com/images/bee.jpg?w=300",
        "https://a.example/images/b%20c.jpg?fm=webp\thttps://img.example.com/images/b%20c.jpg?fm=webp",
    ]
    assert "4 of 6 translated" in err
    assert "       2  there is no parameter 'hight'" in err
    assert "as /images/a.jpg?hight=3" in err


def test_a_base_that_is_no_address_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "urls.txt"
    file.write_text("/images/bee.jpg?w=300\n")
    assert main(["translate", str(file), "--base", "img.example.com"]) == 2
    assert "--base=img.example.com is no address: it begins with https:// or a slash" in capsys.readouterr().err
    assert main(["translate", str(file), "--base", "/img"]) == 0
    assert capsys.readouterr().out == "/images/bee.jpg?w=300\t/img/images/bee.jpg?w=300\n"


def test_standard_input_is_read_and_all_is_well(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.setattr(translate, "EVERY", 2)
    monkeypatch.setattr(sys, "stdin", io.StringIO("/a.jpg?w=3\n" * 2))
    monkeypatch.setattr(sys, "stderr", shown)
    assert main(["translate", "-", "--from", "native"]) == 0
    assert capsys.readouterr().out == "/a.jpg?w=3\t/images/a.jpg?w=3\n" * 2
    assert "2 looked at" in shown.getvalue()


@pytest.mark.parametrize(
    ("source", "new"),
    [
        ("", "/images/shop/a.jpg?w=300&fit=clip&fm=source"),
        ("s3://mine/shop", "/images/a.jpg?w=300&fit=clip&fm=source"),
    ],
)
def test_a_bucket_is_a_source_or_any_where_none_is_known(
    source: str, new: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "urls.txt"
    file.write_text("/aws/s3:mine/300x0/shop/a.jpg\n")
    monkeypatch.setenv("TINTYPE_SOURCE", source)
    assert main(["translate", str(file)]) == 0
    assert capsys.readouterr().out == f"/aws/s3:mine/300x0/shop/a.jpg\t{new}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-such-file"], "no-such-file cannot be read: No such file"),
        (["-", "--to", "nativ"], "--to=nativ: there is no dialect 'nativ'; did you mean native?"),
        (["-", "--from", "x"], "--from=x: there is no dialect 'x'"),
    ],
)
def test_a_mistake_is_one_line(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_report_of_very_many_reasons_ends() -> None:
    report = TranslationReport()
    for number in range(SHOWN_REASONS + 3):
        report.add("/a", f"reason {number}")
    assert list(report.lines())[-1].strip() == "and 3 more reasons"
