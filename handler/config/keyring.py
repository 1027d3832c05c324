"""Keyring: the keys that links are signed with: out of the environment, or out of a store of secrets, at first use.

1. TINTYPE_SIGNING_KEYS is a list with commas, or the name of one: `secretsmanager:NAME-or-ARN`, `ssm:/name`. The first
   key signs, all of them verify.
2. Of a secret both AWSCURRENT and AWSPREVIOUS verify, so that links made just before a rotation stay good.
3. A list that is fetched is fetched again after some minutes, and once a minute at most when a signature fails, so that
   a rotation is seen at once, and forged links do not wear the store out.
4. While it cannot be had, what was had before is used; where there was nothing the answer is 503, and the next request
   but a moment later tries again. Nothing is ever verified without keys.
5. No key is printed: settings hide them, errors and log lines never have them.
"""

import logging
from collections.abc import Callable
from functools import partial
from threading import Lock
from time import monotonic
from typing import Any

from pydantic import SecretStr

from handler.core.signing import listed
from handler.errors import SourceBusy

log = logging.getLogger("tintype")

FRESH_SECONDS = 300.0
RENEW_SECONDS = 60.0
"""So often at most a failed signature leads to another look."""

RETRY_SECONDS = 2.0
"""So long a failure is remembered: for whoever waited beside the one that failed."""

PATIENT_SECONDS = 30.0
"""So long it is remembered where older keys do meanwhile."""

CONNECT_SECONDS = 1
READ_SECONDS = 2
ATTEMPTS = 2
SECRETS, PARAMETERS = "secretsmanager:", "ssm:"
Keys = tuple[str, ...]


class Keyring:
    """The keys of one application."""

    def __init__(self, setting: SecretStr) -> None:
        """Take the setting; ValueError, which shows no key, where it is none. Nothing is fetched yet."""
        said = setting.get_secret_value().strip()
        self.there = bool(said)
        self.remote = said.startswith((SECRETS, PARAMETERS))
        self.fetch = _fetching(said)
        self.known: Keys = self.fetch() if said and not self.remote else ()
        self.fetched = self.failed = self.renewed = float("-inf")
        self.lock = Lock()

    def keys(self) -> Keys:
        """Return the keys; SourceBusy while they cannot be had."""
        if self.remote and monotonic() - self.fetched > FRESH_SECONDS:
            self._look(lambda: self.fetched + FRESH_SECONDS)
        if not self.known:
            raise SourceBusy("the signing keys cannot be had now")
        return self.known

    def renew(self) -> bool:
        """Look again after a signature failed; return whether there are other keys now."""
        before = self.known
        if self.remote and monotonic() - self.renewed > RENEW_SECONDS:
            self._look(lambda: self.renewed + RENEW_SECONDS)
        return self.known != before

    def _look(self, due: Callable[[], float]) -> None:
        """Fetch the keys, unless another thread does, just has or just could not. Who has keys waits for nobody."""
        if not self.lock.acquire(blocking=not self.known):
            return
        try:
            forgotten = self.failed + (PATIENT_SECONDS if self.known else RETRY_SECONDS)
            if monotonic() >= max(due(), forgotten):
                self._fetch()
        finally:
            self.lock.release()

    def _fetch(self) -> None:
        self.renewed = monotonic()
        try:
            self.known = self.fetch()
            self.fetched = monotonic()
        except Exception as error:  # noqa: BLE001 - boto3 raises what it likes, and none of it lets anyone pass
            self.failed = monotonic()
            log.error("the signing keys cannot be had: %s", _told(error))  # noqa: TRY400 - a trace might show them


def _told(error: Exception) -> str:
    """Return what a log may say: our own words, or the service's word for what is wrong, and none of its text."""
    response = getattr(error, "response", None) or {}
    own = str(error) if type(error) is ValueError else type(error).__name__
    return str(response.get("Error", {}).get("Code", "") or own)


def _fetching(setting: str) -> Callable[[], Keys]:
    """Return what gives the keys that a setting has or names."""
    for scheme, fetch in {SECRETS: _secret, PARAMETERS: _parameter}.items():
        if setting.startswith(scheme):
            name = setting.removeprefix(scheme).strip()
            if not name or "," in name:
                raise ValueError(f"after {scheme} comes one name, and no key beside it")
            return partial(fetch, name)
    return partial(listed, setting)


def _secret(name: str) -> Keys:
    """Return the keys of a secret, its previous ones after them, where there are any that are fit."""
    client = _client("secretsmanager", name)

    def stage(label: str) -> Keys:
        return listed(_text(client.get_secret_value(SecretId=name, VersionStage=label).get("SecretString")))

    current = stage("AWSCURRENT")
    try:
        return (*current, *stage("AWSPREVIOUS"))
    except (client.exceptions.ResourceNotFoundException, ValueError):  # never rotated, or what was wrong is put right
        return current


def _parameter(name: str) -> Keys:
    """Return the keys of a parameter of Systems Manager, decrypted."""
    found = _client("ssm", name).get_parameter(Name=name, WithDecryption=True)
    return listed(_text(found["Parameter"].get("Value")))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("it is no text")  # noqa: TRY004 - of a secret, which may be bytes
    return value


def _client(service: str, name: str) -> Any:  # noqa: ANN401 - a client that boto3 makes
    """Return a client, in the region that an ARN names."""
    import boto3  # noqa: PLC0415 - only where keys are fetched
    from botocore.config import Config  # noqa: PLC0415 - as above

    retries: Any = {"total_max_attempts": ATTEMPTS, "mode": "standard"}
    config = Config(connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS, retries=retries)
    region = name.split(":")[3] if name.startswith("arn:") else None
    return boto3.client(service, region_name=region, config=config)  # type: ignore[call-overload]
