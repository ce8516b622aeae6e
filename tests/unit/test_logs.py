"""Logs hold events with ids; a key that is not known to be harmless is left out, with its value."""

import io
import json
import logging

import pytest
import structlog

from smbot.logs import ALLOWED_KEYS, NOISY, configure_logs, only_allowed_keys


@pytest.fixture
def a_stream():
    """A stream to log to; the process's logging is put back afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in NOISY}
    yield io.StringIO()
    structlog.reset_defaults()
    root.handlers[:], root.level = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_an_event_is_one_line_of_json_with_time_and_level(a_stream):
    configure_logs("info", "json", a_stream)

    structlog.get_logger().info("mention.redacted", mention="m-1", count=3)

    line = json.loads(a_stream.getvalue())
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "mention.redacted", "level": "info", "mention": "m-1", "count": 3}


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_key_nobody_allowed_is_left_out_with_its_value(a_stream, form):
    configure_logs("info", form, a_stream)

    structlog.get_logger().warning("mention.redacted", mention="m-1", text="canary", exc_info=False)

    written = a_stream.getvalue()
    assert "canary" not in written
    assert "m-1" in written
    assert "a key was left out" in written


def test_nothing_that_could_hold_a_post_is_allowed():
    assert not ALLOWED_KEYS & {"text", "draft", "author", "handle", "body", "exception", "exc_info", "stack", "reason"}


def test_an_event_with_known_keys_stays_as_it_is():
    event = {"event": "account.failed", "account": "x", "code": "503"}

    assert only_allowed_keys(None, "info", dict(event)) == event


def test_below_its_level_nothing_is_written(a_stream):
    configure_logs("warning", "json", a_stream)

    structlog.get_logger().info("mention.redacted")

    assert a_stream.getvalue() == ""


@pytest.mark.parametrize("name", NOISY)
def test_libraries_that_could_say_too_much_are_silent(a_stream, name):
    configure_logs("info", "json", a_stream)

    logging.getLogger(name).error("canary %s", "post")
    logging.getLogger(f"{name}.deeper").warning("canary")

    assert a_stream.getvalue() == ""


def test_other_libraries_say_level_and_name_and_not_their_message(a_stream):
    configure_logs("info", "json", a_stream)

    logging.getLogger("some.library").warning("canary")

    assert a_stream.getvalue() == "WARNING some.library\n"


def test_a_traceback_of_a_library_is_not_written(a_stream):
    configure_logs("info", "json", a_stream)
    try:
        raise ValueError("canary")
    except ValueError:
        logging.getLogger("some.library").exception("failed")

    assert a_stream.getvalue() == "ERROR some.library ValueError\n"


def test_without_a_stream_events_go_to_the_standard_error_of_the_moment(a_stream, capsys):
    configure_logs("info", "json")

    structlog.get_logger().info("system.started")

    assert "system.started" in capsys.readouterr().err
