"""Picture arguments: what the commands take that make, compare and explain pictures, and that complete their words."""

import argparse
from collections.abc import Callable
from pathlib import Path

from handler.commands.arguments.numbers import least_score, picture_size, processes

SHELLS = ("bash", "zsh", "fish")


def _render(parser: argparse.ArgumentParser) -> None:
    given = "a picture, a folder of pictures, - for standard input, or generate:NAME for a picture that is drawn"
    parser.add_argument("picture", metavar="IN", help=given)
    out = "a file, whose end says the format where fm does not; a folder for a folder; - for standard output"
    parser.add_argument("out", metavar="OUT", help=out)
    words = "what becomes of it, as in a URL: w=300 fm=webp, or w=300,fm=webp; docs/reference.md lists all"
    parser.add_argument("words", nargs="*", metavar="NAME=VALUE", help=words)
    recipe = "a JSON recipe in place of words: its ops and output, as POST /render takes them"
    parser.add_argument("--recipe", type=Path, metavar="FILE", help=recipe)
    jobs = "processes that render; default: one for each core"
    parser.add_argument("--jobs", type=processes, default=0, metavar="NUMBER", help=jobs)
    parser.add_argument("--force", action="store_true", help="replace what is there already")
    limits = "limits other than those of TINTYPE_LIMITS, as side=12000,work=60"
    parser.add_argument("--limits", default="", metavar="LIST", help=limits)


def _compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", metavar="A", type=Path, help="a picture")
    parser.add_argument("second", metavar="B", type=Path, help="another of the same size")
    diff = "write a picture of the differences: gray where both are the same, red where they are not"
    parser.add_argument("--diff", type=Path, metavar="OUT", help=diff)
    least = "end with 0 where the score is so high, else with 1; without it 0 means that every pixel is the same"
    parser.add_argument("--at-least", type=least_score, metavar="SCORE", help=least)


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="whole, or from the path on")
    source = "the picture it is asked of: a file; or where pictures lie: a folder, s3://bucket/prefix, samples"
    parser.add_argument("--source", metavar="PLACE", default="", help=source)
    size = "the size of the picture in pixels, where it is not at hand: a JPEG is supposed"
    parser.add_argument("--size", type=picture_size, metavar="WxH", help=size)
    spoken = "its dialect; default: what its path or host tells, else that of TINTYPE_ROOT, else native"
    parser.add_argument("--from", dest="spoken", metavar="DIALECT", default="", help=spoken)
    parser.add_argument("--dialects", action="store_true", help="say it in every other dialect, too")
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")


def _completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help="the shell that it is for")


ADDED: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "render": _render,
    "compare": _compare,
    "explain": _explain,
    "completion": _completion,
}
"""What adds the arguments of a command, by its name."""
