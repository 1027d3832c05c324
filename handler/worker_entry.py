"""Worker entry: where Lambda enters the worker, which handles events and answers no HTTP request.

It is `handler.entry` without the web: what it imports holds no FastAPI, Starlette or Mangum, half of a cold start.
"""

from handler.aws import cold_start

cold_start.begin(web=False)

import os

from handler.jobs.event_handler import handle_event

__all__ = ["handle_event"]

cold_start.finish(os.environ)
