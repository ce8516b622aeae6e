"""The evaluation runs what the pipeline runs: recall within a post, masks in doubt, withheld languages."""

from smbot.normalise.language import LanguageTeller
from smbot.redact.engine import Redactor, load_finders
from smbot.training.evaluate_redaction import BATCH, ours
from smbot.training.posts import parse

SOURCE = """%% voice: a-voice; lang: en; platform: x
== none
I paid with card 4111 1111 1111 1111 and wrote to [[EMAIL_ADDRESS|zed.quux@example.org]], so [[PERSON|Zed Quux]] it is
== none
we asked [[PERSON|王小明]] twice and nobody at the office has an answer
== none
necesito ayuda por favor, nadie contesta desde hace muchos meses
== none
boom
"""


def stumbles(text):
    if "boom" in text:
        raise ValueError(text)
    return iter(())


def test_what_ships_is_measured():
    posts = list(parse(SOURCE, "file"))
    redactor = Redactor(finders=load_finders() | {"stumbles": stumbles}, tagger=None)
    steps = []

    result = ours(posts, redactor, LanguageTeller(), steps.append)

    values = [
        [post.text[span.start : span.end] for span in spans] for post, spans in zip(posts, result.spans, strict=True)
    ]
    assert values[0] == ["4111 1111 1111 1111", "zed.quux@example.org", "Zed Quux"]
    assert values[1] == ["王小明"]
    assert result.withheld == (posts[2].id,)
    assert (result.refused, values[3]) == (1, [])
    assert steps == [len(posts)]
    assert len(posts) <= BATCH
    assert result.posts_per_second > 0
