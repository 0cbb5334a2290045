"""What machines differ in: terminals, permissions that root ignores, a browser and its driver."""

import ctypes
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

CAPABILITIES_VERSION = 0x20080522
OVERRIDE_PERMISSIONS = 0b110
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""
STARTS = 3
CANNOT_LOAD = 127


def terminal() -> tuple[int, int]:
    """Both ends of a new terminal, ours and the program's."""
    try:
        return pty.openpty()
    except OSError as fault:
        if Path("/dev/pts").is_mount():
            raise
        pytest.skip(f"this machine gives no terminals: /dev/pts is not mounted ({fault})")


@contextmanager
def permissions_bind() -> Iterator[None]:
    """Root reads and writes whatever it likes; here this thread gives that up for a while, and stays root."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_VERSION, 0)
    held = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; each a low and a high half
    assert libc.capget(header, held) == 0, os.strerror(ctypes.get_errno())
    less = (ctypes.c_uint32 * 6)(held[0] & ~OVERRIDE_PERMISSIONS, *held[1:])
    assert libc.capset(header, less) == 0, os.strerror(ctypes.get_errno())
    try:
        yield
    finally:
        assert libc.capset(header, held) == 0, os.strerror(ctypes.get_errno())


def need_driver() -> None:
    """A browser needs /proc, and its driver, a program of its own, needs its libraries; skip and name what lacks."""
    if sys.platform == "linux" and not Path("/proc/self").exists():
        pytest.skip("no browser starts on this machine: /proc is not mounted")
    driver = pytest.importorskip("playwright._impl._driver")
    node, _ = driver.compute_driver_executable()
    told = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=60, check=False)
    if told.returncode == CANNOT_LOAD and "shared librar" in told.stderr:
        pytest.skip(f"the browser's driver cannot start: {told.stderr.strip().split('node: ')[-1]}")


def launch(driver: "Playwright", chromium: Path) -> "Browser":
    """Start the browser; a busy machine may need another try. Shared memory may be as small as it likes."""
    from playwright.sync_api import Error  # lazy: playwright may be absent

    args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    for left in reversed(range(STARTS)):
        try:
            return driver.chromium.launch(executable_path=str(chromium), args=args, timeout=60_000)
        except Error:
            if not left:
                raise
    raise AssertionError("unreachable")
