"""Next: what next/image writes, as Next's own optimizer judges it."""

from handler.dialects.located import next as dialect
from tests.support.requests.located_urls import check_faults, check_meaning, check_unsaid

MEANT = {
    "url=URL&w=640&q=75": "w=640&q=75",
    "w=3840&q=100&url=URL": "w=3840&q=100",
    "url=URL&w=384&q=80&dpl=dpl_8xKp2": "w=384",
    "url=URL&w=1&q=1&utm_source=x": "w=1&q=1",
}
FAULTS = {
    "w=64&q=75": "url is missing",
    "url=&w=64&q=75": "url has no value",
    "url=/a.jpg&q=75": "w is missing",
    "url=/a.jpg&w=64": "q is missing",
    "url=/a.jpg&w=0&q=75": "w=0: must be at least 1",
    "url=/a.jpg&w=9999&q=75": "w=9999: must be at most",
    "url=/a.jpg&w=1e2&q=75": "w=1e2: must be a whole number",
    "url=/a.jpg&w=+5&q=75": "must be a whole number",
    "url=/a.jpg&w=64&q=101": "q=101: must be at most 100",
    "url=/a.jpg&w=64&w=65&q=75": "w is given more than once",
    "url=/a.jpg&w=64&q=75&dpl=a/b": "dpl=a/b: must be of letters, digits, _ and -, at most 64 of them",
    "url=/a.jpg&w=64&q=75&width=3": "there is no parameter 'width'",
    "url=//evil.example/a.jpg&w=64&q=75": "write a path of this service",
}
UNSAID = ("", "h=64", "w=64&fit=crop&h=9", "w=64&fm=webp", "w=64&blur=3", "w=64&dl=x", "w=64&or=6", "w=64&q=auto")


def test_a_query_is_a_width_and_a_quality_and_accept_chooses_the_format() -> None:
    check_meaning(dialect, MEANT)


def test_what_next_refuses_is_refused_by_name() -> None:
    check_faults(dialect, FAULTS)


def test_what_next_has_no_word_for_is_told() -> None:
    check_unsaid(dialect, UNSAID)
