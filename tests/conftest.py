"""Shared fixtures: a frozen clock, a store, an installation, a mention, and a factory of raw posts."""

import os
import shutil
from itertools import count
from pathlib import Path

import pytest
from cluster import on_other_databases, running_cluster
from fakes import NOW, raw_post, stored_mention
from hypothesis import settings as hypothesis_settings

from smbot import settings
from smbot.bootstrap import Application
from smbot.bootstrap.moving import move_to_postgresql
from smbot.core.clock import FrozenClock
from smbot.installation import NewMember, install
from smbot.storage.engine import WRITES, open_engine
from smbot.storage.keystore import KeyStore
from smbot.storage.migrate import migrate
from smbot.storage.store import Store

PASSWORD = "correct horse battery"

# The same examples each time, and no deadlines: how fast the machine is today proves nothing.
hypothesis_settings.register_profile("smbot", derandomize=True, deadline=None)
# Many fresh examples: HYPOTHESIS_PROFILE=search, run by hand.
hypothesis_settings.register_profile("search", max_examples=2000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "smbot"))


@pytest.fixture
def a_clock():
    """A clock that stands still at `fakes.NOW` until a test advances it."""
    return FrozenClock(NOW)


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory):
    """A migrated, empty SQLite database, copied for each test because migrating takes longer than copying."""
    file = tmp_path_factory.mktemp("migrated") / "smbot.db"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    return file


ENGINES = ("sqlite", "postgresql")
ON_BOTH = ("storage/", "unit/test_pipeline", "unit/send/", "unit/collect/", "unit/review/test_review_desk")
"""Whose tests run on SQLite and on PostgreSQL; `--both-engines` adds every test that asks for a store."""


def pytest_addoption(parser):
    parser.addoption("--both-engines", action="store_true", help="Run every test of a store on PostgreSQL too.")


def pytest_generate_tests(metafunc):
    place = Path(metafunc.definition.path).relative_to(Path(__file__).parent).as_posix()
    both = metafunc.config.getoption("--both-engines") or place.startswith(ON_BOTH)
    said = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    for fixture in ("an_engine_of_each", "an_installation"):
        if fixture in metafunc.fixturenames and not any(fixture in names for names in said):
            metafunc.parametrize(fixture, ENGINES if both else ["sqlite"], indirect=True)


@pytest.fixture(scope="session")
def a_server():
    """A PostgreSQL server of this run's own, started when a test first asks for it."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def new_database(a_server):
    """The factory `new_database()`: the address of a migrated, empty PostgreSQL database that nobody else has."""
    template, numbers = a_server.create("migrated"), count(1)
    engine = open_engine(template)
    migrate(engine)
    engine.dispose()
    return lambda: a_server.create(f"test_{next(numbers)}", template="migrated")


@pytest.fixture(scope="session")
def on_postgresql(new_database):
    """An engine on the database that tests of a store share: emptied after each, which is quicker than a new one."""
    engine = open_engine(new_database())
    yield engine
    engine.dispose()


EMPTY = """
DO $$ DECLARE name text; BEGIN
  PERFORM set_config('session_replication_role', 'replica', true);  -- the audit log, too, is emptied
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('DELETE FROM %%I', name);
  END LOOP;
  FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER SEQUENCE %%I RESTART', name);
  END LOOP;
END $$
"""


@pytest.fixture
def an_engine_of_each(request, tmp_path, migrated_database):
    """A migrated, empty database: SQLite's file, or one of the server's."""
    if request.param == "sqlite":
        file = tmp_path / "smbot.db"
        shutil.copy2(migrated_database, file)
        engine = open_engine(f"sqlite:///{file}")
        yield engine
        engine.dispose()
        return
    engine = request.getfixturevalue("on_postgresql")
    yield engine
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.exec_driver_sql(EMPTY)


@pytest.fixture
def a_store(an_engine_of_each, a_clock):
    """A store on an empty database of its own."""
    return Store(an_engine_of_each, a_clock)


@pytest.fixture
def a_key_store(tmp_path):
    """A store of vault keys in a file of its own."""
    store = KeyStore(open_engine(f"sqlite:///{tmp_path / 'keys.db'}"))
    store.create()
    yield store
    store.close()


@pytest.fixture
def a_raw_post():
    """The factory `raw_post(number, **changes)` of posts before redaction; their text is boxed."""
    return raw_post


@pytest.fixture
def a_mention(a_store):
    """The factory `a_mention(**changes)`: stores a mention as the stages leave it and returns its id."""

    def store_one(**changes):
        return stored_mention(a_store, **changes)

    return store_one


@pytest.fixture(scope="session")
def installed_folder(tmp_path_factory):
    """What `smbot init` makes, with one member; copied for each test."""
    folder = tmp_path_factory.mktemp("installed") / "smbot"
    install(folder, NewMember(name="Alice", password=PASSWORD)).close()
    return folder


@pytest.fixture(scope="session")
def a_shared_installation(installed_folder, new_database, tmp_path_factory):
    """The same on PostgreSQL, moved there as an administrator moves it; its databases are templates of others."""
    folder = tmp_path_factory.mktemp("shared") / "smbot"
    shutil.copytree(installed_folder, folder)
    urls = [new_database(), new_database()]
    application = Application(settings.load(on_other_databases(folder, *urls)), FrozenClock(NOW), {})
    assert move_to_postgresql(application) is not None
    application.close()
    return folder, urls


@pytest.fixture
def an_installation(request, tmp_path, installed_folder, a_clock):
    """An application on a fresh installation in a temporary folder, at the frozen time, without environment."""
    folder = tmp_path / "smbot"
    shutil.copytree(installed_folder, folder)
    if request.param == "sqlite":
        application = Application(settings.load(folder / settings.FILE_NAME), a_clock, {})
        yield application
        application.close()
        return
    server, (_, templates) = (request.getfixturevalue(name) for name in ("a_server", "a_shared_installation"))
    (folder / "data" / "smbot.db").unlink()  # whoever opened it by mistake would find nothing
    names = [f"{folder.parent.name}_{number}"[-60:] for number in (1, 2)]
    urls = [server.create(n, t.rpartition("/")[2]) for n, t in zip(names, templates, strict=True)]
    application = Application(settings.load(on_other_databases(folder, *urls)), a_clock, {})
    yield application
    application.close()
    for name in names:
        server.drop(name)
