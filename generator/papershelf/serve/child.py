"""The process in the background: takes requests from a pipe, one after the other, and answers.

It ends with the pipe, so that nothing is left behind by a preview that was killed, and when it has
had nothing to do for a while: after a job for 95,562 papers it would keep a gigabyte in pieces.
"""

import gc
import os
import signal
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from typing import Final

from papershelf.errors import PapershelfError, Problem
from papershelf.related.table import RelatedPapers
from papershelf.serve.request import Catch, Request, Task
from papershelf.serve.searched import SearchFiles, outputs_of, remember_search
from papershelf.store import Store, open_store
from papershelf.version import program_digest

# Whoever looks at a page comes first.
_NICENESS: Final = 10


@dataclass(frozen=True, slots=True)
class _SearchHead:
    """Files of the search without what is in them."""

    key: bytes
    costs: Mapping[str, int]
    paths: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Reply:
    """What is sent back; the contents of the files of the search follow, one after the other."""

    failure: str
    related: RelatedPapers | None
    search: _SearchHead | None
    problems: Sequence[Problem]
    planned: Sequence[Problem]
    seconds: Mapping[str, float]


def serve_requests(
    connection: "Connection[_Reply | None, Request]", task: Task, idle: float
) -> None:
    """Answer requests until the other end of the pipe is closed: the whole life of the process.

    It says when it begins with one. After an answer it ends if nothing more is asked for in `idle`
    seconds; the request that comes just then goes unread.
    """
    # Ctrl-C reaches every process of a terminal: the preview stops this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    # Nearly all that a job makes is kept until its end.
    gc.disable()
    store = open_store(task.shelf, program_digest())
    requests: SimpleQueue[Request] = SimpleQueue()
    threading.Thread(target=_listen, args=(connection, requests, store), daemon=True).start()
    unsaved: SearchFiles | None = None
    request: Request | None = requests.get()
    while request is not None:
        with suppress(OSError):
            connection.send(None)
        failure, found = _tried(task, store, request)
        with suppress(OSError):
            _send(connection, failure, found)
        unsaved = found.search or unsaved
        del found
        # Templates and what they are filled with refer to each other in circles.
        gc.collect()
        # Writing can wait where there is more to do.
        if unsaved is not None and requests.empty():
            remember_search(store, unsaved)
            unsaved = None
        try:
            request = requests.get(timeout=idle)
        except Empty:
            request = None
    # Taking what is there apart would take longer than leaving it.
    os._exit(0)


def _listen(
    connection: "Connection[_Reply | None, Request]", requests: "SimpleQueue[Request]", store: Store
) -> None:
    try:
        while True:
            requests.put(connection.recv())
    except (EOFError, OSError):
        # Nobody waits for the job that is under way.
        store.tidy(os.getpid())
        os._exit(0)


def _tried(task: Task, store: Store, request: Request) -> tuple[str, Catch]:
    """What was found, or in one sentence why nothing was."""
    # The process that asks knows this function without needing what it needs.
    from papershelf.serve.job import catch_up

    try:
        return "", catch_up(
            task, store, related_key=request.related_key, search_key=request.search_key
        )
    except PapershelfError as error:
        failure = str(error)
    except MemoryError:
        failure = "there is not enough memory for the search and the related papers"
    except Exception as error:
        # A mistake in the program must not end it: the next edit may do better.
        failure = f"{type(error).__name__}: {error}"
    return failure, Catch(None, None, (), (), {})


def _send(connection: "Connection[_Reply | None, Request]", failure: str, found: Catch) -> None:
    search = found.search
    head, outputs = None, search.outputs if search is not None else ()
    if search is not None:
        head = _SearchHead(search.key, search.costs, [output.path for output in outputs])
    connection.send(
        _Reply(failure, found.related, head, found.problems, found.planned, found.seconds)
    )
    # File by file: whoever reads them in a thread stops the others for moments only.
    for output in outputs:
        connection.send_bytes(output.content)


def receive(connection: "Connection[Request, _Reply | None]") -> tuple[str, Catch] | None:
    """The next answer, as it was sent: why there is none, or what was found.

    None where a request is begun with. Raises EOFError or OSError where the process has ended.
    """
    reply = connection.recv()
    if reply is None:
        return None
    search = None
    if reply.search is not None:
        contents = [connection.recv_bytes() for _ in reply.search.paths]
        outputs = tuple(outputs_of(reply.search.paths, contents))
        search = SearchFiles(reply.search.key, outputs, reply.search.costs)
    return reply.failure, Catch(reply.related, search, reply.problems, reply.planned, reply.seconds)
