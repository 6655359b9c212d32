"""Run a pure function over pieces of work, in this process or in several, results in order."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from papershelf.errors import MachineError

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

# The modules of processes are imported where they are used: small builds stay in one.

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")


class KilledError(MachineError):
    """A process of a command was killed."""

    def __init__(self) -> None:
        super().__init__(
            "a process of this command was killed, perhaps for want of memory; close other "
            "programs and try again"
        )


# What every piece of work needs is handed to a process once, at its start; there is no other way
# than a global to keep it there.
_shared: list[Any] = []


def _start(shared: Any) -> None:
    _shared[:] = [shared]
    # Ctrl-C reaches every process of a terminal, as the end of the terminal does: the first one
    # stops the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    # A forked process begins with the handlers of the first one.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    first = parent_process()
    if first is not None:
        # One that was killed stops nobody, and who waits for work would keep its port for ever.
        wait([first.sentinel])
        os._exit(1)


def _run(function: Callable[[Any, Any], Any], piece: Any) -> Any:
    return function(_shared[0], piece)


def usable_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _make_executor(jobs: int, shared: object) -> "Executor":
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A forked process has `shared` without copying it. Forking is unsafe beside other threads.
    alone = threading.active_count() == 1
    method = "fork" if alone and "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, context, initializer=_start, initargs=(shared,))


def map_pieces(
    function: Callable[[Shared, Sequence[Item]], Result],
    shared: Shared,
    items: Sequence[Item],
    *,
    jobs: int,
    piece: int,
    make_executor: "Callable[[int, object], Executor]" = _make_executor,
) -> Iterator[Result]:
    """`function(shared, items[i:i+piece])` for every piece, in order.

    `function` must be a module's own, so that another process finds it. At most three pieces for
    each process are under way at once, so that results never pile up before a slow reader. Raises
    KilledError where a process was killed.
    """
    pieces = [items[start : start + piece] for start in range(0, len(items), piece)]
    jobs = min(jobs, len(pieces))
    if jobs <= 1:
        for part in pieces:
            yield function(shared, part)
        return
    from concurrent.futures import BrokenExecutor

    with make_executor(jobs, shared) as executor:
        waiting: deque[Future[Result]] = deque()
        try:
            for part in pieces:
                waiting.append(executor.submit(_run, function, part))
                if len(waiting) >= 3 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenExecutor:
            raise KilledError from None
        finally:
            for future in waiting:
                future.cancel()
