"""Faults of a store that never end, each with its case and the status of the answer."""

import pytest

CASES = {
    "H01": {"503 SlowDown": 503, "503 ServiceUnavailable": 503},
    "H02": {"500 InternalError": 502, "html503": 502, "garbage500": 502},
    "H04": {"reset_head": 502, "close_head": 502},
    "H05": {"truncated": 502, "too_long": 502},
    "H06": {"reset_body": 502, "stall_body": 504},
    "H07": {"stall_head": 504},
    "H08": {"drip": 504},
    "H09": {"flip": 502},
    "H10": {"flip_unsummed": 502, "too_short": 502},
    "H12": {"xml200": 502, "empty200": 502, "301 PermanentRedirect": 502, "304": 502},
    "H13": {"many_headers": 502, "big_header": 502},
    "E09": {"404 NoSuchKey": 404, "403 AccessDenied": 404},
}
"""For each case of docs/security.md: mode of the proxy -> status of the answer."""

FOR_GOOD = [
    pytest.param(mode, status, marks=pytest.mark.case(case), id=f"{case}-{mode}")
    for case, modes in CASES.items()
    for mode, status in modes.items()
]
"""The same as parameters of a test: mode and status."""
