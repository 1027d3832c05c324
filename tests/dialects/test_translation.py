"""Translation: whose an address is, what it becomes in another dialect, and what is told where that cannot say it."""

from urllib.parse import quote

import pytest

from handler.dialects import table, translation
from handler.dialects.table import DIALECTS, Dialect, families
from handler.dialects.translation import door_of, known_dialect, outcome, picture_asked, translations, written_as
from handler.errors import ImageError, InvalidParameter
from tests.support.requests.greeting import GREETING


@pytest.fixture(autouse=True)
def _another(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (*DIALECTS, GREETING._replace(family="greeting"))
    monkeypatch.setattr(table, "DIALECTS", rows)
    monkeypatch.setattr(translation, "DIALECTS", rows)
    monkeypatch.setattr(translation, "HOSTS", {**translation.HOSTS, "hello.example": "greeting"})


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("/images/a.jpg?w=3", "", ""), ("images", "a.jpg?w=3", "")),
        (("https://x.example/generate/qr?text=a", "", ""), ("generate", "qr?text=a", "https://x.example")),
        (("//x.example/info/a.jpg", "", ""), ("info", "a.jpg", "//x.example")),
        (("/a.jpg?w=3", "native", ""), ("images", "a.jpg?w=3", "")),
        (("/a.jpg?w=3", "", "native"), ("images", "a.jpg?w=3", "")),
        (("https://a.hello.example/9/a.jpg", "", "native"), ("greeting", "9/a.jpg", "https://a.hello.example")),
        (("/images/9/a.jpg", "greeting", ""), ("greeting", "images/9/a.jpg", "")),
        (("/greeting/9/a.jpg", "greeting", ""), ("greeting", "9/a.jpg", "")),
    ],
)
def test_whose_an_address_is(asked: tuple[str, str, str], expected: tuple[str, str, str]) -> None:
    found = door_of(*asked)
    assert (found.door.name, found.below, found.base) == expected


def test_an_address_may_name_a_bucket() -> None:
    url = "/aws/s3:mine/300x0/a.jpg"
    assert outcome(url, "native").why == "there is no picture of this key in this bucket"
    done = outcome(url, "native", key_of=lambda bucket, key: f"{bucket}/{key}")
    assert done.url == "/images/mine/a.jpg?w=300&fit=clip&fm=source"


@pytest.mark.parametrize(
    "url", ["a.jpg", "", "http:/a.jpg", "ftp://x/a.jpg", "https://?/a.jpg", "https://x", "/a.jpg#b", "/a.jpg"]
)
def test_what_is_no_address_or_of_no_dialect_is_told(url: str) -> None:
    with pytest.raises(InvalidParameter):
        door_of(url)


def test_a_dialect_is_named_or_the_nearest_proposed() -> None:
    assert known_dialect("native", "to") == "native"
    with pytest.raises(InvalidParameter, match="to=nativ: there is no dialect 'nativ'; did you mean native") as caught:
        known_dialect("nativ", "to")
    assert caught.value.facts["parameter"] == "to"


def test_a_picture_is_said_by_the_first_door_of_a_dialect_that_can() -> None:
    spoken, told = translations("/greeting/9/a.jpg", ["native", "greeting"])
    assert spoken == "greeting"
    assert [each.url for each in told] == ["/images/a.jpg?w=9", "/greeting/9/a.jpg"]
    made = picture_asked(door_of("/generate/qr?text=a"))
    assert written_as(made, "native").url == "/generate/qr?text=a"
    assert written_as(picture_asked(door_of("/images/a.jpg?w=9")), "native", "native").url == "/a.jpg?w=9"


def test_what_cannot_be_said_is_told_and_no_address_given() -> None:
    told = outcome("/images/a.jpg?w=9&hight=3", "native")
    assert (told.url, "hight" in told.why) == ("", True)
    assert "facts" in outcome("/info/a.jpg?w=9", "native").why
    with pytest.raises(ImageError):
        translations("/images/a.jpg?w=0", ["native"])


def test_an_address_means_the_same_where_it_is_written_anew() -> None:
    for query in (
        "",
        "w=9",
        "fm=source",
        "auto=format",
        "w=9&fm=source",
        "w=9&fm=webp&q=40",
        "fm=source&blur=3",
        "v=2",
        "dl=a",
    ):
        first = picture_asked(door_of(f"/images/a.jpg?{query}".rstrip("?")))
        again = picture_asked(door_of(written_as(first, "native").url))
        assert again == first, query


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda row: row.name)
def test_the_example_of_every_door_can_be_read_and_what_has_no_equal_is_told(dialect: Dialect) -> None:
    address = dialect.example.replace("{key}", "bee.jpg")
    for family in sorted(families()):
        told = outcome(address, family)
        assert bool(told.url) != bool(told.why), (address, family)
        if told.url:
            again = outcome(told.url, family, family=family)
            assert again.url == told.url, "what is written reads back as itself"


def test_hosts_are_of_dialects_that_are_there_or_to_come() -> None:
    assert all(host == quote(host) and "/" not in host for host in translation.HOSTS)
