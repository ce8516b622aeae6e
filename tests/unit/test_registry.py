"""Platforms are found by entry point, and only the one asked for is loaded."""

import subprocess
import sys

import pytest

from smbot.core.errors import ConfigurationError
from smbot.registry import load_platform, load_recognizer, platform_names


@pytest.fixture
def a_distribution(tmp_path, monkeypatch):
    """The factory `a_distribution(name, entry_point)` that installs a package's metadata on the path."""

    def install(name, entry_point, group="smbot.platforms"):
        folder = tmp_path / name / f"{name}-1.0.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (folder / "entry_points.txt").write_text(f"[{group}]\n{entry_point}\n")
        monkeypatch.syspath_prepend(str(folder.parent))

    return install


def test_the_shipped_platform_is_found_by_name():
    assert "x" in platform_names()
    assert load_platform("x").name == "x"


def test_a_third_partys_platform_is_found(a_distribution):
    a_distribution("townhall", "townhall = smbot.platforms.x:ADAPTER")

    assert "townhall" in platform_names()
    assert load_platform("townhall").name == "x"


def test_an_unknown_platform_is_told_with_those_there_are():
    with pytest.raises(ConfigurationError) as unknown:
        load_platform("myspace")

    assert unknown.value.where == "platforms.myspace"
    assert "x" in str(unknown.value.mend)


def test_two_packages_that_offer_one_platform_are_refused(a_distribution):
    a_distribution("first", "townhall = first:ADAPTER")
    a_distribution("second", "townhall = second:ADAPTER")

    with pytest.raises(ConfigurationError, match="first, second"):
        load_platform("townhall")


def test_a_platform_that_nobody_asked_for_is_not_loaded(a_distribution):
    a_distribution("stranger", "stranger = a_module_that_does_not_exist:ADAPTER")

    assert "stranger" in platform_names()
    assert load_platform("x").name == "x"


def test_naming_platforms_imports_none():
    code = "import sys; from smbot.registry import platform_names; platform_names(); print('tweepy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_a_third_partys_recognizer_is_found(a_distribution):
    a_distribution("badges", "badges = smbot.redact.recognizers.phone:find", "smbot.recognizers")

    assert [span.entity for span in load_recognizer("badges")("call 604 555 0122")] == ["PHONE_NUMBER"]


def test_an_unknown_recognizer_is_told_with_its_setting():
    with pytest.raises(ConfigurationError, match="badges") as unknown:
        load_recognizer("badges")

    assert unknown.value.where == "privacy.recognizers"


def test_a_package_that_cannot_be_loaded_is_told_with_the_cause(a_distribution):
    a_distribution("broken", "badges = a_module_that_does_not_exist:find", group="smbot.recognizers")

    with pytest.raises(ConfigurationError, match=r"offers badges cannot be loaded \(ModuleNotFoundError\)"):
        load_recognizer("badges")
