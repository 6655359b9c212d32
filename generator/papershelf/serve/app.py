"""The answers of the preview: its own files below `/__papershelf/`, and the site."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from anyio import to_thread
from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from papershelf.errors import PapershelfError
from papershelf.serve.answers import answer
from papershelf.serve.events import Events
from papershelf.serve.guard import Guard
from papershelf.serve.notices import failed_page, no_site, summary
from papershelf.serve.paths import below, look_up, segments
from papershelf.serve.report import Editor, encoded, state_json
from papershelf.serve.source import Preview
from papershelf.serve.state import ServedFile, Site, State

OWN = "__papershelf"
"""The folder of the preview's own files, which no site has."""

Panel = Callable[[State, Mapping[str, str]], bytes]
"""Makes the page at `/__papershelf/` from a state and the query of the address."""


def make_app(
    preview: Preview,
    *,
    names: frozenset[str],
    port: int,
    editor: Editor = lambda _problem: "",
    follow: bool = False,
    panel: Panel = summary,
) -> ASGIApp:
    """The app that answers for a preview at this port, called by one of `names`."""

    def report(state: State) -> bytes:
        return encoded(state_json(state, editor=editor, follow=follow))

    return Guard(_App(preview, report, panel, Events(preview, report), client_files()), names, port)


def client_files() -> dict[str, bytes]:
    """The files of the client in this package, by name."""
    folder = Path(__file__).parent / "client"
    found = [path for path in folder.iterdir() if path.suffix in {".js", ".css", ".html"}]
    return {path.name: path.read_bytes() for path in found}


@dataclass(frozen=True, slots=True)
class _App:
    preview: Preview
    report: Callable[[State], bytes]
    panel: Panel
    events: ASGIApp
    client: Mapping[str, bytes]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        parts = segments(scope["raw_path"])
        if parts and parts[0] == OWN:
            respond = await self._own(parts[1:], scope)
        else:
            respond = await self._of_site(parts, scope)
        await respond(scope, receive, send)

    async def _own(self, parts: tuple[str, ...], scope: Scope) -> ASGIApp:
        if not parts:
            return _moved(f"/{OWN}/", scope)
        name = parts[0] if len(parts) == 1 else "/"
        if name == "events":
            return self.events
        if name == "status.json":
            return Response(self.report(self.preview.state), media_type="application/json")
        if name == "":
            query = QueryParams(scope["query_string"])
            return await _in_thread(lambda: HTMLResponse(self.panel(self.preview.state, query)))
        if name in self.client:
            return _file(ServedFile(name, self.client[name]), scope)
        return _nothing()

    async def _of_site(self, parts: tuple[str, ...] | None, scope: Scope) -> ASGIApp:
        state = self.preview.state
        site = state.site
        if site is None:
            return _file(no_site(state), scope, status=503)
        return await _in_thread(lambda: _from_site(site, parts, scope))


def _from_site(site: Site, parts: tuple[str, ...] | None, scope: Scope) -> Response:
    """What the site has there. Takes milliseconds where a page is to be rendered."""
    inside = below(site.base_path, parts) if parts else None
    if inside and inside[0] == OWN:
        return _moved("/" + "/".join(quote(part, safe="") for part in inside), scope)
    try:
        found = look_up(site, parts) if parts else None
        if isinstance(found, str):
            return _moved(found, scope)
        if found:
            # Files on disk may go, or be closed to us, before the next state of the site.
            with suppress(OSError):
                return _file(found, scope)
        page = site.find("404.html")
    except PapershelfError as error:
        return _file(failed_page(str(error)), scope, status=500)
    return _file(page, scope, status=404) if page else _nothing()


def _file(file: ServedFile, scope: Scope, *, status: int = 200) -> Response:
    return answer(file, scope["method"], Headers(scope=scope), status=status)


def _moved(address: str, scope: Scope) -> Response:
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(f"{address}?{query}" if query else address)


def _nothing() -> Response:
    return PlainTextResponse("There is nothing at this address.\n", 404)


async def _in_thread(make: Callable[[], Response]) -> Response:
    # Ctrl-C does not wait for a page that is being made.
    return await to_thread.run_sync(make, abandon_on_cancel=True)
