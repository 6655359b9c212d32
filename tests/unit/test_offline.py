"""A shelf is made and built without any network, and its site is the same."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.node import ROOT
from tests.support.shelf_files import files_of

from papershelf import build

_CUT_OFF = """\
import socket, sys

def refuse(*_arguments, **_options):
    raise AssertionError("somebody asked for the network")

for name in ("connect", "connect_ex", "sendto", "bind"):
    setattr(socket.socket, name, refuse)
for name in ("getaddrinfo", "gethostbyname", "create_connection"):
    setattr(socket, name, refuse)
from papershelf.cli import run
run()
"""
"""Runs the command where whatever would reach out fails, in the processes that it forks too."""


def _cut_off(*arguments: str) -> None:
    # With its own network Linux cuts off what Python cannot see: only root may ask for that.
    alone = ["unshare", "-n"] if _can_be_alone() else []
    done = subprocess.run(
        [*alone, sys.executable, "-c", _CUT_OFF, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"},
    )
    assert done.returncode == 0, done.stderr


def _can_be_alone() -> bool:
    try:
        return subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def test_the_shelf_of_this_repository_is_built_without_network(tmp_path: Path) -> None:
    shelf, address = tmp_path / "shelf", "https://user.example/repo"
    shutil.copytree(ROOT / "content", shelf / "content")
    _cut_off("build", "--shelf", str(shelf), "--base-url", address)
    build(shelf, tmp_path / "near", base_url=address, jobs=1, clean=True)
    assert files_of(shelf / "site") == files_of(tmp_path / "near")


def test_a_new_shelf_is_made_checked_and_built_without_network(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    _cut_off("init", str(shelf), "--title", "Far from everything")
    _cut_off("check", "--shelf", str(shelf))
    _cut_off("build", "--shelf", str(shelf))
    build(shelf, tmp_path / "near", jobs=1, clean=True)
    assert files_of(shelf / "site") == files_of(tmp_path / "near")


@pytest.mark.parametrize(
    "call",
    [
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('host.example', 80)",
        "socket.socket().connect(('127.0.0.1', 9))",
    ],
)
def test_what_reaches_out_there_fails(call: str) -> None:
    program = _CUT_OFF.partition("from papershelf")[0] + call
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 1
    assert "somebody asked for the network" in done.stderr
