"""Where the preview listens and how it is called."""

import socket
from collections.abc import Iterator

import pytest

from papershelf.errors import MachineError
from papershelf.serve.address import addresses, allowed_hosts, bind


def _ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


needs_ipv6 = pytest.mark.skipif(not _ipv6(), reason="this machine has no IPv6")


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens at."""
    with bind("127.0.0.1", 0) as listener:
        yield listener.getsockname()[1]


def test_a_free_port_is_taken_as_it_is() -> None:
    with bind("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
    with bind("127.0.0.1", port) as again:
        assert again.getsockname() == ("127.0.0.1", port)


def test_instead_of_a_taken_port_one_of_the_next_is_found(taken: int) -> None:
    with bind("127.0.0.1", taken) as listener:
        assert taken < listener.getsockname()[1] <= taken + 20


def test_a_strict_port_that_is_taken_is_an_error(taken: int) -> None:
    with pytest.raises(MachineError, match=f"port {taken} is taken; choose another .* --port"):
        bind("127.0.0.1", taken, strict=True)


def test_when_all_ports_are_taken_that_is_said(monkeypatch: pytest.MonkeyPatch, taken: int) -> None:
    monkeypatch.setattr("papershelf.serve.address._MORE_PORTS", 0)
    with pytest.raises(MachineError, match="is taken"):
        bind("127.0.0.1", taken)
    monkeypatch.setattr("papershelf.serve.address._MORE_PORTS", 1)
    with socket.socket() as next_one:
        next_one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            next_one.bind(("127.0.0.1", taken + 1))
        except OSError:
            pytest.skip("the next port belongs to somebody else")
        next_one.listen()
        with pytest.raises(MachineError, match=f"the ports {taken} to {taken + 1} are taken"):
            bind("127.0.0.1", taken)


@pytest.mark.parametrize("host", ["192.0.2.7", "no such host", "nowhere.invalid", "", "a" * 70])
@pytest.mark.parametrize("port", [0, 8000])
def test_a_host_that_is_not_here_is_an_error(host: str, port: int) -> None:
    with pytest.raises(MachineError, match=f'"{host}" is no address of this machine; try --host'):
        bind(host, port)


def test_the_address_is_that_of_the_port_that_was_found(taken: int) -> None:
    with bind("127.0.0.1", taken) as listener:
        port = listener.getsockname()[1]
        assert addresses(listener, "127.0.0.1") == [f"http://127.0.0.1:{port}"]


def test_a_name_stays_one_in_the_address() -> None:
    with bind("localhost", 0) as listener:
        port = listener.getsockname()[1]
        assert addresses(listener, "localhost") == [f"http://localhost:{port}"]
        assert allowed_hosts(listener, "LocalHost") == {"127.0.0.1", "localhost", "[::1]"}


@needs_ipv6
@pytest.mark.parametrize("host", ["::1", "[::1]"])
def test_addresses_of_ipv6_stand_in_brackets(host: str) -> None:
    with bind(host, 0) as listener:
        port = listener.getsockname()[1]
        assert addresses(listener, host) == [f"http://[::1]:{port}"]
        assert allowed_hosts(listener, host) == {"127.0.0.1", "localhost", "[::1]"}


def test_who_listens_to_all_networks_has_the_addresses_in_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = ["192.168.1.5", "10.0.0.3", "fd00::5"]
    monkeypatch.setattr("papershelf.serve.address._own_addresses", lambda: found)
    with bind("0.0.0.0", 0) as listener:  # noqa: S104 - what is tested
        port = listener.getsockname()[1]
        assert addresses(listener, "0.0.0.0") == [  # noqa: S104
            f"http://{host}:{port}" for host in ("127.0.0.1", "192.168.1.5", "10.0.0.3")
        ]


@needs_ipv6
def test_who_listens_to_all_of_ipv6_is_reached_over_ipv4_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = ["192.168.1.5", "fd00::5"]
    monkeypatch.setattr("papershelf.serve.address._own_addresses", lambda: found)
    with bind("::", 0) as listener:
        port = listener.getsockname()[1]
        assert addresses(listener, "::") == [
            f"http://{host}:{port}" for host in ("127.0.0.1", "192.168.1.5", "[fd00::5]")
        ]
        with socket.create_connection(("127.0.0.1", port), timeout=10) as reached:
            assert reached.getpeername() == ("127.0.0.1", port)


def test_offline_there_is_the_near_address_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.serve.address._FAR", ("no.address.invalid:",))
    with bind("0.0.0.0", 0) as listener:  # noqa: S104
        port = listener.getsockname()[1]
        assert addresses(listener, "0.0.0.0") == [f"http://127.0.0.1:{port}"]  # noqa: S104


def test_in_a_network_a_machine_is_called_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "Desk.Example.org")
    names = {"desk.example.org", "desk", "desk.local"}
    with bind("0.0.0.0", 0) as wide, bind("127.0.0.1", 0) as narrow:  # noqa: S104
        assert names <= allowed_hosts(wide, "0.0.0.0")  # noqa: S104
        assert not names & allowed_hosts(narrow, "127.0.0.1")
