"""Server-sent events: tells every browser that listens of each new state.

A message holds the whole state, so that who is slow needs the newest only: nothing piles up.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import anyio
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from papershelf.serve.source import Preview
from papershelf.serve.state import State

_MOST = 64
_PING_SECONDS = 15.0
_RETRY_MILLISECONDS = 500
_HEADERS = {"content-type": "text/event-stream"}


class Events:
    """The streams that are open; an ASGI app which opens one more for each request.

    `message` makes the data of an event: one line. Above `most` streams it answers 503.
    """

    def __init__(
        self,
        preview: Preview,
        message: Callable[[State], bytes],
        *,
        most: int = _MOST,
        ping: float = _PING_SECONDS,
    ) -> None:
        self._preview = preview
        self._message = message
        self._most = most
        self._ping = ping
        self._open = 0
        self._newest = (-1, b"")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a stream that ends when its reader goes."""
        if scope["method"] == "HEAD":
            await Response(headers=_HEADERS)(scope, receive, send)
            return
        if self._open >= self._most:
            text = f"There are {self._most} event streams already; close some windows.\n"
            await PlainTextResponse(text, 503)(scope, receive, send)
            return
        self._open += 1
        try:
            await self._stream(receive, send)
        finally:
            self._open -= 1

    async def _stream(self, receive: Receive, send: Send) -> None:
        changed = asyncio.Event()
        loop = asyncio.get_running_loop()

        def on_change() -> None:
            # A state may come while the server ends.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(changed.set)

        unsubscribe = self._preview.subscribe(on_change)
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(partial(self._tell, changed, send))
                while (await receive())["type"] != "http.disconnect":
                    pass
                group.cancel_scope.cancel()
        finally:
            unsubscribe()

    async def _tell(self, changed: asyncio.Event, send: Send) -> None:
        headers = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        text = b"retry: %d\n\n" % _RETRY_MILLISECONDS
        told = None
        while True:
            changed.clear()
            state = self._preview.state
            if state.version != told:
                text += b"id: %d\ndata: %b\n\n" % (state.version, self._data(state))
                told = state.version
            if text:
                await send({"type": "http.response.body", "body": text, "more_body": True})
            text = b""
            try:
                async with asyncio.timeout(self._ping):
                    await changed.wait()
            except TimeoutError:
                text = b": still here\n\n"

    def _data(self, state: State) -> bytes:
        """What is told of a state, made once for all streams."""
        version, data = self._newest
        if version != state.version:
            data = self._message(state)
            self._newest = (state.version, data)
        return data
