"""The administration pages and the sign-in with a service, in the browser: accessibility as on all other pages, and
an administrator's work by form alone."""

import shutil

import pytest
from browser.test_accessibility import (  # noqa: F401 - the same tests, on these pages
    test_axe_finds_nothing_on_any_page,
    test_every_target_is_large_enough,
    test_no_page_scrolls_sideways,
)
from listening import serving
from web.making import REPOSITORY, install_in

from smbot.core.clock import SystemClock
from smbot.doctor import AT_DESK, examine
from smbot.offices.load import SHIPPED
from smbot.playbooks.shelf import PlaybookShelf
from smbot.web.app import create_app

pytestmark = pytest.mark.browser

HERE = "/administration"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """An installation with a directory, a playbook that was changed, one that is broken, and a sign-in service."""
    folder = tmp_path_factory.mktemp("desk")
    playbooks = folder / "playbooks"
    shutil.copytree(REPOSITORY / "playbooks", playbooks)
    shutil.copy(SHIPPED, folder / "directory.yaml")
    shutil.copy(REPOSITORY / "config.example.toml", folder / "config.toml")
    made = install_in(
        folder,
        clock=SystemClock(),
        playbooks={"folder": str(playbooks)},
        sign_in={"oidc": {"issuer": "http://127.0.0.1:9", "client_id": "desk", "roles": {"agents": ["reviewer"]}}},
        web={"public_url": "http://127.0.0.1:8321"},
        environment={"SMBOT_OIDC_CLIENT_SECRET": "made-up"},
    )
    keeper = PlaybookShelf(playbooks, made.clock, tell=lambda _event: None, kept=folder / "data" / "playbooks")
    keeper.current()
    praise, complaint = playbooks / "praise.yaml", playbooks / "complaint.yaml"
    praise.write_text(praise.read_text("utf-8").replace("version: 2", "version: 99"), "utf-8")
    keeper.look()
    made.application.shelf.current()
    complaint.write_text(complaint.read_text("utf-8").replace("approval: one", "aproval: one"), "utf-8")
    made.application.shelf.look()
    yield made
    made.application.close()


@pytest.fixture(scope="module")
def address(desk):
    file = desk.application.configuration.file
    app = create_app(desk.application, checks=lambda: examine(file, only=AT_DESK))
    with serving(app) as served:
        yield served


@pytest.fixture(scope="module")
def paths(desk):
    """One address of each kind of page and state, with who may see it."""
    with desk.application.store.write() as tx:
        tx.bind(desk.members["ana"].id, "http://127.0.0.1:9", "subject-1")
    earlier = desk.application.shelf.versions("praise.yaml")[-1].id
    return {
        None: ["/sign-in", "/sign-in?left=1"],
        "adam": [
            HERE,
            f"{HERE}/members",
            *(f"{HERE}/members/{desk.members[name].id}" for name in ("vera", "ana", "adam")),
            f"{HERE}/playbooks",
            f"{HERE}/playbooks/complaint.yaml",
            f"{HERE}/playbooks/praise.yaml",
            f"{HERE}/playbooks/praise.yaml/versions/{earlier}",
            f"{HERE}/directory",
            f"{HERE}/settings",
            f"{HERE}/checks",
        ],
    }


def test_a_member_is_added_given_roles_and_shut_out_by_form_alone(window, paths):
    made = window("adam", script=False, java_script_enabled=False)
    page = made.page
    page.goto(f"{made.address}{HERE}/members")

    page.get_by_label("Name, as the team").fill("Robin Roy")
    page.get_by_label("agent").check()
    page.get_by_role("button", name="Add the member").click()
    assert page.get_by_role("heading", level=1).inner_text() == "One-time password of Robin Roy"
    page.get_by_role("link", name="Done").click()
    page.get_by_label("approver", exact=True).check()
    page.get_by_role("button", name="Change the roles").click()
    assert "The roles are changed" in page.get_by_role("status").first.inner_text()
    page.get_by_text("Somebody leaves").click()
    page.get_by_role("button", name="Disable the account").click()

    assert "The account is disabled" in page.get_by_role("status").first.inner_text()
