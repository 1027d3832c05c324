"""Hinted queries: which parameters a hint takes the place of."""

import pytest

from handler.dialects.interface import NO_HINTS, ClientHints
from handler.dialects.native.hinted import hinted

BOTH = ClientHints(3, 400, saves=True)


@pytest.mark.parametrize(
    ("given", "hints", "expected"),
    [
        ({"w": "100"}, BOTH, {"w": "100"}),
        ({"w": "100", "ch": "dpr"}, NO_HINTS, {"w": "100", "ch": "dpr"}),
        ({"w": "100", "ch": "dpr"}, BOTH, {"w": "100", "ch": "dpr", "dpr": "3"}),
        ({"w": "100", "dpr": "2", "ch": "dpr"}, BOTH, {"w": "100", "ch": "dpr", "dpr": "3"}),
        ({"w": "100", "dpr": "2", "ch": "width"}, BOTH, {"w": "400", "ch": "width"}),
        ({"w": "100", "ch": "width,dpr"}, ClientHints(3), {"w": "100", "ch": "width,dpr", "dpr": "3"}),
        ({"w": "100", "h": "33", "ch": "width"}, BOTH, {"w": "400", "h": "132", "ch": "width"}),
        ({"w": "8192", "h": "1", "ch": "width"}, BOTH, {"w": "400", "h": "1", "ch": "width"}),
        ({"w": "0.5", "h": "33", "ch": "width"}, BOTH, {"w": "400", "h": "33", "ch": "width"}),
        ({"w": "0", "h": "33", "ch": "width"}, BOTH, {"w": "400", "h": "33", "ch": "width"}),
        ({"w": "9" * 999, "h": "9", "ch": "width"}, BOTH, {"w": "400", "h": "9", "ch": "width"}),
        ({"h": "33", "ch": "width"}, BOTH, {"h": "33", "w": "400", "ch": "width"}),
        ({"ch": "save-data"}, BOTH, {"ch": "save-data"}),
    ],
)
def test_a_hint_takes_the_place_of_its_parameter(
    given: dict[str, str], hints: ClientHints, expected: dict[str, str]
) -> None:
    before = dict(given)
    assert hinted(given, hints) == expected
    assert given == before
