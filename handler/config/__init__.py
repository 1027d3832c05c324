"""Config: what the operator decides: settings, presets, signing keys."""
