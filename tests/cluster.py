"""A throw-away PostgreSQL: a cluster of its own in a temporary folder, on a free port of 127.0.0.1, gone at the end.

The README's test command installs the server. It refuses to run as root: there, it runs as `postgres`.
"""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from smbot import settings

PR_SET_PDEATHSIG = 1
PATIENCE_SECONDS = 120
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "32MB"}
"""For tests that never pull the plug."""


def _programs():
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    found = str(versions[-1]) if versions else shutil.which("postgres")
    assert found, "PostgreSQL is not installed: the test command of the README installs it."
    return Path(found).parent


class Cluster:
    """A running server; `settings` are lines of postgresql.conf."""

    def __init__(self, folder, settings):
        self.folder = folder
        self.data = folder / "data"
        self.port = _free_port()
        self._server = None
        self._owner = None
        if os.geteuid() == 0:
            self._owner = pwd.getpwnam("postgres")
            os.chown(folder, self._owner.pw_uid, self._owner.pw_gid)
        self._do("initdb", "-D", self.data, "-U", "smbot", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        own = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": folder} | settings
        with (self.data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in own.items())

    def _command(self, program, *arguments):
        as_owner = {"user": self._owner.pw_uid, "group": self._owner.pw_gid, "extra_groups": []} if self._owner else {}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        return {"args": [_programs() / program, *arguments], "cwd": self.folder, **quiet, **as_owner}

    def _do(self, program, *arguments):
        subprocess.run(**self._command(program, *arguments), check=True)

    def start(self, *, wait=True):
        """Start it; it ends with the thread that calls this, however that ends."""
        command = self._command("postgres", "-D", self.data)
        self._server = subprocess.Popen(**command, preexec_fn=_end_with_caller)  # noqa: PLW1509 - before any thread
        until = time.monotonic() + PATIENCE_SECONDS
        while wait and not self._answers():
            assert self._server.poll() is None, "PostgreSQL does not start"
            assert time.monotonic() < until, "PostgreSQL does not answer"
            time.sleep(0.05)

    def _answers(self):
        import psycopg

        try:
            psycopg.connect(f"host=127.0.0.1 port={self.port} user=smbot dbname=postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self):
        """End it at once, as a power cut would."""
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait(PATIENCE_SECONDS)

    def restart(self):
        """Let the server crash, and start it again; it answers when it has put itself in order."""
        self.stop()
        self.start(wait=False)

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


def _end_with_caller():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


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
        if cluster is not None and cluster._server is not None:
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def on_other_databases(folder, url, key_url):
    """Let an installation's settings name two databases of PostgreSQL; return their file."""
    file = folder / settings.FILE_NAME
    shown = [each.replace("postgresql+psycopg:", "postgresql:") for each in (url, key_url)]
    text = file.read_text("utf-8").replace('\nurl = ""\n', f'\nurl = "{shown[0]}"\n', 1)
    file.write_text(text.replace('\nkey_url = ""\n', f'\nkey_url = "{shown[1]}"\n', 1), "utf-8")
    return file
