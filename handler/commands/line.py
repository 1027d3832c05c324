"""The command line: its commands and arguments, and the status that each ends with.

0: done. 1: something failed. 2: an argument or setting is wrong, and one line says which. 130: Ctrl-C.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from textwrap import indent
from typing import NoReturn

from handler import __version__
from handler.commands.arguments.examples import EXAMPLES
from handler.commands.arguments.numbers import port_number, seconds, threads
from handler.commands.arguments.pictures import ADDED
from handler.commands.misuse import Misuse
from handler.core.suggest import nearest
from handler.errors import ImageError

LOOPBACK = "127.0.0.1"
PORT = "8000"
SHOWN = 40
FAILED, MISUSED, INTERRUPTED = 1, 2, 130
COMMANDS = {
    "serve": "serve pictures on this machine, for this machine",
    "check-config": "say what is wrong with the settings in the environment; 2 if anything is",
    "sign": "print URLs with signatures, by the first key of TINTYPE_SIGNING_KEYS",
    "translate": "say addresses of another service in this one's language, or the other way round",
    "purge": "delete what is kept of stored pictures, and tell CloudFront",
    "backfill": "make the presets of pictures that lay in the bucket before",
    "render": "make pictures of files on this machine, in the words of a URL",
    "compare": "say how much two pictures look alike",
    "explain": "say what an address asks for, what it takes and what it costs",
    "completion": "print what lets a shell complete these commands",
}
"""What each does, for the list and for the top of its own help."""

Raw = argparse.RawDescriptionHelpFormatter
Command = Callable[[argparse.Namespace], int]


class Line(argparse.ArgumentParser):
    """A parser that says in one line what is wrong. commands: the parsers of its commands, by name."""

    commands: "Mapping[str, Line]"

    def error(self, message: str) -> NoReturn:
        """End the program."""
        wrong = re.search(r"argument command: invalid choice: '([^']*)'", message)
        if near := wrong and nearest(wrong[1], COMMANDS):
            message = f"there is no command {wrong[1][:SHOWN]}; did you mean {near}"
        self.exit(MISUSED, f"{self.prog}: {message}; {self.prog} --help lists what there is\n")


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status."""
    parser = line()
    chosen, unknown = parser.parse_known_args(arguments)
    if hasattr(chosen, "words"):  # of which argparse takes none that comes after an option
        chosen.words += [word for word in unknown if not word.startswith("-")]
        unknown = [word for word in unknown if word.startswith("-")]
    if unknown:
        parser.commands[chosen.command].error(f"there is no argument {' '.join(unknown)[:SHOWN]}")
    run: Command = import_module(f"handler.commands.{chosen.command.replace('-', '_')}").run
    try:
        return run(chosen)
    except Misuse as error:
        print(f"tintype {chosen.command}: {error}", file=sys.stderr)
        return MISUSED
    except ImageError as error:
        print(f"tintype {chosen.command}: {error.detail}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def line() -> Line:
    """Return the parser."""
    parser = Line(prog="tintype", description="A serverless image API.")
    parser.add_argument("--version", action="version", version=f"tintype {__version__}")
    commands = parser.add_subparsers(required=True, dest="command", metavar="command")
    parser.commands = commands.choices
    for name, about in COMMANDS.items():
        description = f"{about[0].upper()}{about[1:]}."
        epilog = f"examples:\n{indent(EXAMPLES[name], '  ')}"
        commands.add_parser(name, help=about, description=description, epilog=epilog, formatter_class=Raw)
    _serve(commands.choices["serve"])
    _sign(commands.choices["sign"])
    _translate(commands.choices["translate"])
    purge = commands.choices["purge"]
    purge.add_argument("keys", nargs="+", metavar="KEY", help="as in the picture's URL, decoded")
    _backfill(commands.choices["backfill"])
    for name, add in ADDED.items():
        add(commands.choices[name])
    return parser


def _serve(serve: argparse.ArgumentParser) -> None:
    source = "a folder, s3://bucket/prefix, file:///folder, or samples; default: TINTYPE_SOURCE, else the samples"
    serve.add_argument("--source", metavar="PLACE", default=os.environ.get("TINTYPE_SOURCE", ""), help=source)
    host = f"address to listen at; past {LOOPBACK} the settings have to say who is answered"
    serve.add_argument("--host", default=LOOPBACK, help=host)
    port = os.environ.get("PORT") or PORT
    serve.add_argument("--port", type=port_number, default=port, help=f"default: the variable PORT, else {PORT}")
    serve.add_argument("--quiet", action="store_true", help="no line for each request")


def _sign(sign: argparse.ArgumentParser) -> None:
    sign.add_argument("urls", nargs="+", metavar="URL", help="whole, or from the path on")
    expires = "they are good so long from now; default: for ever"
    sign.add_argument("--expires", type=seconds, metavar="SECONDS", help=expires)


def _translate(translate: argparse.ArgumentParser) -> None:
    translate.add_argument("file", metavar="FILE", help="an address on each line; - reads standard input")
    spoken = "their dialect; default: what their path or host tells, else that of TINTYPE_ROOT"
    translate.add_argument("--from", dest="spoken", metavar="DIALECT", default="", help=spoken)
    wanted = "the dialect that is wanted; default: native"
    translate.add_argument("--to", metavar="DIALECT", default="native", help=wanted)
    base = "what stands before each path that is printed, as https://img.example.com; default: TINTYPE_PUBLIC_URL"
    translate.add_argument("--base", metavar="URL", default="", help=base)


def _backfill(fill: argparse.ArgumentParser) -> None:
    fill.add_argument("address", metavar="s3://bucket/prefix", help="what is looked through")
    fill.add_argument("--preset", action="append", default=[], metavar="NAME", help="may be repeated; default: all")
    way = fill.add_mutually_exclusive_group()
    queue = "send a message for each to this SQS queue, for workers to do"
    way.add_argument("--queue", metavar="URL", default="", help=queue)
    way.add_argument("--local", action="store_true", help="make them here, the default")
    way.add_argument("--dry-run", action="store_true", help="make nothing, tell how many there would be to make")
    known = fill.add_mutually_exclusive_group()
    deployment = "address that is asked whether it renders as this machine does; default: TINTYPE_PUBLIC_URL"
    known.add_argument("--deployment", metavar="URL", default="", help=deployment)
    engine = "what its /health tells as engine, or here: this machine's results are wanted"
    known.add_argument("--engine", metavar="TEXT", default="", help=engine)
    cores = os.cpu_count() or 1
    fill.add_argument("--workers", type=threads, default=cores, help="threads; default: one for each core")
    fill.add_argument("--failures", type=Path, metavar="FILE", help="where each failure goes as a line of JSON")
