"""The corpus itself: large, the same every time, and all of it asked for."""

import pytest

from tests.support.hostile.asking import watched
from tests.support.hostile.corpus import corpus, digest

LEAST = 400
TESTED = (
    {f"a{n:02}" for n in range(1, 19)}
    | {f"b{n:02}" for n in range(1, 12)}
    | {f"c{n:02}" for n in (1, 2, 3, 4, 5, 7, 9)}
)


def test_there_are_four_hundred_files_and_more() -> None:
    assert len(corpus()) >= LEAST


def test_every_file_belongs_to_a_case_that_is_tested() -> None:
    assert {name[:3] for name in corpus()} == TESTED


@pytest.mark.parametrize("status", [200, 413, 415, 422])
def test_most_files_have_one_answer_and_every_answer_has_files(status: int) -> None:
    certain = [sample for sample in corpus().values() if len(sample.expected) == 1]
    assert len(certain) > 0.6 * len(corpus())
    assert sum(status in sample.expected for sample in certain) >= 50


def test_another_process_makes_the_same_files() -> None:
    assert watched()["digest"] == digest()
