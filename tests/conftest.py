"""Shared fixtures: a frozen clock, a store, an installation, a mention, and a factory of raw posts."""

import os
import shutil

import pytest
from fakes import NOW, raw_post, stored_mention
from hypothesis import settings as hypothesis_settings

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.clock import FrozenClock
from smbot.installation import NewMember, install
from smbot.storage.engine import open_engine
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


@pytest.fixture
def a_store(tmp_path, migrated_database, a_clock):
    """A store on an empty database in a file of its own."""
    file = tmp_path / "smbot.db"
    shutil.copy2(migrated_database, file)
    engine = open_engine(f"sqlite:///{file}")
    yield Store(engine, a_clock)
    engine.dispose()


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


@pytest.fixture
def an_installation(tmp_path, installed_folder, a_clock):
    """An application on a fresh installation in a temporary folder, at the frozen time, without environment."""
    folder = tmp_path / "smbot"
    shutil.copytree(installed_folder, folder)
    application = Application(settings.load(folder / settings.FILE_NAME), a_clock, {})
    yield application
    application.close()
