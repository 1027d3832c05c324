"""Modes: the ways in which an answer of S3 can go wrong. `503 SlowDown` beside these is S3's own error."""

from tests.support.faults.proxy import Answer, Exchange, Mode

DRIP_BYTES = 20
DRIP_SECONDS = 0.1
HUGE = 5 * 1024**3


def _half(answer: Answer) -> bytes:
    return answer.body[: len(answer.body) // 2]


def _flipped(answer: Answer) -> bytes:
    body = bytearray(answer.body)
    body[len(body) // 2] ^= 1
    return bytes(body)


def _canned(exchange: Exchange, status: int, media_type: str, body: bytes) -> None:
    headers = [("Content-Type", media_type)] if media_type else []
    exchange.send(Answer(status, [*headers, ("Content-Length", str(len(body)))], body))


def _with_length(answer: Answer, length: int) -> Answer:
    bare = answer.without("content-length")
    return bare._replace(headers=[*bare.headers, ("Content-Length", str(length))])


def _more(answer: Answer, *headers: tuple[str, str]) -> Answer:
    return answer._replace(headers=[*answer.headers, *headers])


def reset_head(exchange: Exchange, _: Answer) -> None:
    exchange.reset()


def close_head(exchange: Exchange, _: Answer) -> None:
    exchange.end()


def stall_head(exchange: Exchange, _: Answer) -> None:
    exchange.stall()


def truncated(exchange: Exchange, answer: Answer) -> None:
    exchange.send(answer, _half(answer))
    exchange.end()


def reset_body(exchange: Exchange, answer: Answer) -> None:
    exchange.send(answer, _half(answer))
    exchange.proxy.over.wait(0.02)  # so that it arrives before the reset, which would overtake it
    exchange.reset()


def stall_body(exchange: Exchange, answer: Answer) -> None:
    exchange.send(answer, _half(answer))
    exchange.stall()


def drip(exchange: Exchange, answer: Answer) -> None:
    exchange.send(answer, b"")
    for start in range(0, len(answer.body), DRIP_BYTES):
        exchange.wfile.write(answer.body[start : start + DRIP_BYTES])
        if exchange.proxy.over.wait(DRIP_SECONDS):
            exchange.end()
            return


def slow(exchange: Exchange, answer: Answer) -> None:
    """Send 200 kB a second: slow, and no drip."""
    exchange.send(answer, b"")
    for start in range(0, len(answer.body), 20_000):
        exchange.wfile.write(answer.body[start : start + 20_000])
        exchange.proxy.over.wait(0.1)


def flip(exchange: Exchange, answer: Answer) -> None:
    exchange.send(answer, _flipped(answer))


def flip_unsummed(exchange: Exchange, answer: Answer) -> None:
    exchange.send(answer.without("x-amz-checksum.*"), _flipped(answer))


def flip_first(exchange: Exchange, answer: Answer) -> None:
    exchange.send(answer, bytes([answer.body[0] ^ 1]) + answer.body[1:])


def unsummed(exchange: Exchange, answer: Answer) -> None:
    exchange.send(answer.without("x-amz-checksum.*"))


def no_meta(exchange: Exchange, answer: Answer) -> None:
    exchange.send(answer.without("etag|last-modified|content-type|accept-ranges|x-amz.*"))


def no_length(exchange: Exchange, answer: Answer) -> None:
    exchange.send(answer.without("content-length"))
    exchange.end()


def endless(exchange: Exchange, answer: Answer) -> None:
    exchange.send(answer.without("content-length"))
    exchange.end()
    while not exchange.proxy.over.is_set():
        exchange.wfile.write(bytes(65_536))


def too_long(exchange: Exchange, answer: Answer) -> None:
    exchange.send(_with_length(answer, len(answer.body) + 1000))
    exchange.end()


def too_short(exchange: Exchange, answer: Answer) -> None:
    exchange.send(_with_length(answer, len(answer.body) // 2))
    exchange.end()


def huge(exchange: Exchange, answer: Answer) -> None:
    exchange.send(_with_length(answer, HUGE))
    exchange.stall()


def many_headers(exchange: Exchange, answer: Answer) -> None:
    exchange.send(_more(answer, *((f"x-amz-meta-{number}", "a") for number in range(200))))


def big_header(exchange: Exchange, answer: Answer) -> None:
    exchange.send(_more(answer, ("x-amz-meta-big", "a" * 70_000)))


def xml200(exchange: Exchange, _: Answer) -> None:
    _canned(exchange, 200, "application/xml", b"<Error><Code>InternalError</Code></Error>")


def empty200(exchange: Exchange, _: Answer) -> None:
    _canned(exchange, 200, "", b"")


def html503(exchange: Exchange, _: Answer) -> None:
    _canned(exchange, 503, "text/html", b"<html>somebody in between</html>")


def garbage500(exchange: Exchange, _: Answer) -> None:
    _canned(exchange, 500, "application/xml", b"<<<no xml at all")


def passed(exchange: Exchange, answer: Answer) -> None:
    exchange.send(answer)


MODES: dict[str, Mode] = {
    each.__name__: each
    for each in (
        *(reset_head, close_head, stall_head, truncated, reset_body, stall_body, drip, slow),
        *(flip, flip_unsummed, flip_first, unsummed, no_meta, no_length, endless, too_long, too_short, huge),
        *(many_headers, big_header, xml200, empty200, html503, garbage500, passed),
    )
}

SERVER_FAULTS = ("503 SlowDown", "500 InternalError", "html503", "garbage500", "503 ServiceUnavailable")
BODY_FAULTS = ("truncated", "reset_body", "flip", "too_long", "stall_body", "drip")
HEAD_FAULTS = ("reset_head", "close_head", "stall_head")
ODD = ("xml200", "empty200", "301 PermanentRedirect", "304")
TRANSIENT = (*SERVER_FAULTS, *BODY_FAULTS, *HEAD_FAULTS, *ODD)
"""Faults that S3 may have once and not again."""
