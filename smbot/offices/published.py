"""What the directory makes public: our own details for the guard and the redactor, and those of others for replies."""

from collections.abc import Iterator

from smbot.offices.model import Directory, Office


def published(directory: Directory) -> frozenset[str]:
    """Return our own numbers, e-mail and web addresses, street addresses and account names, in each language.

    An account's name begins with @. None of these is anybody's personal information: they are never masked, and
    allowed in replies.
    """
    return frozenset(value for office in directory.offices for value in _of(office))


def referred(directory: Directory) -> frozenset[str]:
    """Return the numbers and web addresses that other bodies publish, which a reply may name to redirect somebody."""
    values = (each for body in directory.other_bodies for each in (body.phone, body.site))
    return frozenset(text for value in values if value is not None for text in value.both)


def _of(office: Office) -> Iterator[str]:
    for channel in office.channels:
        if channel.at is not None:
            yield from channel.at.both
    yield from office.numbers
    if office.website is not None:
        yield from office.website.both
    if (address := office.address) is not None:
        yield from address.street.both
        yield address.postal_code
    yield from (f"@{name.removeprefix('@')}" for name in office.accounts.values())
