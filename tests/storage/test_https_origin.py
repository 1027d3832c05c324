"""HTTPS origin: pictures come from allowed hosts alone, over one judged address each time, whole or not at all."""

import socket
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from handler.core.limits import Limits
from handler.errors import ImageError, TooLarge
from handler.runtime.time_budget import budgeted
from handler.storage import https_origin
from handler.storage.https import origin_answer, pinned_connection
from handler.storage.https.addresses import is_public
from handler.storage.https_origin import HttpsOrigins
from tests.support.clocks import Clock
from tests.support.origins.authority import HOST, serving
from tests.support.origins.origin_server import LOOPBACK, Asked, OriginServer, Reply, origin_server

BODY = bytes(range(256)) * 300
STRONG = {"ETag": '"one"', "Last-Modified": "Sun, 01 Nov 2026 08:00:00 GMT", "Cache-Control": "max-age=60"}


def always(reply: Reply) -> Callable[[Asked], Reply]:
    return lambda _: reply


def fault(work: Callable[[], object]) -> str:
    """Return the fault of what fails, and its status."""
    with pytest.raises(ImageError) as caught:
        work()
    return f"{caught.value.fault} {caught.value.status}"


def read(origins: HttpsOrigins, url: str) -> bytes:
    with origins.get(url) as file:
        return file.read()


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The addresses to which a socket was connected, or tried to be."""
    found: list[object] = []
    really = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        found.append(address)
        really(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)
    return found


def test_a_picture_is_fetched_with_what_its_host_says_of_it(origin: OriginServer) -> None:
    origin.answering = always(Reply(BODY, headers={**STRONG, "Content-Type": "image/jpeg"}))
    origins, url = origin.origins(), f"{origin.origin}/a.jpg?v=2"
    facts = origins.head(url)
    assert (facts.size, facts.content_type, facts.cache_control) == (len(BODY), "image/jpeg", "max-age=60")
    assert facts.modified == datetime(2026, 11, 1, 8, tzinfo=UTC)
    assert facts.version == f"one~{sha256(url.encode()).hexdigest()[:16]}"
    with origins.get(url, facts) as file:
        assert (file.facts, file.read()) == (facts, BODY)
    assert [(each.method, each.target) for each in origin.asked] == [("HEAD", "/a.jpg?v=2"), ("GET", "/a.jpg?v=2")]


@pytest.mark.case("L09")
def test_what_is_sent_is_fixed(origin: OriginServer) -> None:
    origin.answering = always(Reply(BODY))
    read(origin.origins(), f"{origin.origin}/a.jpg")
    (asked,) = origin.asked
    assert asked.headers["User-Agent"].startswith("Tintype/")
    assert len(asked.lines) == len(asked.headers), "none comes twice"
    assert {name: text for name, text in asked.headers.items() if name != "User-Agent"} == {
        "Host": f"{HOST}:{origin.port}",
        "Accept": "image/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example.com/pics/a.jpg",
        "https://images.example.com/pics/a.jpg",  # another port
        "https://images.example.com.evil.example/pics/a.jpg",
        "{}/a.jpg",
        "{}/pics",
        "{}/picsa/a.jpg",
        "{}/pics%2Fa.jpg",
    ],
)
def test_outside_of_the_origins_nothing_is_looked_up(origin: OriginServer, url: str) -> None:
    origins = origin.origins(prefix="/pics")
    for ask in (origins.head, origins.get):
        assert fault(lambda ask=ask: ask(url.format(origin.origin))) == "unlisted 403"  # type: ignore[misc]
    assert (origin.lookups, origin.connected) == ([], 0)


@pytest.mark.case("L09")
def test_without_origins_no_url_is_fetched() -> None:
    assert fault(lambda: HttpsOrigins((), Limits()).get("https://images.example.com/a.jpg")) == "unlisted 403"


PRIVATE = """0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.9.9.9 168.63.129.16 169.254.169.254
169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1
203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8
::ffff:0:10.0.0.1 64:ff9b::a00:1 64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1 2001:0:53aa:64c::1 2001:db8::1
2002:7f00:1::1 2002:808:808::1 3fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%lo fec0::1 ff02::1 text"""


@pytest.mark.case("L09")
def test_no_socket_is_opened_to_an_address_that_is_not_public(origin: OriginServer, reached: list[object]) -> None:
    for address in PRIVATE.split():
        for found in ([address], ["93.184.215.14", address], [address, "2606:4700::1111"]):
            origins = origin.origins(lookup=lambda _, found=found: found, allowed=is_public)
            assert fault(lambda origins=origins: origins.get(f"{origin.origin}/a.jpg")) == "private 403"  # type: ignore[misc]
    assert (reached, origin.connected) == ([], 0)


@pytest.mark.case("L09")
def test_the_address_that_was_judged_is_the_one_that_is_asked(
    origin: OriginServer, reached: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: a second lookup would find another address. There is none, not even by `connect`."""
    answers = iter([[LOOPBACK], ["169.254.169.254"]])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("a name was looked up again"))
    origin.answering = always(Reply(BODY))
    origins = origin.origins(lookup=lambda _: next(answers))
    assert read(origins, f"{origin.origin}/a.jpg") == BODY
    assert fault(lambda: origins.get(f"{origin.origin}/a.jpg")) == "private 403"
    assert reached == [(LOOPBACK, origin.port)]


