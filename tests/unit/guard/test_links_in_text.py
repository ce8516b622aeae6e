import pytest

from smbot.core.links import links_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://example.ca/a?b=c#d.", ["https://example.ca/a?b=c#d"]),
        ("See HTTP://EXAMPLE.CA now", ["HTTP://EXAMPLE.CA"]),
        ("(www.example.ca)", ["www.example.ca"]),
        ("Allez à servicebc.gov.bc.ca, svp", ["servicebc.gov.bc.ca"]),
        ("example.ca/contact.", ["example.ca/contact"]),
        ("à exemple．ca", ["exemple．ca"]),
        ("café-québec.ca", ["café-québec.ca"]),
        ("bit.ly/3xY et t.co/abc", ["bit.ly/3xY", "t.co/abc"]),
        ("end.Then a sentence", ["end.Then"]),
        ("mailto:info@example.ca", ["mailto:info@example.ca"]),
        ("Write to info@example.ca or jean.tremblay@mail.example.ca.", []),
        ("We are open at 8.30 a.m. and cost 4.50.", []),
        ("Merci. Utilisez le bouton... s.v.p.", []),
        ("Version 2.10; M. Roy, p. ex. ici!", []),
        ("", []),
    ],
)
def test_urls_and_bare_domains_are_found_and_ordinary_stops_are_not(text, found):
    assert [text[start:end] for start, end in links_in(text)] == found
