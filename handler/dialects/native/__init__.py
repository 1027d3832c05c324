"""The native dialect: a query string in imgix's names, and its aliases."""

from handler.dialects.native.query_form import NativeReply, parse, parse_alone, parse_made, parse_posted
from handler.dialects.native.query_writer import write

__all__ = ["NativeReply", "parse", "parse_alone", "parse_made", "parse_posted", "write"]
