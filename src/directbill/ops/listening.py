"""Where the web server listens: a free port, how it is written as an address, and whether pages answer there."""

import http.client
import socket
from ipaddress import ip_address

from directbill.core.errors import refuse

LONGEST = 5.0
"""Seconds for one look at the pages."""
FINE = 200


def free_port(host: str, port: int) -> int:
    """The port, seen to be free; with 0, one the system chooses. Refuses `port_taken` and `host_unknown`."""
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise refuse("host_unknown", found=host) from None
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except OSError as fault:
            raise refuse("port_taken", found=f"{host}:{port}", reason=fault.strerror or "") from None
        chosen: int = probe.getsockname()[1]
    return chosen


def near(host: str) -> str:
    """Where to reach a server of this machine that listens there: everywhere is also here."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104 - trusted: read, not bound


def address(host: str, port: int) -> str:
    """The address as a browser takes it."""
    found = near(host)
    try:
        written = f"[{found}]" if ip_address(found).version == 6 else found
    except ValueError:
        written = found
    return f"http://{written}:{port}"


def pages_answer(host: str, port: int) -> bool:
    """Whether the installation says it is ready."""
    connection = http.client.HTTPConnection(near(host), port, timeout=LONGEST)
    try:
        connection.request("GET", "/health/ready/")
        return connection.getresponse().status == FINE
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
