"""HTTPS origin: pictures of other hosts, of those that TINTYPE_ORIGINS names and of no other.

1. A URL lies in an allowed origin or nothing is opened, not even a lookup of its name.
2. The host is looked up once for each connection, every address that it has is judged, and the connection goes to one
   of those: who answers a second lookup with another address is not asked.
3. A redirect is a new URL, judged as the first one; there are at most three.
4. One deadline holds for all of it, redirects and body included, and ends with the request's own.
5. HEAD is a saving, and no need: where a host refuses it or tells no strong ETag, GET is asked.
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from ssl import SSLContext
from time import monotonic
from urllib.parse import urljoin

from handler.core.limits import Limits
from handler.core.origins.allowed_origin import allowed_origin, origin_of
from handler.core.origins.https_url import HttpsUrl, read_url
from handler.core.source_file import SourceFacts, SourceFile
from handler.errors import ImageError
from handler.runtime.time_budget import budget
from handler.storage.circuit_breaker import CircuitBreaker
from handler.storage.https.addresses import is_public
from handler.storage.https.origin_answer import OriginAnswer
from handler.storage.https.origin_errors import origin_error
from handler.storage.https.pinned_connection import Countdown, PinnedConnection, trusted
from handler.storage.https.resolver import Lookup, checked_addresses, looked_up, resolved

MOST_REDIRECTS = 3
MOST_SECONDS = 10.0
"""How long one picture may take, from the lookup to its last byte."""

LOOKUP_SECONDS = 2.0

HEADLESS = frozenset({"refused", "denied", "unwell", "odd", "encoded", "broken"})
"""Faults of a HEAD after which a GET may find a picture: 405, 501, a link that is signed for GET alone."""


@dataclass(frozen=True)
class OriginNetwork:
    """What other hosts are reached by. Tests put others in place of these; no setting does."""

    lookup: Lookup = looked_up
    allowed: Callable[[str], bool] = is_public
    context: Callable[[], SSLContext] = trusted


INTERNET = OriginNetwork()


class HttpsOrigins:
    """The allowed origins, each with a circuit breaker for its host."""

    def __init__(self, origins: Iterable[str], limits: Limits, network: OriginNetwork | None = None) -> None:
        """Read the origins; ValueError where a text is none. limits: of them the bytes of one picture.

        network: None for the internet.
        """
        self.origins = tuple(map(allowed_origin, origins))
        self.limits, self.network = limits, network or INTERNET
        self.circuits = {(each.host, each.port): CircuitBreaker() for each in self.origins}

    def head(self, url: str) -> SourceFacts:
        """Return what is known of a picture without its bytes, if its host tells it so."""
        try:
            answer = self._answer("HEAD", url)
            answer.close()
            if facts := answer.facts():
                return facts
        except ImageError as error:
            if error.fault not in HEADLESS:
                raise
        with self.get(url) as file:
            return file.facts

    def get(self, url: str, known: SourceFacts | None = None) -> SourceFile:
        """Return a picture. known: the version that it has to be; another one is the fault `replaced`."""
        with ExitStack() as opened:
            answer = self._answer("GET", url)
            opened.callback(answer.close)
            file = answer.file(self.limits)
            if known and known.version != file.facts.version:
                raise origin_error("replaced")
            opened.pop_all()  # it is closed with the file
        return file

    def _answer(self, method: str, text: str) -> OriginAnswer:
        """Return an answer whose body is the picture."""
        countdown = Countdown(min(monotonic() + MOST_SECONDS, budget().end))
        url = read_url(text)
        if origin_of(url, self.origins) is None:
            raise origin_error("unlisted")
        for _ in range(1 + MOST_REDIRECTS):
            with ExitStack() as opened:
                answer = self._asked(method, url, countdown)
                opened.callback(answer.close)
                if (location := answer.location) is None:
                    answer.check()
                    opened.pop_all()
                    return answer
                url = self._followed(url, location)
        raise origin_error("moved")

    def _asked(self, method: str, url: HttpsUrl, countdown: Countdown) -> OriginAnswer:
        """Ask for a URL that lies in an origin, and return the answer as it is."""
        connection = PinnedConnection(url, self.network.context(), countdown)
        patience = countdown.seconds(LOOKUP_SECONDS)  # where no time is left the host is not to blame
        try:
            with self.circuits[url.host, url.port]:
                found = resolved(url.host, patience, self.network.lookup)
                connection.connect(checked_addresses(found, self.network.allowed))
                return OriginAnswer(url, connection, connection.ask(method))
        except BaseException:
            connection.close()
            raise

    def _followed(self, url: HttpsUrl, location: str) -> HttpsUrl:
        """Return where a redirect leads, if it lies in an origin too."""
        try:
            said = location.encode("latin-1").decode()  # which http.client has read as Latin-1
            followed = read_url(urljoin(url.text, said.partition("#")[0]))
        except ValueError as error:
            raise origin_error("astray") from error
        if origin_of(followed, self.origins) is None:
            raise origin_error("astray")
        return followed
