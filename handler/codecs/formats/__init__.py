"""Formats: how each kind of file is read and written: one module a format, imported when it is first needed."""
