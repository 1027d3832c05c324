"""Where a route runs: `def` in a thread of its own, `async def` on the event loop, which then serves nobody else."""

import time

from fastapi import FastAPI, Response

app = FastAPI()


def render() -> bytes:
    """Take half a second, as a large picture may."""
    time.sleep(0.5)
    return b"picture"


# region: routes
@app.get("/good")
def good() -> Response:
    """Render in a thread; the loop goes on serving."""
    return Response(render(), media_type="image/png")


@app.get("/bad")
async def bad() -> Response:
    """Render on the loop; everybody waits."""
    return Response(render(), media_type="image/png")


# endregion
@app.get("/health")
async def health() -> Response:
    """Answer at once, if the loop is free."""
    return Response(b"ok", media_type="text/plain")
