"""Where the preview listens, what to type to get there, and by which names it may be called."""

import errno
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from ipaddress import ip_address

from papershelf.errors import MachineError

_MORE_PORTS = 20
_BACKLOG = 128
_PROBE_SECONDS = 0.2

_FAR = ("192.0.2.1", "10.254.254.254", "172.30.254.254", "192.168.254.254", "2001:db8::1")
"""Addresses beyond each network that a machine may be in; nothing is ever sent to them."""


def bind(host: str, port: int, *, strict: bool = False) -> socket.socket:
    """A socket that listens at `host` and `port`, or at the next free port of twenty more.

    Port 0 is any free one. Raises MachineError where the host is not this machine, where no port is
    free, and with `strict` where just this one is taken.
    """
    host = host.strip("[]")
    family, address = _resolved(host)
    last = port if strict or not port else min(port + _MORE_PORTS, 65_535)
    for candidate in range(port, last + 1):
        try:
            if not _is_answered(family, address, candidate):
                return _listening(family, address, candidate)
        except OSError as error:
            if not _is_taken(error):
                raise _refused(error, host, candidate) from error
    if last == port:
        raise MachineError(f"port {port} is taken; choose another one with --port")
    raise MachineError(f"the ports {port} to {last} are taken; choose another one with --port")


def addresses(listener: socket.socket, host: str) -> list[str]:
    """What leads to a listening socket, without a slash at the end, the nearest address first.

    A socket that listens to all networks has the addresses of this machine in them as well.
    """
    port = listener.getsockname()[1]
    if not _is_wildcard(listener):
        return [f"http://{_in_address(host)}:{port}"]
    both = listener.family == socket.AF_INET or _takes_both(listener)
    near = "127.0.0.1" if both else "::1"
    found = [near, *_own_addresses()]
    if listener.family == socket.AF_INET:
        found = [address for address in found if ":" not in address]
    elif not both:
        found = [address for address in found if ":" in address]
    return [f"http://{_in_address(address)}:{port}" for address in found]


def allowed_hosts(listener: socket.socket, host: str) -> frozenset[str]:
    """The names by which browsers may call the preview, in small letters, IPv6 in brackets.

    The address that a connection came in at is not among them: the guard knows that one.
    """
    names = {"127.0.0.1", "localhost", "[::1]", _in_address(host).lower()}
    if _is_wildcard(listener):
        own = socket.gethostname().lower()
        short = own.partition(".")[0]
        names |= {own, short, f"{short}.local"}
    return frozenset(names - {""})


def _resolved(host: str) -> tuple[socket.AddressFamily, str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM) if host else []
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise MachineError(f'"{host}" is no address of this machine; try --host 127.0.0.1')
    # What asks for "localhost" over IPv6 falls back to IPv4, but not the other way round.
    family, _, _, _, address = min(found, key=lambda info: info[0] != socket.AF_INET)
    return family, str(address[0])


def _listening(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    with ExitStack() as undo:
        # asyncio sends small answers at once only on sockets that name their protocol.
        listener = undo.enter_context(socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP))
        if sys.platform == "win32":
            # There SO_REUSEADDR would let two servers share a port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6 and _is_unspecified(address):
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind((address, port))
        # Only listening makes sure of a port: two sockets that are not yet may be bound to one.
        listener.listen(_BACKLOG)
        undo.pop_all()
        return listener


def _is_answered(family: socket.AddressFamily, address: str, port: int) -> bool:
    """Whether somebody listens there: macOS would let us take an address of theirs for all.

    Raises OSError for the address of another machine, and asks nobody there.
    """
    if not port or sys.platform == "win32":
        return False
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.bind((address, 0))
        probe.settimeout(_PROBE_SECONDS)
        return probe.connect_ex((address, port)) == 0


def _is_taken(error: OSError) -> bool:
    # Windows says "not allowed" of ports that are kept by another program.
    return error.errno == errno.EADDRINUSE or (
        sys.platform == "win32" and isinstance(error, PermissionError)
    )


def _refused(error: OSError, host: str, port: int) -> MachineError:
    if isinstance(error, PermissionError):
        return MachineError(f"port {port} is kept for the system; try --port 8000")
    if error.errno == errno.EADDRNOTAVAIL:
        return MachineError(f'"{host}" is no address of this machine; try --host 127.0.0.1')
    return MachineError(f"cannot listen at {host}, port {port}: {error.strerror}")


def _is_wildcard(listener: socket.socket) -> bool:
    return _is_unspecified(listener.getsockname()[0])


def _is_unspecified(address: str) -> bool:
    return ip_address(address.partition("%")[0]).is_unspecified


def _takes_both(listener: socket.socket) -> bool:
    return not listener.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY)


def _own_addresses() -> list[str]:
    """The addresses from which this machine would send into each network; none when offline."""
    return list(dict.fromkeys(_sources()))


def _sources() -> Iterator[str]:
    for far in _FAR:
        family = socket.AF_INET6 if ":" in far else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((far, 9))
                source = str(probe.getsockname()[0])
        except OSError:
            continue
        address = ip_address(source.partition("%")[0])
        if not (address.is_loopback or address.is_unspecified or address.is_link_local):
            yield source


def _in_address(host: str) -> str:
    host = host.strip("[]")
    return f"[{host}]" if ":" in host else host
