"""Threat 7: whatever a stranger types is text on every page; no template switches that off."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, PackageLoader

ROOT = Path(__file__).parents[2] / "smbot"
TEMPLATES = sorted(ROOT.rglob("*.html"))
MARKS_AS_SAFE = {
    "web/help_pages.py": "our own pages of help, read with HTML switched off",
    "web/live_pages.py": "a row that a template of ours made and escaped",
}
"""Modules that may call a text safe, and why."""
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'\" onmouseover='alert(1)' x=\"",
    "</textarea><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "<a href=javascript:alert(1)>x</a>",
    "<!--><script>alert(1)//-->",
    "\u2028<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
)


def test_there_are_templates():
    assert len(TEMPLATES) > 20


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_switches_escaping_off_nowhere(template):
    source = template.read_text("utf-8")

    assert not re.search(r"\|\s*safe\b|\|\s*tojson\b|autoescape\s+false|\bMarkup\b", source)
    assert not re.search(r"""\son[a-z]+=["']""", source), "a handler in an attribute: the policy of the page forbids it"
    assert "javascript:" not in source


def test_only_modules_that_are_listed_call_a_text_safe():
    found = {str(p.relative_to(ROOT)) for p in ROOT.rglob("*.py") if re.search(r"\bMarkup\(", p.read_text("utf-8"))}

    assert found <= set(MARKS_AS_SAFE)


def test_every_environment_of_templates_escapes():
    made = [
        (path, call)
        for path in ROOT.rglob("*.py")
        for call in re.findall(r"Environment\((?:[^()]|\([^()]*\))*\)", path.read_text("utf-8"))
        if "jinja2" in path.read_text("utf-8")
    ]

    assert made
    for path, call in made:
        assert "autoescape=True" in call, path


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_text_in_a_text_and_in_an_attribute(payload):
    page = Environment(loader=PackageLoader("smbot.web"), autoescape=True).from_string(
        '<p>{{ value }}</p><input value="{{ value }}"><a href="/items/{{ value }}">'
    )

    shown = page.render(value=payload)

    assert shown.count("<") == 4
    assert shown.count('"') == 4