@pytest.mark.case("L09")
@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_a_redirect_is_judged_as_a_url_of_its_own(origin: OriginServer, method: str) -> None:
    other = f"https://cdn.example.com:{origin.port}"
    leading = {
        "/inside": "/pics/a.jpg",
        "/fragment": "/pics/a.jpg#top",
        "/utf8": "/pics/é.jpg",
        "/http": f"http://{HOST}:{origin.port}/pics/a.jpg",
        "/elsewhere": "https://evil.example/a.jpg",
        "/beside": f"{other}/a.jpg",
        "/back": f"{other}/pics/../a.jpg",
        "/metadata": "https://169.254.169.254/latest/meta-data/",
        "/user": f"https://me@{HOST}:{origin.port}/pics/a.jpg",
        "/file": "file:///etc/passwd",
        "/loop": "/loop",
        "/nothing": "",
        "/garbage": "https://[::1",
    }

    def answering(asked: Asked) -> Reply:
        location = leading.get(asked.target)
        return Reply(BODY, headers=STRONG) if location is None else Reply(b"x", 302, {"Location": location or None})

    origin.answering = answering
    origins = origin.origins(f"{other}/pics")

    def asked(path: str) -> object:
        url = f"{origin.origin}{path}"
        return origins.head(url).size if method == "HEAD" else len(read(origins, url))

    assert {asked(path) for path in ("/inside", "/fragment", "/utf8")} == {len(BODY)}
    assert origin.asked[-1].target == "/pics/%C3%A9.jpg"
    away = ("/http", "/elsewhere", "/beside", "/back", "/metadata", "/user", "/file", "/garbage")
    assert {fault(lambda path=path: asked(path)) for path in away} == {"astray 403"}  # type: ignore[misc]
    before = origin.connected
    assert fault(lambda: asked("/loop")) == "moved 502"
    assert origin.connected == before + 4
    assert fault(lambda: asked("/nothing")) == "odd 502"
    assert set(origin.lookups) == {HOST}


@pytest.mark.case("L09")
def test_a_redirect_to_another_origin_is_looked_up_and_judged_anew(origin: OriginServer) -> None:
    """Its host has another address by then, or a private one: both are seen."""
    other = f"https://cdn.example.com:{origin.port}"
    origin.answering = lambda asked: (
        Reply(BODY) if asked.target == "/end" else Reply(status=307, headers={"Location": f"{other}/end"})
    )
    hosts = {HOST: [LOOPBACK], "cdn.example.com": ["10.0.0.1"]}
    origins = origin.origins(other, lookup=hosts.__getitem__)
    assert fault(lambda: origins.get(f"{origin.origin}/a.jpg")) == "private 403"
    hosts["cdn.example.com"] = [LOOPBACK]
    assert fault(lambda: origins.get(f"{origin.origin}/a.jpg")) == "certificate 502", "which is of the first host"


def test_a_certificate_has_to_be_of_the_host_and_good(origin: OriginServer) -> None:
    del origin  # for its patience
    for context in (serving("other.example.com"), serving(days=-1)):
        with origin_server(context) as server:
            assert fault(lambda server=server: server.origins().get(f"{server.origin}/a.jpg")) == "certificate 502"  # type: ignore[misc]
            assert server.asked == []


def test_the_systems_authorities_do_not_know_the_tests_own(origin: OriginServer) -> None:
    origins = origin.origins(context=pinned_connection.trusted)
    assert fault(lambda: origins.get(f"{origin.origin}/a.jpg")) == "certificate 502"


STATUSES = {
    **dict.fromkeys((404, 410), "missing 404"),
    **dict.fromkeys((401, 403), "denied 404"),
    429: "throttled 503",
    **dict.fromkeys((500, 502, 503, 504, 599), "unwell 503"),
    **dict.fromkeys((400, 402, 405, 406, 412, 416, 418, 451, 499), "refused 502"),
    **dict.fromkeys((201, 204, 206, 300, 304, 305), "odd 502"),
}


