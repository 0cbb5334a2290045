"""An open loop: requests begin by the clock, whether or not those before them have ended, as people do.

A request's time is counted from when it was due, so that a server that falls behind cannot hide it.
"""

import asyncio
import math
import time
from dataclasses import dataclass

FINE = b"200"


@dataclass(frozen=True, slots=True)
class Latency:
    """What a page's requests took, in milliseconds."""

    p50: float
    p99: float
    requests: int
    failed: int


def run(port: int, path: str, cookie: str, *, rate: int, seconds: float) -> Latency:
    """So many requests a second for so long."""
    return asyncio.run(_run(port, _request(path, cookie), rate, int(rate * seconds)))


def _request(path: str, cookie: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: gzip", "Connection: close"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    return "\r\n".join([*lines, "", ""]).encode()


async def _run(port: int, request: bytes, rate: int, count: int) -> Latency:
    began = time.perf_counter() + 0.2
    tasks = [asyncio.create_task(_one(port, request, began + n / rate)) for n in range(count)]
    answers = await asyncio.gather(*tasks)
    taken = sorted(ms for ms, _ in answers)
    failed = sum(not fine for _, fine in answers)
    return Latency(_at(taken, 0.5), _at(taken, 0.99), count, failed)


async def _one(port: int, request: bytes, due: float) -> tuple[float, bool]:
    await asyncio.sleep(max(0.0, due - time.perf_counter()))
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        answer = await reader.read()
    finally:
        writer.close()
    return 1000 * (time.perf_counter() - due), answer[9:12] == FINE


def _at(taken: list[float], share: float) -> float:
    return taken[min(len(taken) - 1, math.ceil(share * len(taken)) - 1)]
