"""Web: from HTTP requests to HTTP responses: gate, images, originals, errors, pages."""
