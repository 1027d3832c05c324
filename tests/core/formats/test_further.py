"""Further formats: no page shows them, none needs an extra, and only what people upload is read unasked."""

from handler.core.formats.further import FURTHER


def test_none_needs_an_extra_or_is_chosen_for_a_client() -> None:
    assert {(row.extra, row.clients) for row in FURTHER} == {("", "few")}


def test_only_what_people_upload_is_read_unless_the_settings_say_more() -> None:
    assert {row.name for row in FURTHER if row.reading and row.reading.on} == {"bmp", "ico"}
