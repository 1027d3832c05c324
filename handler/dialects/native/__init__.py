"""The native dialect: a query string in imgix's names, and its aliases."""

from handler.dialects.native.query_form import Parsed, parse, parse_alone, parse_made, write

__all__ = ["Parsed", "parse", "parse_alone", "parse_made", "write"]
