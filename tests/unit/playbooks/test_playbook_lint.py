from dataclasses import replace

import pytest

from smbot.core.platform_rules import PlatformRules
from smbot.playbooks.fields import Bilingual
from smbot.playbooks.lint import lint
from smbot.playbooks.load import load_folder

BAD = [
    ("too long", ("Thank you. Use {private_channel}. We", "Thank you. " + "word " * 50 + "{private_channel}. We"), 12,
     "280 are allowed"),
    ("both too long", ("    fr: Merci.", "    fr: Merci" + " mot" * 40 + "."), 14, "280 are allowed"),
    ("a URL", ("Thank you. Use", "Thank you. See https://example.ca/help or use"), 12, "is or looks like a link"),
    ("a bare domain", ("    en: Thank you.", "    en: Thank you. See example.ca."), 15, "is or looks like a link"),
    ("a client in English", ("Thank you. Use", "We looked at your claim. Use"), 12, "author is a client"),
    ("a client in French", ("Merci. Utilisez {private_channel}. N", "Votre demande a été reçue. {private_channel}. N"),
     13, "author is a client"),
    ("a client in a half", ("    fr: Merci.", "    fr: Votre dossier avance."), 16, "author is a client"),
    ("no greeting", ('en: "{greeting} Thank', 'en: "Thank'), 12, "The greeting is missing."),
    ("a late greeting", ('fr: "{greeting} Merci.', 'fr: "Merci. {greeting}'), 13, "The greeting is missing."),
    ("a greeting in a half", ("    en: Thank", "    en: \"{greeting}\"\n    # Thank"), 15, "greeting stands twice"),
    ("no private channel", ("Use {private_channel}. We", "We"), 12, "no private channel"),
    ("no private channel in a half", ("    fr: Merci. Utilisez {private_channel}.", "    fr: Merci."), 16,
     "no private channel"),
    ("an unknown label", ("[complaint]", "[complaint, grumble]"), 10, "Unknown label grumble."),
    ("a colon without its space", ("fr: Plainte", "fr: 'Plainte: grave'"), 5, "A colon has no no-break space"),
    ("a colon with a plain space", ("fr: Plainte", "fr: 'Plainte : grave'"), 5, "A colon has no no-break space"),
    ("an opening mark", ("fr: Plainte", "fr: «Plainte\u00a0»"), 5, "An opening quotation mark"),
    ("a closing mark", ("fr: Plainte", "fr: «\u00a0Plainte »"), 5, "The sign » has no no-break space"),
    ("a space before a mark", ("fr: Remerciez", "fr: Oh ! Remerciez"), 8, "A space stands before !"),
    ("a no-break space before a mark", ("fr: Plainte", "fr: Une plainte\u00a0?"), 5, "A space stands before ?"),
    ("a percentage", ("fr: Plainte", "fr: Plainte à 5 %"), 5, "The sign % has no no-break space"),
]  # fmt: skip


@pytest.mark.parametrize("case", BAD, ids=[case[0] for case in BAD])
def test_what_would_not_hold_is_reported_at_its_line(a_folder, x, an_organisation, case):
    _, change, line, what = case
    playbooks = load_folder(a_folder(change))

    problems = lint(playbooks, {"x": x}, an_organisation)

    assert [p.where for p in problems if what in str(p.what)] == [f"complaint.yaml:{line}"]
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

    assert [p.where for p in doubled if "is answered by a.yaml too" in str(p.what)] == ["b.yaml:9"]
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
