"""Check config: judge the settings in the environment before anything is deployed or started with them.

Every wrong variable is named, not the first alone. Nothing is fetched: whether a bucket, a secret or a file in S3 is
there, `tintype serve` and the running function find out.
"""

import argparse
import os
from collections.abc import Iterator, Mapping

from handler.commands.misuse import check_presets_of
from handler.config.settings import PREFIX, Settings
from handler.storage.result_store import ResultStore
from handler.storage.sources import Sources

WRONG = 2


def run(chosen: argparse.Namespace) -> int:
    """Print what is wrong, a line for each variable, and return 2; 0 where nothing is."""
    del chosen
    faults = list(config_faults(os.environ))
    print(*(faults or ["the settings are right"]), sep="\n", flush=True)
    return WRONG if faults else 0


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


JUDGES = {
    "TINTYPE_SOURCE": lambda settings: Sources(settings.source),
    "TINTYPE_RESULTS": lambda settings: settings.results and ResultStore(settings.results),
    "TINTYPE_PRESETS": check_presets_of,
}
"""What reads a setting further than `Settings` does, by its variable; each raises ValueError."""
