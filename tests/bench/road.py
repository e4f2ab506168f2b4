"""A slow way to a server, for everything that comes from a phone: its pages and its service worker alike.

The browser's own emulation slows down pages, and not the worker that fetches for them.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass

RATE = 50_000  # bytes a second: 400 kbit/s, both ways apart
HALF_TRIP = 0.2  # seconds: 400 ms there and back
PIECE = 1_460


@dataclass
class Road:
    """The way, and what came back over it."""

    address: str
    close: Callable[[], object]
    statuses: list[int]
    """The status of every answer of the server so far."""


class _Lane:
    """One direction, which all connections share: bytes leave one after the other and arrive later."""

    def __init__(self, seen: Callable[[bytes], None] = lambda piece: None) -> None:
        self._free_at = 0.0
        self._seen = seen

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Bring what comes in at one end to the other, in order."""
        loop = asyncio.get_running_loop()
        on_the_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def arrive() -> None:
            while True:
                due, piece = await on_the_way.get()
                await asyncio.sleep(due - loop.time())
                if not piece or writer.is_closing():
                    writer.close()
                    return
                writer.write(piece)

        arriving = loop.create_task(arrive())
        with suppress(ConnectionError):
            while piece := await reader.read(PIECE):
                self._seen(piece)
                self._free_at = max(self._free_at, loop.time()) + len(piece) / RATE
                on_the_way.put_nowait((self._free_at + HALF_TRIP, piece))
        on_the_way.put_nowait((loop.time() + HALF_TRIP, b""))
        with suppress(ConnectionError):
            await arriving


@contextmanager
def slow_road(port: int) -> Iterator[Road]:
    """A road at whose other end the server of a loopback port is far away, inside the block."""
    laid: Future[Road] = Future()

    async def lie() -> None:
        statuses: list[int] = []

        def note(piece: bytes) -> None:
            if piece.startswith(b"HTTP/1.1 "):
                statuses.append(int(piece[9:12]))

        closed, up, down = asyncio.Event(), _Lane(), _Lane(note)

        async def travel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(asyncio.CancelledError):  # the road is closed
                await asyncio.sleep(2 * HALF_TRIP)  # the handshake
                there, back = await asyncio.open_connection("127.0.0.1", port)
                await asyncio.gather(up.carry(reader, back), down.carry(there, writer))

        serving = await asyncio.start_server(travel, "127.0.0.1", 0)
        address = f"http://127.0.0.1:{serving.sockets[0].getsockname()[1]}"
        loop = asyncio.get_running_loop()
        laid.set_result(Road(address, lambda: loop.call_soon_threadsafe(closed.set), statuses))
        await closed.wait()

    thread = threading.Thread(target=asyncio.run, args=(lie(),), daemon=True)
    thread.start()
    road = laid.result(10)
    try:
        yield road
    finally:
        road.close()
        thread.join(10)
