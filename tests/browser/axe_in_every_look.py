"""Axe on a page as it stands, in both widths, both themes and forced colours.

The page is loaded once: what differs from one look to another is style alone. Every rule is asked at both widths; in
the other themes and in forced colours, those that judge colours.
"""

from axe_playwright_python.sync_playwright import Axe

WIDE, NARROW = 1280, 390
UNFOLDED = "document.querySelectorAll('details').forEach(d => { d.open = true })"
ROLLED = "selector => !!document.querySelector(selector)?.closest('.scroll')"
EVERY_RULE = {"resultTypes": ["violations", "incomplete"]}
COLOURS = EVERY_RULE | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
LOOKS = (
    (WIDE, "light", "none", EVERY_RULE),
    (WIDE, "dark", "none", COLOURS),
    (WIDE, "light", "active", COLOURS),
    (WIDE, "dark", "active", COLOURS),
    (NARROW, "light", "none", EVERY_RULE),
    (NARROW, "dark", "none", COLOURS),
)


def found_by_axe(page, axe=Axe()):  # noqa: B008 - it holds nothing but its script
    """Return each violation of axe's rules, and each question it leaves open, with the look of the page."""
    before, found = page.viewport_size, []
    page.evaluate(UNFOLDED)
    for width, theme, forced, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme, forced_colors=forced, reduced_motion="reduce")
        told = axe.run(page, options=rules).response
        found += [
            (width, theme, forced, each["id"], node["target"], node.get("failureSummary"), node["html"][:160])
            for kind in ("violations", "incomplete")
            for each in told[kind]
            for node in each["nodes"]
            if not (kind == "incomplete" and width == NARROW and _is_reviewed(page, each["id"], node))
        ]
    page.set_viewport_size(before)
    return found


def _is_reviewed(page, rule, node):
    """Of a wide table's cells beyond the edge axe cannot tell what is behind them; it could where all is in sight."""
    return rule == "color-contrast" and page.evaluate(ROLLED, node["target"][0])
