"""`smbot db move`."""

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption
from smbot.cli.output import tell, tr
from smbot.cli.progress import progress
from smbot.core.messages import msg


def build() -> typer.Typer:
    """Return the commands of the database."""
    app = typer.Typer(no_args_is_help=True)
    app.command("move", help=tr("Move from SQLite's files to the PostgreSQL that the settings name."))(move)
    app.callback()(lambda: None)  # a group, though it has one command
    return app


def move(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Copy, compare, and say what is there now."""
    from smbot import settings
    from smbot.bootstrap import Application
    from smbot.bootstrap.moving import move_to_postgresql
    from smbot.logs import configure_logs

    configuration = settings.load(config)
    configure_logs(configuration.settings.log.level, configuration.settings.log.format)
    application = Application(configuration)
    try:
        with progress(tr("Rows moved")) as step:
            moved = move_to_postgresql(application, lambda _table, rows: step(rows))
    finally:
        application.close()
    if moved is None:
        tell(msg("This installation was moved before: nothing was done."))
        return
    tell(msg("Moved and compared: {rows} rows, and {keys} of keys.", rows=moved.rows, keys=moved.keys))
    tell(msg("The old files are as they were. Once smbot runs on the new database, delete them."))
