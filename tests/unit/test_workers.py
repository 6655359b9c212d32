"""Work in one process or several, results in order."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from papershelf.cli.main import cli
from papershelf.errors import MachineError
from papershelf.workers import KilledError, map_pieces, usable_cores


def _scaled(factor: int, numbers: Sequence[int]) -> list[int]:
    return [factor * number for number in numbers]


def _own_process(_shared: None, _items: Sequence[int]) -> int:
    return os.getpid()


def _fail_at_seven(_shared: None, numbers: Sequence[int]) -> None:
    if 7 in numbers:
        raise ValueError("seven")


def _die(_shared: None, _numbers: Sequence[int]) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _interrupt_handler(_shared: None, _numbers: Sequence[int]) -> bool:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 7, 8, 40])
def test_results_come_in_order_whatever_the_number_of_processes(jobs: int, count: int) -> None:
    results = list(map_pieces(_scaled, 3, range(count), jobs=jobs, piece=4))
    assert [number for part in results for number in part] == [3 * n for n in range(count)]
    assert [len(part) for part in results] == [min(4, count - n) for n in range(0, count, 4)]


def test_one_piece_needs_no_other_process() -> None:
    assert list(map_pieces(_own_process, None, range(4), jobs=8, piece=4)) == [os.getpid()]


def test_several_pieces_are_shared_out() -> None:
    assert os.getpid() not in set(map_pieces(_own_process, None, range(9), jobs=2, piece=1))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_in_a_piece_is_the_callers(jobs: int) -> None:
    with pytest.raises(ValueError, match="seven"):
        list(map_pieces(_fail_at_seven, None, range(20), jobs=jobs, piece=2))


def test_a_process_that_is_killed_is_one_sentence() -> None:
    with pytest.raises(MachineError, match="a process of this command was killed") as caught:
        list(map_pieces(_die, None, range(8), jobs=2, piece=1))
    # Most commands have no such option.
    assert "--jobs" not in str(caught.value)


def test_only_a_build_is_told_of_its_option_where_a_process_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KilledError

    monkeypatch.setattr(import_module("papershelf.build"), "build", killed)
    result = CliRunner().invoke(cli, ["build", "--shelf", str(tmp_path)])
    assert isinstance(result.exception, MachineError)
    assert str(result.exception).endswith("try again, or with --jobs 1")


def test_ctrl_c_is_left_to_the_first_process() -> None:
    assert set(map_pieces(_interrupt_handler, None, range(8), jobs=2, piece=1)) == {True}


WAITING = """
import os, sys, threading
from papershelf.workers import map_pieces

def tell_and_wait(_shared, _items):
    os.write(1, b"%d\\n" % os.getpid())
    threading.Event().wait()

if __name__ == "__main__":
    list(map_pieces(tell_and_wait, None, range(4), jobs=2, piece=1))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_processes_end_with_the_first_one_however_that_ends(tmp_path: Path, number: int) -> None:
    program = tmp_path / "waiting.py"
    program.write_text(WAITING, encoding="utf-8")
    with subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE) as process:
        assert process.stdout
        workers = [int(process.stdout.readline()) for _ in range(2)]
        process.send_signal(number)
        process.wait()
        # The pipe ends when nobody holds it any more.
        assert process.stdout.read() == b""
    assert len(set(workers)) == 2


def test_processes_start_beside_other_threads_too() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert list(map_pieces(_scaled, 1, range(4), jobs=2, piece=2)) == [[0, 1], [2, 3]]
    finally:
        stop.set()
        thread.join()


def test_at_most_three_pieces_for_each_process_are_under_way() -> None:
    begun: list[int] = []

    def make(jobs: int, shared: object) -> Executor:
        from papershelf import workers

        workers._start(shared)
        return ThreadPoolExecutor(jobs)

    def note(_shared: None, numbers: Sequence[int]) -> int:
        begun.extend(numbers)
        return len(begun)

    handler = signal.getsignal(signal.SIGINT)
    try:
        results = map_pieces(note, None, range(100), jobs=2, piece=1, make_executor=make)
        next(results)
        assert len(begun) <= 6
        assert len(list(results)) == 99
    finally:
        signal.signal(signal.SIGINT, handler)


def test_there_is_at_least_one_core() -> None:
    assert usable_cores() >= 1
