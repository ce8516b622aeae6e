"""Threat 16: what is secret stands in no list of processes, no environment that others read, and no core dump."""

import subprocess
import sys

from typer.main import get_command

from smbot.cli.app import build_app

SECRET_WORDS = ("password", "secret", "token", "passphrase", "code")
FROM_FILES = {"--password-file"}
"""Options that name a file with a secret in it: the file's name alone is on the command line."""

PROBE = """
import os, resource
from smbot.core.process import is_dumpable, keep_memory_private
keep_memory_private()
print(resource.getrlimit(resource.RLIMIT_CORE), is_dumpable(), os.stat("/proc/self/environ").st_uid)
"""


def test_a_process_leaves_no_core_dump_and_shows_its_environment_to_root_alone():
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["(0,", "0)", "False", "0"]


def test_the_command_line_protects_its_memory_before_anything_else():
    probe = (
        "import sys; sys.argv = ['smbot', '--version']\n"
        "import smbot.cli.main as cli, smbot.core.process as process, resource, atexit\n"
        "atexit.register(lambda: print(resource.getrlimit(resource.RLIMIT_CORE)[0], process.is_dumpable()))\n"
        "cli.main()"
    )

    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)

    assert done.stdout.splitlines()[-1] == "0 False"


def options(command, path="smbot"):
    for parameter in command.params:
        for name in (*parameter.opts, *parameter.secondary_opts):
            yield path, name, parameter
    for word, inner in getattr(command, "commands", {}).items():
        yield from options(inner, f"{path} {word}")


def test_no_option_takes_a_secret_on_the_command_line():
    told = {
        (path, name)
        for path, name, parameter in options(get_command(build_app()))
        if name.startswith("--")
        and any(word in name for word in SECRET_WORDS)
        and not getattr(parameter, "is_flag", False)
    }

    assert {name for _, name in told} <= FROM_FILES
