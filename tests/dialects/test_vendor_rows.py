"""Rows of services with plain queries: each a door of its own name, with a table of its own."""

from handler.dialects.vendor_rows import PLAIN, VENDOR_ROWS


def test_each_line_becomes_a_door_of_its_own_name() -> None:
    assert [row.name for row in VENDOR_ROWS] == [name for name, *_ in PLAIN]
    assert all(row.family == row.name and row.prefix == f"/{row.name}/" for row in VENDOR_ROWS)
    assert [row.name for row in VENDOR_ROWS] == sorted(row.name for row in VENDOR_ROWS)
