"""Formats that an extra reads: small files that ask for much, or for what they must not have."""

import sys
from functools import cache
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from handler.app import create_app
from handler.config.settings import INPUTS, OPTIONAL_INPUTS, Settings
from handler.core.formats.optional import OPTIONAL
from tests.support.hostile.extras import samples
from tests.support.hostile.sample import Sample
from tests.support.images.image_files import photo, saved

SAMPLES = {sample.name: sample for sample in samples()}
MODULES = {"heif": "pi_heif", "jxl": "pillow_jxl", "svg": "resvg_py", "pdf": "pypdfium2"}
"""What each extra brings."""


@cache
def client(folder: Path, *, originals: bool = False) -> TestClient:
    """Return a client of an application that reads every kind there is."""
    settings = Settings(
        source=f"file://{folder}",
        unsigned=frozenset({"any"}),
        inputs=INPUTS | OPTIONAL_INPUTS,
        originals=originals,
        log=False,
    )
    return TestClient(create_app(settings), raise_server_exceptions=False)


def answered(sample: Sample, folder: Path) -> Response:
    """Return the answer to the sample's question."""
    (folder / sample.name).write_bytes(sample.data)
    found: Response = client(folder).get(f"/images/{sample.name}?{sample.query}")
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_every_file_gets_the_answer_that_is_expected(name: str, tmp_path: Path) -> None:
    sample = SAMPLES[name]
    answer = answered(sample, tmp_path)
    problem = answer.json() if answer.status_code >= 400 else {}
    assert answer.status_code in sample.expected, problem
    assert sample.limit in {"", problem.get("limit")}, problem


@pytest.mark.parametrize("row", OPTIONAL, ids=lambda row: row.name)
def test_without_its_extra_a_format_is_refused_naming_it(
    row: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handler.core.formats.row import Format

    assert isinstance(row, Format)
    monkeypatch.setitem(sys.modules, MODULES[row.extra], None)
    monkeypatch.delitem(sys.modules, f"handler.codecs.formats.{row.codec}", raising=False)
    (tmp_path / "picture").write_bytes(saved(photo(), row.name) if row.name != "jxl" else b"\xff\x0a" + bytes(60))
    (tmp_path / "plain.png").write_bytes(saved(photo(), "png"))
    answer = client(tmp_path).get("/images/picture?w=20&fm=png")
    assert (answer.status_code, f"tintype[{row.extra}]" in answer.json()["detail"]) == (415, True)
    if row.writing and not row.writer:  # a PDF is written without what reads one
        answer = client(tmp_path).get(f"/images/plain.png?w=20&fm={row.name}")
        assert (answer.status_code, answer.json()["parameter"]) == (400, "fm")
        assert f"tintype[{row.extra}]" in answer.json()["detail"]


def test_what_a_browser_would_run_is_never_sent_as_it_is_stored(tmp_path: Path) -> None:
    for row in OPTIONAL:
        if row.reading and row.reading.active:
            (tmp_path / "drawing").write_bytes(saved(photo(), row.name))
            answer = client(tmp_path, originals=True).get("/images/drawing")
            assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")
            assert "never sent as it is stored" in answer.json()["detail"]
            answer = client(tmp_path, originals=True).get("/images/drawing?w=30")
            assert (answer.status_code, answer.headers["content-type"][:6]) == (200, "image/")
