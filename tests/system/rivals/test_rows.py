"""The rows of the table, and how each contender is asked for them."""

import re

import pytest

from benchmarks.rivals import growth, versions
from benchmarks.rivals.contenders import OURS, SERVERS, contenders
from benchmarks.rivals.page import HEADS
from benchmarks.rivals.pictures import SOURCES
from benchmarks.rivals.rounds import order
from benchmarks.rivals.rows import BY_NAME, ROWS, Row, chosen
from handler.dialects import native

CONTENDERS = contenders()


def test_rows_are_chosen_by_how_their_names_begin() -> None:
    assert [row.name for row in chosen(["jpeg-2.3", "kept"])] == ["jpeg-2.3-300-webp", "jpeg-2.3-1200-jpeg", "kept"]
    assert chosen([]) == list(ROWS)


def test_a_row_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match=r"no row 'gif2'; they are jpeg-2\.3-300-webp, "):
        chosen(["kept", "gif2"])


def test_every_row_names_a_source_and_a_row_whose_qualities_count() -> None:
    assert {row.task.key for row in ROWS} | growth.keys() <= SOURCES.keys()
    assert all(BY_NAME[row.like].like == row.like for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_ours_is_asked_for_what_there_is(row: Row) -> None:
    path = CONTENDERS[OURS].address(row.task, 80)
    assert path is not None
    key, _, query = path.removeprefix("/images/").partition("?")
    assert key == row.task.key
    if not row.task.original:
        native.parse(query, key)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_has_two_rivals_and_no_two_names_for_one(row: Row) -> None:
    able = [name for name, each in CONTENDERS.items() if each.can(row)]
    assert able[0] == OURS
    assert len(able) > 2
    assert set(able) <= HEADS.keys()


def test_a_quality_that_is_asked_for_is_in_the_address() -> None:
    for each in CONTENDERS.values():
        asked = each.address(ROWS[0].task, 37) or ""
        assert ("37" in asked) is each.steerable


def test_everybody_goes_first_in_turn() -> None:
    rounds = [order(["a", "b", "c"], number) for number in range(3)]
    assert [names[0] for names in rounds] == ["a", "b", "c"]
    assert all(sorted(names) == ["a", "b", "c"] for names in rounds)


def test_rivals_are_pinned_to_exact_versions() -> None:
    for name in ("requirements.txt", "requirements-thumbor.txt"):
        lines = [line for line in (SERVERS / name).read_text().splitlines() if not line.startswith("#")]
        assert lines == versions.pins(SERVERS / name)
    node = (SERVERS / "package.json").read_text()
    assert re.findall(r'"[^"]+": "[\^~>]', node) == []
