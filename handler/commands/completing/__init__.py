"""Completing: what shells are told to complete: a menu of commands, options and parameters, and a script for each."""
