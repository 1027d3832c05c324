"""The page of a benchmark: every number comes out of the table, and nothing else of the page is touched."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks.rivals import page, results
from benchmarks.rivals.results import Results

SPREAD = [0.5, 0.75, 1.5]
FOUND: Results = {
    "machine": "a machine",
    "versions": {"sharp": "9.9"},
    "rounds": {"jpeg-2.3-300-webp": 7, "eight-at-once": 5},
    "rows": {
        "jpeg-2.3-300-webp": {
            "this": {
                "clock": [1, 41, 3],
                "cpu": [1, 23.4, 3],
                "clock_ratio": [1, 1, 1],
                "cpu_ratio": [1, 1, 1],
                "bytes": 8100,
                "score": 80,
                "quality": None,
            },
            "sharp": {
                "clock": [1, 52, 3],
                "cpu": [1, 2, 3],
                "clock_ratio": SPREAD,
                "cpu_ratio": SPREAD,
                "bytes": 9200,
                "score": 80.5,
                "quality": 85,
            },
            "iiif": {
                "clock": [1, 30, 3],
                "cpu": [1, 2, 3],
                "clock_ratio": [2, 2, 2],
                "cpu_ratio": [2, 2, 2],
                "bytes": 7000,
                "score": 70,
                "quality": None,
            },
        },
        "eight-at-once": {
            "this": {"rate": [1, 20, 30], "rate_ratio": [1, 1, 1], "p95": 90},
            "sharp": {"rate": [1, 25, 30], "rate_ratio": [1.1, 1.25, 1.3], "p95": 80},
        },
    },
    "floors": {
        "jpeg-2.3-300-webp": {
            "decode": 5,
            "resize": 2,
            "encode": 6,
            "s3": 1,
            "s3_clock": 2,
            "low": 1,
            "ratio": 1.46,
            "high": 2,
        }
    },
    "growth": {"source": {"this": [[1, 10], [10, 100]]}, "operations": {"this": [[0, 5], [1, 6], [2, 12]]}},
}


def lines(name: str, found: Results = FOUND) -> list[str]:
    return list(page.blocks(found)[name])


def test_a_row_has_a_column_for_each_contender_and_its_ratios() -> None:
    assert lines("rivals")[2] == (
        "| 2.3 Mpx JPEG → 300 WebP | 41 | 52 | 30 |  |  |  |  | 0.75 (0.50 to 1.50) | 0.75 (0.50 to 1.50) |"
    )
    assert lines("rivals")[0].count("|") == lines("rivals")[2].count("|")


def test_requests_at_once_have_a_table_of_their_own() -> None:
    assert "| 20.0 (90) | 25.0 (80) |" in lines("rivals-at-once")[2]
    assert lines("rivals-at-once")[2].endswith("| 1.25 (1.10 to 1.30) |")


def test_it_is_said_in_how_many_rows_we_are_ahead() -> None:
    assert lines("rivals-sum") == [
        "Of 2 rows, this project is ahead of the best rival in 1, behind it in 1, and within 5 % of it in 0."
    ]


def test_a_picture_that_looks_worse_is_marked() -> None:
    assert "| 8.1 kB, 80.0 | q 85, 9.2 kB, 80.5 | 7.0 kB, 70.0 \\* |" in lines("rivals-looks")[2]


def test_the_floor_is_the_sum_of_its_parts() -> None:
    assert "| 5.0 | 2.0 | 6.0 | 13.0 | 1.0 | 23.4 | 1.46 (1.00 to 2.00) |" in lines("rivals-floor")[2]


def test_a_machine_without_a_floor_says_what_it_needs() -> None:
    assert "it needs cc" in lines("rivals-floor", {**FOUND, "floors": {}})[0]


def test_growth_has_its_exponents_and_none_of_nothing() -> None:
    source, operations = lines("rivals-growth")[2:]
    assert source == "| CPU ms, by megapixels of the source | this | 10 at 1 | 100 at 10 | 1.00 | 10.0 |"
    assert operations.endswith("| 5 at 0 | 12 at 2 | 1.00 | 3.5 |")


def test_only_what_stands_between_the_marks_is_written(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"before\n{page.PAGE.read_text()}after\n")
    page.write(FOUND, path, tmp_path)
    written = path.read_text()
    assert "| 2.3 Mpx JPEG → 300 WebP | 41 | 52 |" in written
    page.write(FOUND, path, tmp_path)
    assert path.read_text() == written
    for text in (written, page.PAGE.read_text()):
        assert all(
            text.count(f"<!-- {name} -->\n") == text.count(f"<!-- /{name} -->\n") == 1 for name in page.blocks({})
        )


@pytest.mark.parametrize("name", ["rivals.svg", "growth.svg"])
def test_the_plots_are_pictures_of_what_was_measured(name: str, tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(page.PAGE.read_text())
    page.write(FOUND, path, tmp_path)
    drawn = "".join(ET.parse(tmp_path / name).getroot().itertext())  # noqa: S314 - drawn a moment ago
    assert "2.3 Mpx JPEG → 300 WebP" in drawn or "by megapixels of the source" in drawn


def test_the_page_says_what_the_table_that_is_kept_says() -> None:
    text = page.PAGE.read_text()
    for name, block in page.blocks(results.read()).items():
        assert f"<!-- {name} -->\n" + "\n".join(block) + f"\n<!-- /{name} -->" in text
