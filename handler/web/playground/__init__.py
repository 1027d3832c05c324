"""Playground: the first page, where a picture is changed by controls, and its files. All of it is loaded when asked."""
