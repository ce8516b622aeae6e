from dataclasses import replace

import pytest

from smbot.core.platform_rules import PlatformRules
from smbot.playbooks.fields import Bilingual
from smbot.playbooks.lint import Places, lint
from smbot.playbooks.load import load_folder

BAD = [
    ("too long", ("Thank you. Use {private_channel}. We", "Thank you. " + "word " * 50 + "{private_channel}. We"), 16,
     "280 are allowed"),
    ("both too long", ("      fr: Merci.", "      fr: Merci" + " mot" * 40 + "."), 20, "280 are allowed"),
    ("a URL", ("Thank you. Use", "Thank you. See https://example.ca/help or use"), 16, "is or looks like a link"),
    ("a bare domain", ("    - en: Thank you.", "    - en: Thank you. See example.ca."), 20, "is or looks like a link"),
    ("a client in English", ("Thank you. Use", "We looked at your claim. Use"), 16, "author is a client"),
    ("a client in French", ("Merci. Utilisez {private_channel}. N", "Votre demande a été reçue. {private_channel}. N"),
     18, "author is a client"),
    ("a client in a half", ("      fr: Merci.", "      fr: Votre dossier avance."), 21, "author is a client"),
    ("no greeting", ('- "{greeting} Thank', '- "Thank'), 16, "The greeting is missing."),
    ("a late greeting", ('- "{greeting} Merci.', '- "Merci. {greeting}'), 18, "The greeting is missing."),
    ("a greeting in a half", ("    - en: Thank you.", "    - en: Thank you {greeting}."), 20, "greeting stands twice"),
    ("no private channel", ("Use {private_channel}. We", "We"), 16, "no private channel"),
    ("no private channel in a half", ("      fr: Merci. Utilisez {private_channel}.", "      fr: Merci."), 21,
     "no private channel"),
    ("the same twice", ("  fr:\n    - \"", "    - \"{greeting} Thank you. Use {private_channel}. We answer "
     "{service_standard}.\"\n  fr:\n    - \""), 17, "says what an earlier one says"),
    ("an unknown label", ("[complaint]", "[complaint, grumble]"), 11, "Unknown label grumble."),
    ("an unknown label of all", ("[complaint]", "[complaint]\n  all_labels: [grumble]"), 12, "Unknown label grumble."),
    ("an unknown label's score", ("[complaint]", "[complaint]\n  scores: {grumble: 0.5}"), 12, "Unknown label"),
    ("an unknown label in a test", ("approval: one", "approval: one\ntests:\n  - labels: [grumble]"), 25,
     "Unknown label grumble."),
    ("an unknown entity", ("[complaint]", "[complaint]\n  entities: [SHOE_SIZE]"), 12, "Unknown kind of personal"),
    ("a step twice", ("public_reply: draft", "public_reply: draft\n  - public_reply: fixed"), 14,
     "The step public_reply stands here twice."),
    ("a late hide", ("public_reply: draft", "public_reply: draft\n  - hide: when-possible"), 14, "it was answered"),
    ("an early close", ("- public_reply: draft", "- close: answered\n  - public_reply: draft"), 13, "after the close"),
    ("a fallback for nothing", ("public_reply: draft", "public_reply: fallback"), 13, "There is no private message"),
    ("a private message too long", ("- public_reply", "- private_message: {en: A, fr: \"" + "mot " * 600
     + "\"}\n  - public_reply"), 13, "2000 are allowed"),
    ("a client in private", ("- public_reply", "- private_message: {en: Your claim is here, fr: A}\n  - public_reply"),
     13, "author is a client"),
    ("French in private", ("- public_reply", "- private_message: {en: A, fr: 'Oh !'}\n  - public_reply"), 13,
     "A space stands before !"),
    ("nobody's approval", ("approval: one", "approval: none"), 23, "No setting lets replies to complaint leave"),
    ("nobody's approval somewhere", ("approval: one", "approval: one\napproval_overrides:\n  - platforms: [x]\n"
     "    approval: none"), 25, "No setting lets replies to complaint leave"),
    ("nobody for urgent", ("approval: one", "approval: one\napproval_overrides:\n  - labels: [urgent]\n"
     "    approval: none"), 25, "needs a person"),
    ("a colon without its space", ("fr: Plainte", "fr: 'Plainte: grave'"), 6, "A colon has no no-break space"),
    ("a colon with a plain space", ("fr: Plainte", "fr: 'Plainte : grave'"), 6, "A colon has no no-break space"),
    ("an opening mark", ("fr: Plainte", "fr: «Plainte\u00a0»"), 6, "An opening quotation mark"),
    ("a closing mark", ("fr: Plainte", "fr: «\u00a0Plainte »"), 6, "The sign » has no no-break space"),
    ("a space before a mark", ("fr: Remerciez", "fr: Oh ! Remerciez"), 9, "A space stands before !"),
    ("a no-break space before a mark", ("fr: Plainte", "fr: Une plainte\u00a0?"), 6, "A space stands before ?"),
    ("a percentage", ("fr: Plainte", "fr: Plainte à 5 %"), 6, "The sign % has no no-break space"),
]  # fmt: skip


