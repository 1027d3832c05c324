"""OpenAPI: the description of the API, built from the declarations that the dialects read."""
