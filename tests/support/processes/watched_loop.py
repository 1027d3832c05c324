"""`python -m tests.support.processes.watched_loop --port 8000`: a server that prints how late its event loop was."""

import asyncio
import json
import signal
import sys
import time

import uvicorn

TICK = 0.005
"""Seconds between two looks."""


async def _watch(late: list[tuple[float, float]]) -> None:
    while True:
        begun, used = time.monotonic(), time.thread_time()
        await asyncio.sleep(TICK)
        late.append((time.monotonic() - begun - TICK, time.thread_time() - used))


async def _serve(port: int) -> None:
    from handler.app import app

    late: list[tuple[float, float]] = []
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    watching = asyncio.create_task(_watch(late))
    await server.serve()
    watching.cancel()
    waited, worked = (sorted(column) for column in zip(*late, strict=True))
    said = {"watched": len(late), "late_p99": waited[-len(late) // 100], "late": waited[-1], "worked": worked[-1]}
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # what uvicorn sends itself again afterwards
    asyncio.run(_serve(int(sys.argv[sys.argv.index("--port") + 1])))