@pytest.mark.parametrize("case", BAD, ids=[case[0] for case in BAD])
def test_what_would_not_hold_is_reported_at_its_line(a_folder, x, facebook, an_organisation, case):
    _, change, line, what = case
    playbooks = load_folder(a_folder(change))

    problems = lint(playbooks, {"facebook": facebook, "x": x}, an_organisation)

    assert {p.where for p in problems if what in str(p.what)} == {f"complaint.yaml:{line}"}
    assert {p.where for p in problems if p.file == "complaint.yaml"} == {f"complaint.yaml:{line}"}


def test_a_playbook_that_holds_has_no_problem_of_its_own(a_folder, x, an_organisation):
    problems = lint(load_folder(a_folder()), {"x": x}, an_organisation)

    assert not [problem for problem in problems if problem.file == "complaint.yaml"]


def test_correct_french_passes(a_folder, x, an_organisation):
    change = ("fr: Plainte", "fr: 'Plainte\u00a0: «\u00a0attente\u00a0»; 5\u00a0%, de 8:30 à midi?'")

    problems = lint(load_folder(a_folder(change)), {"x": x}, an_organisation)

    assert not [problem for problem in problems if problem.file == "complaint.yaml"]


def test_a_label_without_a_playbook_is_reported_for_each_platform(a_folder, x, an_organisation):
    other = replace(x, platform="facebook")

    problems = lint(load_folder(a_folder()), {"x": x, "facebook": other}, an_organisation)

    said = {str(problem.what) for problem in problems}
    assert "No playbook answers urgent on x." in said
    assert "No playbook answers urgent on facebook." in said
    assert "No playbook answers exposed personal information on x." in said
    assert "No playbook answers complaint on x." not in said


def test_two_playbooks_for_one_label_are_reported_unless_one_names_the_platform(a_folder, x, an_organisation):
    a_folder(name="a")
    folder = a_folder(("name: complaint", "name: other"), name="b")
    doubled = lint(load_folder(folder), {"x": x}, an_organisation)
    a_folder(("name: complaint", "name: other"), ("labels: [complaint]", "labels: [complaint]\n  platforms: [x]"),
             name="b")  # fmt: skip
    narrowed = lint(load_folder(folder), {"x": x}, an_organisation)

    assert [p.where for p in doubled if "is answered by a.yaml too" in str(p.what)] == ["b.yaml:10"]
    assert not [p for p in narrowed if "is answered by" in str(p.what)]


def test_links_are_allowed_where_the_platform_allows_them(a_folder, x, an_organisation):
    folder = a_folder(("Thank you. Use", "Thank you. See example.ca or use"))
    facebook = PlatformRules(
        platform="facebook", title="Facebook", limit=8000, count=len, links=True, answers_unsummoned=True
    )

    said = [str(p.what) for p in lint(load_folder(folder), {"f": facebook}, an_organisation)]

    assert not [what for what in said if "link" in what]


def test_the_words_of_the_settings_are_judged_as_well(a_folder, x, an_organisation):
    organisation = replace(
        an_organisation, private_channel=Bilingual(en="example.ca/contact", fr="votre dossier en ligne")
    )

    said = [str(p.what) for p in lint(load_folder(a_folder()), {"x": x}, organisation)]

    assert any("“example.ca/contact” is or looks like a link" in what for what in said)
    assert any("“votre dossier” tells the public" in what for what in said)


