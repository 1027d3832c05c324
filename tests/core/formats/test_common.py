"""Common formats: those that need nothing beside Pillow and are read or written everywhere."""

from handler.core.formats.common import COMMON


def test_common_formats_need_no_extra() -> None:
    assert [row.name for row in COMMON if row.extra] == []


def test_those_of_pages_come_first() -> None:
    clients = [row.clients for row in COMMON]
    assert (clients[0], clients[-1]) == ("all", "few")
