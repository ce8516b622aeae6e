"""The command `smbot`: every command's module is imported only when that command runs."""

import sys
import traceback
from pathlib import Path

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from smbot.cli.app import build_app
from smbot.cli.output import EXIT_CHECK_FAILED, fail, tell
from smbot.cli.usage import name_help, show_help, speak_to_the_reader, tell_left, usage_error
from smbot.core.errors import SmbotError
from smbot.core.messages import msg
from smbot.core.process import keep_memory_private


def main() -> None:
    """Run the command line."""
    keep_memory_private()
    try:
        speak_to_the_reader()
        command = get_command(build_app())
        name_help(command)
        raise SystemExit(command(prog_name="smbot", standalone_mode=False))
    except SmbotError as error:
        fail(error)
    except TyperException as error:
        mistake = usage_error(error)
        if mistake is None:
            raise SystemExit(show_help(error)) from None
        fail(mistake)
    except typer.Abort:
        tell_left()
        raise SystemExit(EXIT_CHECK_FAILED) from None
    except BrokenPipeError:
        # The reader of our output (head, less) has left: nothing is wrong.
        sys.stderr.close()
    except Exception as error:  # noqa: BLE001 - a trace's last line may quote a post: tell the type and the place alone
        ours = Path(__file__).parents[1]
        place = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(ours)][-1]
        tell(
            msg(
                "smbot itself failed ({error}, {file}:{line}). Please report these words.",
                error=type(error).__name__,
                file=Path(place.filename).relative_to(ours),
                line=place.lineno,
            )
        )
        raise SystemExit(EXIT_CHECK_FAILED) from None


if __name__ == "__main__":
    main()