def test_statuses_become_those_of_a_store(origin: OriginServer) -> None:
    origins, found = origin.origins(), {}
    for status in STATUSES:
        origin.answering = always(Reply(BODY, status))
        found[status] = fault(lambda: origins.get(f"{origin.origin}/a.jpg"))
    assert found == STATUSES
    origin.answering = always(Reply(status=429))
    with pytest.raises(ImageError) as caught:
        origins.get(f"{origin.origin}/a.jpg")
    assert "retry-after" in caught.value.headers()


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
WEAK = {"ETag": 'W/"one"'}


def test_bodies_that_are_not_whole_or_not_plain_are_errors(origin: OriginServer) -> None:
    longer = {"Content-Length": str(len(BODY) + 1)}
    spoilt = {
        "truncated": (Reply(BODY, headers={**STRONG, **longer}), "broken 502"),
        "truncated and weak": (Reply(BODY, headers={**WEAK, **longer}), "broken 502"),
        "truncated without TLS's end": (Reply(BODY, headers=longer, ragged=True), "broken 502"),
        "endless without TLS's end": (Reply(BODY, headers={"Content-Length": None}, ragged=True), "broken 502"),
        "chunk": (Reply(raw=CHUNKED + b"5\r\nab"), "broken 502"),
        "no last chunk": (Reply(raw=CHUNKED + b"2\r\nab\r\n"), "broken 502"),
        "gzip": (Reply(BODY, headers={"Content-Encoding": "gzip"}), "encoded 502"),
        "br": (Reply(BODY, headers={"Content-Encoding": "br, identity"}), "encoded 502"),
        "gzip, chunked": (Reply(BODY, headers={"Transfer-Encoding": "gzip, chunked"}), "odd 502"),
        "two lengths": (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 2\r\n\r\nabc"), "odd 502"),
        "no number": (Reply(BODY, headers={"Content-Length": "+3"}), "odd 502"),
        "garbage": (Reply(raw=b"SSH-2.0-x\r\n\r\n"), "broken 502"),
        "nothing": (Reply(raw=b""), "broken 502"),
        "headers": (Reply(headers={f"x-{number}": "a" for number in range(200)}), "headers 502"),
        "header": (Reply(headers={"x": "a" * 70_000}), "headers 502"),
    }
    found = {}
    for name, (reply, _) in spoilt.items():
        origin.answering = always(reply)
        origins = origin.origins()  # whose circuit breaker knows nothing yet
        found[name] = fault(lambda origins=origins: read(origins, f"{origin.origin}/a.jpg"))  # type: ignore[misc]
    assert found == {name: expected for name, (_, expected) in spoilt.items()}


def test_bodies_without_a_length_are_whole_where_their_end_is_one(origin: OriginServer) -> None:
    origins = origin.origins()
    for reply in (
        Reply(raw=CHUNKED + b"2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n"),
        Reply(b"abc", headers={"Content-Length": None}),
    ):
        origin.answering = always(reply)
        with origins.get(f"{origin.origin}/a.jpg") as file:
            assert (file.size, file.read()) == (3, b"abc")
            assert file.facts.version == sha256(b"abc").hexdigest()


def test_past_the_limit_nothing_is_read(origin: OriginServer) -> None:
    origins = origin.origins(limits=Limits(bytes=1000))
    said = Reply(headers={**STRONG, "Content-Length": "1001"}, silent=True)
    for reply in (
        said,
        replace(said, headers={"Content-Length": "1001"}),
        Reply(BODY, headers={"Content-Length": None}),
    ):
        origin.answering = always(reply)
        with pytest.raises(TooLarge) as caught:
            origins.get(f"{origin.origin}/a.jpg")
        assert caught.value.facts["limit"] == "bytes"


@pytest.mark.parametrize("etag", ['W/"one"', "one", '""', '"o"ne"', '"one', f'"{"a" * 300}"', '"o\tne"', None])
def test_what_promises_no_bytes_is_hashed(origin: OriginServer, etag: str | None) -> None:
    origin.answering = always(Reply(BODY, headers={"ETag": etag}))
    origins, url = origin.origins(), f"{origin.origin}/a.jpg"
    facts = origins.head(url)
    assert (facts.version, facts.size) == (sha256(BODY).hexdigest(), len(BODY))
    assert [each.method for each in origin.asked] == ["HEAD", "GET"]
    assert read(origins, url) == BODY


@pytest.mark.parametrize("headers", [STRONG, WEAK])
def test_another_version_than_the_one_that_is_known_is_replaced(
    origin: OriginServer, headers: Mapping[str, str | None]
) -> None:
    origin.answering = always(Reply(BODY, headers=headers))
    origins, url = origin.origins(), f"{origin.origin}/a.jpg"
    known = origins.head(url)
    with origins.get(url, known) as file:
        assert file.read() == BODY
    origin.answering = always(Reply(BODY[1:], headers={**headers, **({"ETag": '"two"'} if headers is STRONG else {})}))
    assert fault(lambda: origins.get(url, known)) == "replaced 503"


def test_a_strong_etag_is_the_version_also_where_get_tells_no_length(origin: OriginServer) -> None:
    chunked = CHUNKED.replace(b"\r\n\r\n", b'\r\nETag: "one"\r\n\r\n3\r\nabc\r\n0\r\n\r\n')
    origin.answering = lambda asked: Reply(raw=chunked) if asked.method == "GET" else Reply(b"abc", headers=STRONG)
    origins, url = origin.origins(), f"{origin.origin}/a.jpg"
    with origins.get(url, origins.head(url)) as file:
        assert (file.read(), file.size) == (b"abc", 3)


@pytest.mark.parametrize("status", [400, 403, 405, 501])
def test_a_host_that_refuses_head_is_asked_by_get(origin: OriginServer, status: int) -> None:
    origin.answering = lambda asked: Reply(BODY, headers=STRONG) if asked.method == "GET" else Reply(status=status)
    facts = origin.origins().head(f"{origin.origin}/a.jpg")
    assert (facts.size, facts.version.partition("~")[0]) == (len(BODY), "one")


def test_a_head_that_finds_nothing_is_believed(origin: OriginServer) -> None:
    origin.answering = always(Reply(status=404))
    assert fault(lambda: origin.origins().head(f"{origin.origin}/a.jpg")) == "missing 404"
    assert [each.method for each in origin.asked] == ["HEAD"]


@pytest.mark.parametrize(
    "text", ["yesterday", "Sun, 01 Nov 99999999999999999999 08:00:00 GMT", "Sun, 01 Nov 2026 08:00:00", None]
)
def test_a_date_that_is_none_is_left_out(origin: OriginServer, text: str | None) -> None:
    origin.answering = always(Reply(BODY, headers={**STRONG, "Last-Modified": text}))
    assert origin.origins().head(f"{origin.origin}/a.jpg").modified is None


def test_a_silent_host_is_not_waited_for(origin: OriginServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pinned_connection, "SILENT_SECONDS", 0.1)
    origins, url = origin.origins(), f"{origin.origin}/a.jpg"
    for reply in (
        Reply(raw=b"HTTP/1.1 200", silent=True),
        Reply(BODY, headers={"Content-Length": "9999999"}, silent=True),
    ):
        origin.answering = always(reply)
        assert fault(lambda: origins.get(url)) == "slow 504"


def test_a_drip_ends_with_the_time_of_the_picture(origin: OriginServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte a second keeps every timeout of a socket away: of the head, and of the body."""
    clock = Clock()
    clock.drive(monkeypatch, https_origin, pinned_connection, origin_answer)
    monkeypatch.setattr(https_origin, "MOST_SECONDS", 10.0)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-Long: " + b"a" * 100
    for reply in (Reply(raw=head, between=lambda: clock.forward(1)), Reply(BODY, between=lambda: clock.forward(1))):
        origin.answering = always(reply)
        origins = origin.origins()
        assert fault(lambda origins=origins: read(origins, f"{origin.origin}/a.jpg")) == "slow 504"  # type: ignore[misc]


def test_a_body_that_comes_too_slowly_is_given_up_early(origin: OriginServer, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    clock.drive(monkeypatch, origin_answer)
    origin.answering = always(Reply(BODY, headers=STRONG, between=lambda: clock.forward(1)))
    with origin.origins().get(f"{origin.origin}/a.jpg") as file:
        assert fault(file.load) == "slow 504"
        assert file.read_so_far < 1000


def test_a_request_that_has_no_time_left_asks_nobody(origin: OriginServer) -> None:
    origins, url = origin.origins(), f"{origin.origin}/a.jpg"
    with budgeted(0):
        assert {fault(lambda: origins.get(url)) for _ in range(9)} == {"slow 504"}
    assert (origin.lookups, origin.connected) == ([], 0)
    origin.answering = always(Reply(BODY))
    assert read(origins, url) == BODY, "the host is not to blame"


def test_a_host_that_does_not_answer_is_left_alone_for_a_while(origin: OriginServer, reached: list[object]) -> None:
    origins, url = origin.origins(), f"{origin.origin}/a.jpg"
    origin.listening.shutdown(socket.SHUT_RDWR)
    origin.close()
    assert [fault(lambda: origins.get(url)) for _ in range(6)] == ["down 503"] * 5 + ["shut 503"]
    assert len(reached) == 5


def test_the_next_address_is_tried_where_one_does_not_connect(origin: OriginServer) -> None:
    origin.answering = always(Reply(BODY))
    origins = origin.origins(lookup=lambda _: ["::1", LOOPBACK], allowed=lambda _: True)
    assert read(origins, f"{origin.origin}/a.jpg") == BODY
