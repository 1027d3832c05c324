"""Foreign: what the dialects of other services share: their words in errors, arguments, colours, keys in paths."""
