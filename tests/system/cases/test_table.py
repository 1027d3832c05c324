"""Every case is held by a test or says why it cannot apply, and docs/security.md shows just that."""

import re

from tests.support.cases.held import held
from tests.support.cases.page import PAGE, parted, results_in, run_in, table
from tests.support.cases.table import CASES, GROUPS

RESULT = re.compile(r"\|[^|]*\|$", re.MULTILINE)


def test_there_are_135_cases_in_the_groups_there_are() -> None:
    assert len(CASES) == 135
    assert {each[0] for each in CASES} == {*GROUPS}
    assert [*CASES] == sorted(CASES)


def test_every_case_is_held_by_a_test_or_says_why_it_cannot_apply() -> None:
    tests = held()
    missing = [each.id for each in CASES.values() if not each.reason and each.id not in tests]
    assert not missing, f"no test bears @pytest.mark.case of {' '.join(missing)}"


def test_no_mark_names_a_case_that_there_is_not() -> None:
    assert {*held()} <= {*CASES}


def test_the_page_shows_the_cases_and_their_tests() -> None:
    _, inside, _ = parted(PAGE.read_text())
    fresh = table(results_in(inside), run_in(inside))
    assert RESULT.sub("|", inside) == RESULT.sub("|", fresh), "run `make docs`"


def test_no_result_on_the_page_is_a_failure() -> None:
    """The page is committed: what it says was seen."""
    assert [case for case, said in results_in(PAGE.read_text()).items() if said.startswith("failed")] == []
