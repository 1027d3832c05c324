"""Keyring: the keys that links are signed with: out of the environment, or out of a store of secrets, at first use.

1. TINTYPE_SIGNING_KEYS is a list with commas, or the name of one: `secretsmanager:NAME-or-ARN`, `ssm:/name`. The first
   key signs, all of them verify.
2. Of a secret both AWSCURRENT and AWSPREVIOUS verify, so that links made just before a rotation stay good.
3. A list that is fetched is fetched again after some minutes, and once a minute at most when a signature fails, so that
   a rotation is seen at once, and forged links do not wear the store out. What holds while it cannot be had says
   `config/remote`. Nothing is ever verified without keys.
4. No key is printed: settings hide them, errors and log lines never have them.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from pydantic import SecretStr

from handler.config.remote import Remote, reason
from handler.core.signing import hexadecimal_pair, listed

FRESH_SECONDS = 300.0
"""Keys are used so long before they are fetched again."""

RENEW_SECONDS = 60.0
"""So often at most a failed signature leads to another look."""

CONNECT_SECONDS = 1
READ_SECONDS = 2
ATTEMPTS = 2
SECRETS, PARAMETERS = "secretsmanager:", "ssm:"
Keys = tuple[str, ...]
ReadKeys = Callable[[str], Keys]
LONGEST_FOREIGN_KEY = 1024
"""Characters of a key of another service, which may be as short as that service had it."""


class Keyring:
    """The keys of one application."""

    def __init__(self, setting: SecretStr, read: ReadKeys = listed) -> None:
        """Take the setting; ValueError, which shows no key, where it is none. Nothing is fetched yet.

        read: makes keys of a list; those of another service are not made as ours.
        """
        said = setting.get_secret_value().strip()
        self.there = bool(said)
        self.remote = said.startswith((SECRETS, PARAMETERS))
        fetch = _fetching(said, read)
        self.inline: Keys = fetch() if said and not self.remote else ()
        self.stored = Remote("the signing keys", fetch, fresh=FRESH_SECONDS, why=_told)

    def keys(self) -> Keys:
        """Return the keys, none without a setting; SourceBusy while they cannot be had."""
        return self.stored.value() if self.remote else self.inline

    def renew(self) -> bool:
        """Look again after a signature failed; return whether there are other keys now."""
        if not self.remote:
            return False
        before = self.stored.known
        self.stored.renew(RENEW_SECONDS)
        return self.stored.known != before


def foreign_keys(text: str) -> Keys:
    """Return the keys of another service, a list with commas. ValueError shows no key."""
    keys = tuple(part.strip() for part in text.split(",") if part.strip())
    if not keys:
        raise ValueError("there is no key in it")
    for key in keys:
        if len(key) > LONGEST_FOREIGN_KEY or not key.isascii() or not key.isprintable():
            raise ValueError(f"a key is of printable ASCII characters, at most {LONGEST_FOREIGN_KEY}")
    return keys


def paired_keys(text: str) -> Keys:
    """Return the keys of imgproxy, each a pair in hexadecimal, `key:salt`. ValueError shows none."""
    keys = foreign_keys(text)
    for key in keys:
        hexadecimal_pair(key)
    return keys


def _told(error: Exception) -> str:
    """Return what a log may say: our own words, or the service's word for what is wrong, and none of its text."""
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code", "") or reason(error))


def _fetching(setting: str, read: ReadKeys) -> Callable[[], Keys]:
    """Return what gives the keys that a setting has or names."""
    for scheme, fetch in {SECRETS: _secret, PARAMETERS: _parameter}.items():
        if setting.startswith(scheme):
            name = setting.removeprefix(scheme).strip()
            if not name or "," in name:
                raise ValueError(f"after {scheme} comes one name, and no key beside it")
            return partial(fetch, name, read)
    return partial(read, setting)


def _secret(name: str, read: ReadKeys) -> Keys:
    """Return the keys of a secret, its previous ones after them, where there are any that are fit."""
    client = _client("secretsmanager", name)

    def stage(label: str) -> Keys:
        return read(_text(client.get_secret_value(SecretId=name, VersionStage=label).get("SecretString")))

    current = stage("AWSCURRENT")
    try:
        return (*current, *stage("AWSPREVIOUS"))
    except (client.exceptions.ResourceNotFoundException, ValueError):  # never rotated, or what was wrong is put right
        return current


def _parameter(name: str, read: ReadKeys) -> Keys:
    """Return the keys of a parameter of Systems Manager, decrypted."""
    found = _client("ssm", name).get_parameter(Name=name, WithDecryption=True)
    return read(_text(found["Parameter"].get("Value")))


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
