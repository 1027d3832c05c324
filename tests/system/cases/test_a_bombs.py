"""A: small files that ask for much are answered at once, and cost neither memory nor time."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from handler.config.settings import Settings
from tests.support.hostile.asking import ask, asked
from tests.support.hostile.corpus import corpus, of_case

NUMBERS = range(1, 19)

pytestmark = pytest.mark.filterwarnings("ignore:::PIL")


@pytest.mark.parametrize("case", [pytest.param(f"a{n:02}", marks=pytest.mark.case(f"A{n:02}")) for n in NUMBERS])
def test_every_bomb_gets_the_answer_that_is_expected(case: str) -> None:
    for sample in of_case(case):
        asked(sample)


@pytest.mark.case("A13")
def test_no_file_makes_the_libraries_talk(capfd: pytest.CaptureFixture[str]) -> None:
    for case in ("a12", "a13", "a14", "b01", "b03"):
        for sample in of_case(case):
            ask(sample)
    said = capfd.readouterr().err.splitlines()
    assert len(said) < sum(sample.name.endswith("tiff") for sample in corpus().values())


@pytest.mark.case("A12", "A10")
def test_more_frames_than_are_wanted_are_not_counted() -> None:
    for name in ("a12-60000-pages.tiff", "a10-first-frame.gif", "a10-first-frame.webp", "a10-first-frame.png"):
        sample = corpus()[name]
        facts = ask(sample, f"{sample.query}&fm=json".replace("fm=webp&", "")).json()["source"]
        assert facts["frames"] == Settings().limits.frames + 1


@pytest.mark.case("A19")
def test_twenty_bombs_at_once_are_all_answered() -> None:
    bombs = [sample for sample in corpus().values() if sample.name.startswith("a")]
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(ask, bombs))
    for sample, answer in zip(bombs, answers, strict=True):
        assert answer.status_code in {*sample.expected, 503}, sample.name
    assert sum(answer.status_code == 503 for answer in answers) == 0 or all(
        "retry-after" in answer.headers for answer in answers if answer.status_code == 503
    )
