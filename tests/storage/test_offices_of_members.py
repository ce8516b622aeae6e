"""Home offices and languages of members: stored, and kept through the migration that brought them."""

from alembic import command
from fakes import RITA

from smbot.storage.engine import WRITES, open_engine
from smbot.storage.migrate import _config, migrate


def test_a_members_home_office_and_languages_are_kept(a_store):
    with a_store.write() as tx:
        tx.add_member(RITA, "a hash")
        tx.keep_office(RITA.id, "north", ("en", "fr"))

    with a_store.read() as tx:
        found = tx.membership(RITA.id).member
    assert (found.office, found.languages, found.serves) == ("north", ("en", "fr"), ("en", "fr"))


def test_members_from_before_have_no_home_office_and_serve_in_the_language_of_their_pages(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'smbot.db'}")
    migrate(engine)
    config = _config()
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0009")
        connection.exec_driver_sql(
            "INSERT INTO member (id, name, password, roles, language, added_at, disabled, must_change, "
            "second_factor_step, recovery) VALUES ('u-1', 'Rita', 'h', '[]', 'fr', '2026-01-01', 0, 0, 0, '[]')"
        )
        command.upgrade(config, "head")
        found = connection.exec_driver_sql("SELECT office, languages FROM member").one()
    engine.dispose()

    assert tuple(found) == ("", "[]")
