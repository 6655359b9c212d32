"""Run a preview: bind, read, answer, and end when told to."""

import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from papershelf.config import Config, with_base_url
from papershelf.content_files import find_files
from papershelf.serve.address import addresses, allowed_hosts, bind
from papershelf.serve.app import make_app
from papershelf.serve.editor import editor_links
from papershelf.serve.panel import panel_html
from papershelf.serve.preview import Log, Preview, Settings
from papershelf.serve.server import PreviewServer
from papershelf.serve.signals import taking_signals


@dataclass(frozen=True, slots=True)
class Place:
    """Where a preview is served, and how browsers take part."""

    host: str = "127.0.0.1"
    port: int = 8000
    """0 for any that is free."""
    strict_port: bool = False
    """Whether no other port will do."""
    editor: str | None = None
    """An editor that is known by name, or an address with {file}, {line} and {column}."""
    follow: bool = False
    """Whether browsers go to the page of what was edited."""


def serve(
    settings: Settings,
    place: Place,
    log: Log,
    *,
    on_ready: Callable[[Sequence[str]], None] = lambda _addresses: None,
) -> None:
    """Serve the site of a shelf until Ctrl-C, SIGTERM or SIGHUP; make it anew with every edit.

    `on_ready` gets the addresses, the nearest first, when the first state is there. Raises
    UsageError for an editor or a base URL that is none, MachineError where there is no shelf or no
    free port, and KeyboardInterrupt where it is to end before it has begun.
    """
    # Until the server takes them all signals end it as Ctrl-C does, with nothing left behind.
    with taking_signals(signal.default_int_handler):
        _serve(settings, place, log, on_ready)


def _serve(
    settings: Settings, place: Place, log: Log, on_ready: Callable[[Sequence[str]], None]
) -> None:
    # Without a shelf there is nothing to wait for; what is wrong in one is shown in the browser.
    find_files(settings.shelf)
    if settings.base_url is not None:
        # No edit mends what was typed.
        with_base_url(Config(), settings.base_url)
    editor = editor_links(place.editor, settings.shelf)
    listener = bind(place.host, place.port, strict=place.strict_port)
    port = listener.getsockname()[1]
    if place.port not in (0, port):
        log.note(f"Port {place.port} is taken; this is the next free one: {port}")
    preview = Preview(settings, log)
    app = make_app(
        preview,
        names=allowed_hosts(listener, place.host),
        port=port,
        editor=editor,
        follow=place.follow,
        panel=lambda state, query: panel_html(
            state, query, editor=editor, known_sizes=preview.sizes
        ),
    )
    try:
        preview.start()
        site = preview.state.site
        base_path = site.base_path if site else "/"
        on_ready([f"{address}{base_path}" for address in addresses(listener, place.host)])
        PreviewServer(app, listener, show=log.note).run()
    finally:
        preview.close()
        listener.close()
