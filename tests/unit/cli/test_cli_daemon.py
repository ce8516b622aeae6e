"""`smbot run --role` and `smbot init --systemd`."""

from smbot.daemon.parts import Part


def test_a_role_that_does_not_exist_is_told_with_those_that_do(smbot, config):
    done = smbot("run", "--role", "work", "--role", "colect")

    assert done.code == 2
    assert "colect" in done.err
    for part in Part:
        assert part.value in done.err


def test_init_writes_units_where_it_is_asked_to(smbot, config, tmp_path):
    folder = tmp_path / "units"

    done = smbot("init", config.parent, "--systemd", folder)

    assert done.code == 0, done.err
    assert {path.name for path in folder.iterdir()} >= {f"smbot-{part}.service" for part in Part}
    assert str(folder) in done.err
