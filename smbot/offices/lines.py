"""YAML as plain values, with the line of each field by its dotted name (``offices.0.hours.monday``)."""

from collections.abc import Iterator, Mapping

from ruamel.yaml.comments import CommentedMap, CommentedSeq


def lines_of(data: CommentedMap | CommentedSeq, prefix: str = "") -> dict[str, int]:
    """Return the line of each field and item, counted from 1."""
    found: dict[str, int] = {}
    for name, line, value in _entries(data):
        found[f"{prefix}{name}"] = line
        if isinstance(value, CommentedMap | CommentedSeq):
            found |= lines_of(value, f"{prefix}{name}.")
    return found


def nearest(lines: Mapping[str, int], field: str) -> int:
    """Return the line of `field`, or of the nearest field around it."""
    while field and field not in lines:
        field = field.rpartition(".")[0]
    return lines.get(field, 1)


def plain(value: object) -> object:
    """Return what YAML read as plain Python values, without line numbers and styles; lists become tuples."""
    if isinstance(value, CommentedMap):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, CommentedSeq):
        return tuple(plain(inner) for inner in value)
    return str(value) if isinstance(value, str) else value


def _entries(data: CommentedMap | CommentedSeq) -> Iterator[tuple[str, int, object]]:
    if isinstance(data, CommentedMap):
        for key, value in data.items():
            yield str(key), data.lc.key(key)[0] + 1, value
    else:
        for place, value in enumerate(data):
            yield str(place), data.lc.item(place)[0] + 1, value


def french_texts(value: object, lines: Mapping[str, int], field: str = "") -> Iterator[tuple[str, int]]:
    """Yield the texts under `fr` in plain values, each with the line that it stands on.

    Words that people use are not texts, and neither are web addresses.
    """
    if isinstance(value, Mapping):
        for key, inner in value.items():
            name = f"{field}.{key}" if field else str(key)
            if key == "fr" and isinstance(inner, str) and "://" not in inner:
                yield inner, nearest(lines, name)
            else:
                yield from french_texts(inner, lines, name)
    elif isinstance(value, tuple | list):
        for place, inner in enumerate(value):
            yield from french_texts(inner, lines, f"{field}.{place}")
