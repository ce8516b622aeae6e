"""Data and keys in one database of PostgreSQL are refused, whatever the addresses say: each writer blocks the other."""

import pytest

from smbot.core.errors import ConfigurationError
from smbot.storage.engine import are_one, open_engine
from smbot.storage.keystore import KeyStore


@pytest.mark.parametrize("an_installation", ["postgresql"], indirect=True)
def test_one_database_for_both_is_refused_when_tables_are_brought_up_to_date(an_installation):
    apart = an_installation.key_store
    one = KeyStore(open_engine(an_installation.engine.url))
    an_installation.migrate()
    an_installation.key_store = one

    with pytest.raises(ConfigurationError) as error:
        an_installation.migrate()

    assert "storage.key_url" in error.value.where
    assert not are_one(an_installation.engine, apart.engine)
    apart.close()
