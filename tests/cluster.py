"""A throw-away PostgreSQL: a cluster of its own in a temporary folder, on a free port of 127.0.0.1, gone at the end.

The README's test command installs the server. It refuses to run as root: there, it runs as `postgres`.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "32MB"}
"""For tests that never pull the plug."""


def _programs():
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    assert versions, "PostgreSQL is not installed: the test command of the README installs it."
    return versions[-1].parent


class Cluster:
    """A running server; `settings` are lines of postgresql.conf."""

    def __init__(self, folder, settings):
        self.folder = folder
        self.data = folder / "data"
        self.port = _free_port()
        self._owner = None
        if os.geteuid() == 0:
            self._owner = pwd.getpwnam("postgres")
            os.chown(folder, self._owner.pw_uid, self._owner.pw_gid)
        self._do("initdb", "-D", self.data, "-U", "smbot", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        own = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": folder} | settings
        with (self.data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in own.items())

    def _do(self, program, *arguments, check=True):
        as_owner = {"user": self._owner.pw_uid, "group": self._owner.pw_gid, "extra_groups": []} if self._owner else {}
        command = [_programs() / program, *arguments]
        # Without a pipe: the server that pg_ctl starts would keep it open.
        subprocess.run(
            command, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder, **as_owner
        )

    def start(self):
        self._do("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "start")

    def stop(self, how="immediate"):
        self._do("pg_ctl", "-D", self.data, "-m", how, "-w", "stop", check=False)

    def restart(self, how="immediate"):
        """Let the server crash, and start it again."""
        self.stop(how)
        self.start()

    def url(self, database="postgres"):
        return f"postgresql+psycopg://smbot@127.0.0.1:{self.port}/{database}"

    def execute(self, statement):
        """Execute a statement that no transaction may hold."""
        import psycopg

        with psycopg.connect(f"host=127.0.0.1 port={self.port} user=smbot dbname=postgres", autocommit=True) as at:
            at.execute(statement)

    def create(self, name, template="template0"):
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop(self, name):
        self.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@contextmanager
def running_cluster(**settings):
    """Run a cluster until the end; without settings of its own, one that is fast and survives no power cut."""
    folder = Path(tempfile.mkdtemp(prefix="smbot-pg-"))
    cluster = None
    try:
        cluster = Cluster(folder, settings or FAST)
        cluster.start()
        yield cluster
    finally:
        if cluster is not None:
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
