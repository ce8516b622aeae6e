"""The counter sign: one self-contained page to print, both languages of the same size, in the office's order; pure."""

from html import escape
from typing import Literal

from smbot.core.offer import GREETINGS
from smbot.offices.hours_in_words import week_in_words
from smbot.offices.texts import Speaker
from smbot.offices.words import Language

Paper = Literal["letter", "a4"]

_STYLE = """
@page { size: PAPER landscape; margin: 15mm; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #000; font: 18pt/1.35 system-ui, "Segoe UI", Arial, sans-serif; }
main { display: grid; grid-template-columns: COLUMNS; gap: 10mm; min-height: 150mm; align-content: center; }
section { padding: 0 3mm; break-inside: avoid; }
section + section { border-inline-start: 2pt solid #000; padding-inline-start: 10mm; }
h1 { margin: 0 0 6mm; font-size: 60pt; line-height: 1.1; }
.offer { margin: 0 0 8mm; font-size: 26pt; font-weight: 600; }
p { margin: 0 0 5mm; }
@media screen and (max-width: 60em) { main { display: block; } section + section { border: 0; padding: 5mm; }
  h1 { font-size: 40pt; } }
"""


def counter_sign(speaker: Speaker, paper: Paper = "letter") -> str:
    """Return the sign as an HTML page that needs nothing else."""
    columns = " ".join(["minmax(0, 1fr)"] * len(speaker.order))
    style = _STYLE.replace("PAPER", paper).replace("COLUMNS", columns)
    title = " – ".join(speaker.office.name.get(language) for language in speaker.order)
    sections = "\n".join(_section(speaker, language) for language in speaker.order)
    return (
        f'<!DOCTYPE html>\n<html lang="{speaker.order[0]}-CA">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(title)}</title>\n'
        f"<style>{style}</style>\n</head>\n<body>\n<main>\n{sections}\n</main>\n</body>\n</html>\n"
    )


def _section(speaker: Speaker, language: Language) -> str:
    hours = [escape(line) for line in week_in_words(speaker.office.hours, language).split("; ") if line]
    lines = [
        f"<h1>{GREETINGS[language]}</h1>",
        f'<p class="offer">{escape(_offer(speaker, language))}</p>',
        f"<p>{escape(speaker.office.name.get(language))}, {escape(speaker.organisation.get(language))}</p>",
    ]
    if hours:
        lines.append(f"<p>{'<br>'.join(line[0].upper() + line[1:] for line in hours)}</p>")
    return f'<section lang="{language}-CA">\n' + "\n".join(lines) + "\n</section>"


def _offer(speaker: Speaker, language: Language) -> str:
    if not speaker.bilingual:
        return "How may we help you?" if language == "en" else "Comment pouvons-nous vous aider?"
    if language == "en":
        return "We serve you in English or French. Please speak in the language of your choice."
    return "Nous vous servons en français ou en anglais. Parlez dans la langue de votre choix."