def test_an_offer_in_one_language_is_judged_in_that_language_only(a_folder, x, an_organisation):
    folder = a_folder(("Thank you. Use", "We looked at your claim. Use"))

    french = lint(load_folder(folder), {"x": x}, replace(an_organisation, offer="french"))
    english = lint(load_folder(folder), {"x": x}, replace(an_organisation, offer="english"))

    assert not [problem for problem in french if problem.file == "complaint.yaml"]
    assert [problem for problem in english if problem.file == "complaint.yaml"]


@pytest.mark.parametrize(
    ("label", "unattended", "holds"),
    [
        ("praise", ["praise"], True),
        ("praise", [], False),
        ("praise", ["suggestion"], False),
        ("urgent", ["urgent"], False),
        ("abuse", ["abuse"], False),
        ("access_request", ["access_request"], False),
    ],
)
def test_nobody_approves_only_where_a_setting_says_so_and_never_what_matters_most(
    a_folder, x, an_organisation, label, unattended, holds
):
    playbooks = load_folder(a_folder(("[complaint]", f"[{label}]"), ("approval: one", "approval: none")))

    problems = lint(playbooks, {"x": x}, an_organisation, unattended=unattended)

    assert (not [p for p in problems if p.where == "complaint.yaml:23"]) == holds


@pytest.mark.parametrize(
    ("first", "second", "both_hold"),
    [
        ("office: open", "office: closed", False),
        ("office: open", "languages: [fr]", True),
        ("languages: [en]", "languages: [fr, other]", False),
        ("summoned: true", "summoned: false", False),
        ("platforms: [facebook]", "platforms: [x]", False),
        ("programs: [cards]", "programs: [roads]", True),
        ("office: closed", "platforms: [x]\n  languages: [fr]", False),
    ],
)
def test_two_playbooks_as_specific_as_each_other_are_reported_where_one_post_meets_both(
    a_folder, x, an_organisation, first, second, both_hold
):
    a_folder(("[complaint]", f"[complaint]\n  {first}"), ("name: complaint", "name: first"), name="a")
    folder = a_folder(("[complaint]", f"[complaint]\n  {second}"), ("name: complaint", "name: second"), name="b")

    said = [str(p.what) for p in lint(load_folder(folder), {"x": x}, an_organisation)]

    assert ("complaint on x is answered by a.yaml too." in said) == both_hold


def test_a_label_that_is_answered_under_conditions_alone_has_a_hole(a_folder, x, an_organisation):
    folder = a_folder(("[complaint]", "[complaint]\n  office: open"))

    said = [str(p.what) for p in lint(load_folder(folder), {"x": x}, an_organisation)]

    assert "No playbook answers complaint on x." in said


PLACES = Places(programs=("civil-status",), doors=("civil-status", "dufferin", "passports"))


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        (("[complaint]", "[complaint]\n  programs: [civil-status, roads]"), 12, "no program roads"),
        (("- public_reply", "- redirect: city-hall\n  - public_reply"), 13, "other body city-hall"),
    ],
    ids=["program", "redirect"],
)
def test_what_the_directory_does_not_have_is_refused_with_line_and_mend(
    a_folder, x, an_organisation, change, line, told
):
    playbooks = load_folder(a_folder(change))

    [problem] = [p for p in lint(playbooks, {"x": x}, an_organisation, places=PLACES) if "directory" in str(p.what)]

    assert (problem.line, told in str(problem.what)) == (line, True)
    assert "civil-status" in str(problem.mend)


@pytest.mark.parametrize("name", ["directory", "civil-status", "dufferin", "passports"])
def test_a_redirect_may_name_whatever_the_directory_has(a_folder, x, an_organisation, name):
    playbooks = load_folder(a_folder(("- public_reply", f"- redirect: {name}\n  - public_reply")))

    found = [str(p.what) for p in lint(playbooks, {"x": x}, an_organisation, places=PLACES)]

    assert not [what for what in found if "directory" in what]


def test_every_post_has_a_variant_that_needs_no_door(a_folder, x, an_organisation):
    playbooks = load_folder(a_folder(("Thank you. Use", "{door} Use")))

    found = [str(p.what) for p in lint(playbooks, {"x": x}, an_organisation)]

    assert "The first variant leads to a door, and not every post has one." in found
