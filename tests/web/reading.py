"""Walks through every page of a desk by its links, and reads what a person reads; code and quotes are left out."""

import html
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urlsplit

LEFT_OUT = {"code", "pre", "kbd", "blockquote", "textarea", "script", "style", "title", "svg", "cite"}
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
FOLLOWED = re.compile(r"^/(?!static|language|sign-|api|events|account/keys)[^#]*")
IDENTITY = re.compile(r"(?<=/)(?:[a-z]+-[0-9a-z]{6,}|\d+)(?=/|$)|\?.*")


class _Words(HTMLParser):
    """Collects links, and the words that stand outside of code and of quotes."""

    def __init__(self):
        super().__init__()
        self.words, self.links, self._within = [], [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "a" and (found := FOLLOWED.match(given.get("href") or "")):
            self.links.append(found[0])
        if tag not in VOID:
            quoted = given.get("dir") == "auto" or "said-so" in (given.get("class") or "")
            self._within.append((tag, tag in LEFT_OUT or quoted))

    def handle_endtag(self, tag):
        while self._within and self._within.pop()[0] != tag:
            pass
        self.words.append("\n" if tag in {"p", "li", "td", "th", "h1", "h2", "h3", "dt", "dd", "option", "tr"} else " ")

    def handle_data(self, data):
        if not any(left_out for _, left_out in self._within):
            self.words.append(data)


def read(page):
    """Return the words of a page, line by line, and its links."""
    parser = _Words()
    parser.feed(page)
    lines = "".join(parser.words).replace("\r", "").split("\n")
    return [told for line in lines if (told := re.sub(r"[ \t]+", " ", line).strip())], parser.links


def plain(page):
    """The words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def walk(browser, start="/", *, of_a_kind=4):
    """Yield path and lines of each page that links lead to; of pages that differ in identity alone, a few."""
    waiting, seen, kinds = [start], set(), Counter()
    while waiting:
        path = waiting.pop(0)
        parts = urlsplit(path)
        kind = IDENTITY.sub("*", parts.path)
        if path in seen or kinds[kind] >= of_a_kind or parts.path.endswith(".csv"):
            continue
        seen.add(path)
        answer = browser.get(path)
        if answer.status_code == 303:
            waiting.insert(0, answer.headers["location"])
            continue
        if answer.status_code != 200 or "html" not in answer.headers.get("content-type", ""):
            continue
        kinds[kind] += 1
        lines, links = read(answer.text)
        yield path, lines
        waiting += links
