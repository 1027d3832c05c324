"""Check config: judge the settings in the environment before anything is deployed or started with them.

Every wrong variable is named, not the first alone. Nothing is fetched: whether a bucket, a secret or a file in S3 is
there, `tintype serve` and the running function find out.
"""

import argparse
import os
import re
from collections.abc import Callable, Iterator, Mapping

from handler.commands.misuse import check_presets_of
from handler.config.settings import PREFIX, Settings
from handler.storage.font_files import font_files
from handler.storage.result_store import ResultStore
from handler.storage.sources import Sources

WRONG = 2
ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^\s/?#]+")


def run(chosen: argparse.Namespace) -> int:
    """Print what is wrong, a line for each variable, and return 2; 0 where nothing is."""
    del chosen
    faults = list(config_faults(os.environ))
    print(*(faults or [f"the settings are right{_shut()}"]), sep="\n", flush=True)
    return WRONG if faults else 0


def _shut() -> str:
    """Return what may be meant and may not: other services' addresses alone are answered."""
    named = "native" in Settings.read(os.environ).dialects
    return "" if named else "; our own doors are shut: TINTYPE_DIALECTS does not name native"


def config_faults(environ: Mapping[str, str]) -> Iterator[str]:
    """Return what is wrong with the settings of an environment, each beginning with its variable."""
    right = {}
    for name in sorted(name for name in environ if name.startswith(PREFIX)):
        try:
            Settings.read({name: environ[name]})
        except ValueError as error:
            yield str(error)
        else:
            right[name] = environ[name]
    settings = Settings.read(right)
    for name, judge in JUDGES.items():
        try:
            judge(settings)
        except ValueError as error:
            yield f"{name}: {str(error).removeprefix(f'{name}: ')}"
    try:
        Settings.decided(environ)
    except ValueError as error:
        yield str(error)


def check_source(source: str) -> None:
    """Raise ValueError where a source is neither places nor `samples`, a word that `tintype serve` knows."""
    if source != "samples":
        Sources(source)


def check_address(text: str) -> None:
    """Raise ValueError where a text is neither empty nor an address that others are made of by adding a path."""
    if text and not ADDRESS.fullmatch(text):
        raise ValueError(f"{text!r} is no address as https://img.example.com, without ? or #")


def check_origins(origins: frozenset[str]) -> None:
    """Raise ValueError for a text that no browser sends as the Origin of a page."""
    for origin in sorted(origins - {"*", "null"}):
        if not ORIGIN.fullmatch(origin):
            raise ValueError(f"{origin!r} is neither * nor an origin as https://www.example.com, without a path")


JUDGES: dict[str, Callable[[Settings], object]] = {
    "TINTYPE_SOURCE": lambda settings: check_source(settings.source),
    "TINTYPE_FONTS": lambda settings: font_files(settings.fonts),
    "TINTYPE_RESULTS": lambda settings: settings.results and ResultStore(settings.results),
    "TINTYPE_RESULTS_URL": lambda settings: check_address(settings.results_url),
    "TINTYPE_PRESETS": check_presets_of,
    "TINTYPE_ALLOW_ORIGINS": lambda settings: check_origins(settings.allow_origins),
    "TINTYPE_PUBLIC_URL": lambda settings: check_address(settings.public_url),
}
"""What reads a setting further than `Settings` does, by its variable; each raises ValueError."""
