"""The script that builds the Lambda package, step by step; the whole package is the subject of tests/system/lambda."""

import gzip
import json
import re
import stat
import sys
import tomllib
from pathlib import Path

import pytest

from handler.core.formats.optional import OPTIONAL
from tools import build_package
from tools.build_package import MACHINES, SERVICES

ROOT = Path(__file__).parents[2]


def fill(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_what_lambda_never_reads_is_left_out(tmp_path: Path) -> None:
    kept = {
        "PIL/Image.py",
        "PIL/_imaging.so",
        "a-1.dist-info/METADATA",
        "a-1.dist-info/licenses/LICENSE",
        "handler/a/b.js",
    }
    left = {"bin/run", "share/man", "boto3/data/s3.json", "boto3/examples/s3.rst", "PIL/_imagingtk.so", "PIL/Image.pyi"}
    more = {"a-1.dist-info/RECORD", "a-1.dist-info/sboms/a.json", "a/py.typed", "a/b/tests/test_c.py", "a/tests/d/e.py"}
    ours = {"handler/client/js/a.js", "handler/client/js/b/c.json"}
    fill(tmp_path, *kept, *left, *more, *ours, "a/__pycache__/b.pyc", "botocore/data/s3/2006/examples-1.json")
    build_package.prune(tmp_path)
    assert files(tmp_path) == kept


def test_of_aws_services_the_newest_description_of_those_that_are_used_is_kept(tmp_path: Path) -> None:
    newest = {f"{name}/2020-01-01/x" for name in SERVICES}
    fill(tmp_path, "ec2/2016-11-15/service-2.json.gz", "s3/2006-03-01/x", *newest)
    described = {"documentation": "<p>long</p>", "members": {"documentation": {"type": "string", "documentation": "b"}}}
    (tmp_path / "s3" / "2020-01-01" / "service-2.json.gz").write_bytes(gzip.compress(json.dumps(described).encode()))
    table = {"version": 3, "partitions": [{"partition": "aws", "services": {"ec2": {}, "s3": {"endpoints": {}}}}]}
    (tmp_path / "endpoints.json").write_text(json.dumps(table, indent=2))
    build_package.prune_services(tmp_path)
    kept = {"endpoints", "s3/2020-01-01/service-2"}
    assert files(tmp_path) == newest | {f"{name}{end}" for name in kept for end in (".json", ".marshal")}
    assert json.loads((tmp_path / "s3" / "2020-01-01" / "service-2.json").read_text()) == {
        "documentation": "",
        "members": {"documentation": {"type": "string", "documentation": ""}},
    }
    (partition,) = json.loads((tmp_path / "endpoints.json").read_text())["partitions"]
    assert partition == {"partition": "aws", "services": {"s3": {"endpoints": {}}}}


def test_everybody_may_read_what_the_strictest_builder_made(tmp_path: Path) -> None:
    fill(tmp_path, "a/b.py", "a/run")
    for path, mode in {"a": 0o700, "a/b.py": 0o600, "a/run": 0o720}.items():
        (tmp_path / path).chmod(mode)
    build_package.let_everybody_read(tmp_path)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert modes == {"a": 0o755, "b.py": 0o644, "run": 0o755}


def test_code_is_compiled_for_the_path_that_lambda_has(tmp_path: Path) -> None:
    fill(tmp_path, "handler/entry.py")
    build_package.compile_all(tmp_path, sys.executable)
    (compiled,) = tmp_path.rglob("*.pyc")
    assert b"/var/task/handler/entry.py" in compiled.read_bytes()
    assert compiled.read_bytes()[4:8] == (1).to_bytes(4, "little")  # a hash that nobody checks


def test_a_python_is_taken_where_it_is_a_313(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, said in {"wrong": "", "right": "/usr/bin/python3.13"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\necho '{said}'\n")
        (tmp_path / name).chmod(0o755)
    candidates = [str(tmp_path / "missing"), str(tmp_path / "wrong"), str(tmp_path / "right")]
    monkeypatch.setattr(build_package, "_candidates", lambda: iter(candidates))
    assert build_package.find_python313() == "/usr/bin/python3.13"
    monkeypatch.setattr(build_package, "_candidates", lambda: iter(candidates[:2]))
    assert build_package.find_python313() is None


def test_the_python_that_is_named_comes_first_and_pyenvs_own_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, "versions/3.13.0/bin/python", "versions/3.12.1/bin/python")
    for name, value in {"PYTHON313": "/opt/python", "PYENV_ROOT": str(tmp_path), "VENV": ".other"}.items():
        monkeypatch.setenv(name, value)
    found = list(build_package._candidates())
    assert found[0] == "/opt/python"
    assert str(ROOT / ".other" / "bin" / "python") in found
    assert found[-1] == str(tmp_path / "versions" / "3.13.0" / "bin" / "python")


def test_the_wheels_are_those_of_the_processor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr("subprocess.run", lambda command, **_: asked.append(command))
    for architecture, machine in MACHINES.items():
        build_package.install(tmp_path, architecture)
        platforms = [part for part in asked[-1] if part.startswith("--platform=")]
        assert len(platforms) == 7
        assert all(part.endswith(f"_{machine}") for part in platforms)
        assert {"--require-hashes", "--only-binary=:all:", "--python-version=3.13"} < set(asked[-1])


@pytest.mark.parametrize("arguments", [[""], ["/no/such/folder"], [str(ROOT)], [".", "mips"], []])
def test_a_folder_that_is_not_there_or_not_empty_is_left_alone(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        build_package.main(arguments)
    assert ended.value.code == 2
    assert "error: " in capsys.readouterr().err


def test_an_extra_brings_its_own_pins_and_no_others() -> None:
    ours = "pi-heif==1.4.0 \\\n    --hash=sha256:b \\\n    --hash=sha256:c\n"
    pins = f"packaging==26.3 \\\n    --hash=sha256:a\n{ours}x==1\n"
    assert build_package.pins_of("", pins) == ""
    assert build_package.pins_of("heif", pins) == ours
    with pytest.raises(ValueError, match="resvg-py is not pinned"):
        build_package.pins_of("svg", pins)


def test_of_several_pins_the_one_for_lambdas_python_is_taken_whatever_python_builds() -> None:
    """pip weighs a marker by the Python that it runs in."""
    hashes = " \\\n    --hash=sha256:"
    older = f"numpy==2.4 ; python_full_version < '3.12'{hashes}4\n"
    newer = f"numpy==2.5 ; python_full_version >= '3.12'{hashes}5\n"
    assert build_package.pins_of("faces", older + newer) == f"numpy==2.5{hashes}5\n"
    with pytest.raises(ValueError, match="numpy is not pinned"):
        build_package.pins_of("faces", older)
    with pytest.raises(ValueError, match="depends on ; sys_platform == 'linux'"):
        build_package.pins_of("faces", older.replace("python_full_version < '3.12'", "sys_platform == 'linux'"))


def test_every_extra_of_a_format_or_of_faces_is_in_the_project_and_pinned_by_hash() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert {row.extra for row in OPTIONAL} | {"faces"} == set(build_package.EXTRAS)
    for extra in build_package.EXTRAS:
        named = {re.split(r"[<>=\[; ]", each)[0] for each in declared[extra]}
        assert named <= set(build_package.EXTRAS[extra])
        pinned = build_package.pins_of(extra, (ROOT / "requirements" / "dev.txt").read_text())
        blocks = re.findall(r"^([\w.-]+)==\S+ .*\n(?: .*\n)+", pinned, re.MULTILINE)
        assert blocks == list(build_package.EXTRAS[extra])
        assert pinned.count("--hash=sha256:") >= len(blocks)


@pytest.mark.parametrize("pins", ["lambda.txt", "serve.txt", "local.txt"])
def test_what_is_published_holds_no_extra_and_so_nothing_under_the_gpl(pins: str) -> None:
    """The package without Inputs and Faces, the container, and what make run installs."""
    named = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements" / pins).read_text(), re.MULTILINE))
    assert named
    assert not named & {"pillow-jxl-plugin", "pi-heif", "resvg-py", "pypdfium2", "numpy"}
