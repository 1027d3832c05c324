"""Formats: what is known of each file format, a row of plain data each, and what is computed from these rows."""
