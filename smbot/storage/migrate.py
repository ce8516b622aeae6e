"""Bring the database to this version's tables; refuse one that a newer smbot wrote."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.engine import Engine

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.storage.engine import WRITES

FOLDER = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Apply all outstanding migrations in one transaction.

    Raises:
        ConfigurationError: The database is from a newer version.
    """
    config = _config()
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise _from_a_newer_one() from None


def outdated(engine: Engine) -> bool:
    """Say whether migrations are outstanding."""
    return version_of(engine) != ScriptDirectory.from_config(_config()).get_current_head()


def refuse_newer(engine: Engine) -> None:
    """Refuse a database whose revision this version does not know.

    Raises:
        ConfigurationError: It is from a newer version.
    """
    version = version_of(engine)
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if version is not None and version not in known:
        raise _from_a_newer_one()


def _from_a_newer_one() -> ConfigurationError:
    return ConfigurationError(
        msg("This database was written by a newer version of smbot."),
        mend=msg("Install that version again, or restore a backup made by this one."),
    )


def version_of(engine: Engine) -> str | None:
    """Return the revision of a database's tables, or None where it has none."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config
