"""The command `smbot`: every command's module is imported only when that command runs."""

import sys

from smbot.cli.app import build_app
from smbot.cli.output import fail
from smbot.core.errors import SmbotError


def main() -> None:
    """Run the command line."""
    try:
        build_app()()
    except SmbotError as error:
        fail(error)
    except BrokenPipeError:
        # The reader of our output (head, less) has left: nothing is wrong.
        sys.stderr.close()


if __name__ == "__main__":
    main()
