"""`smbot offer texts|report`: the active offer off the platforms, and its proof."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption
from smbot.cli.offer_report import report
from smbot.cli.office_choice import OfficeOption, configuration_of, directory_of, offices_named
from smbot.cli.output import language, show, show_json, speak, tell, tr
from smbot.core.errors import InputError
from smbot.core.messages import Message, msg, say

if TYPE_CHECKING:
    from smbot.offices.model import Office
    from smbot.offices.texts import Speaker
    from smbot.settings import Configuration


KINDS: Mapping[str, Message] = {
    "signature": msg("Signature block"),
    "voice_mail": msg("Voice mail"),
    "out_of_office": msg("Out of office"),
}


def build() -> typer.Typer:
    """Return the commands of the active offer."""
    app = typer.Typer(no_args_is_help=True)
    app.command("report", help=tr("Proof of the active offer reply by reply, waits by language, and the right door."))(
        report
    )
    app.command("texts", help=tr("Signature block, voice mail, automatic messages and counter sign, to copy."))(texts)
    return app


def texts(
    office: OfficeOption = "",
    sign: Annotated[
        Path | None, typer.Option("--sign", metavar="FILE", help=tr("Write the counter sign to this file, to print."))
    ] = None,
    paper: Annotated[Literal["letter", "a4"], typer.Option("--paper", help=tr("The paper of the sign."))] = "letter",
    lang: Annotated[str, typer.Option("--lang", help=tr("Language of the headings: en or fr."))] = "",
    config: ConfigOption = DEFAULT_CONFIG,
    json: JsonOption = False,
) -> None:
    """Make the texts."""
    from smbot.offices.sign import counter_sign
    from smbot.offices.texts import texts_of
    from smbot.registry import load_platform, platform_names

    speak(lang)
    configuration = configuration_of(config)
    speakers = [_speaker(configuration, one) for one in offices_named(directory_of(configuration), office)]
    if sign is not None and len(speakers) > 1:
        raise InputError(
            msg("A sign is that of one office."),
            where="--sign",
            mend=msg("Add --office with one of: {choices}.", choices=", ".join(one.office.id for one in speakers)),
        )
    rules = [load_platform(name).rules for name in platform_names()]
    made = {one.office.id: (one, texts_of(one, rules)) for one in speakers}
    if sign is not None:
        _write(sign, counter_sign(speakers[0], paper))
    if json:
        show_json(
            [
                {
                    "office": one.office.id,
                    "order": list(one.order),
                    "texts": words,
                    "counter_sign": counter_sign(one, paper),
                }
                for one, words in made.values()
            ]
        )
        return
    titles = {each.platform: each.title for each in rules}
    for one, words in made.values():
        for kind, text in words.items():
            show(f"# {one.office.id}: {_kind(kind, titles)}\n\n{text}\n")
    if sign is None:
        tell(msg("The counter sign is a page to print: add --office ID --sign FILE.html."))


def _kind(kind: str, titles: Mapping[str, str]) -> str:
    if kind in KINDS:
        return say(KINDS[kind], language())
    return tr("Automatic message for {platform}", platform=titles[kind.removeprefix("automatic_")])


def _speaker(configuration: "Configuration", office: "Office") -> "Speaker":
    from smbot.core.offer import order_of
    from smbot.offices.texts import Speaker
    from smbot.offices.words import Bilingual

    organisation = configuration.settings.organisation
    return Speaker(
        organisation=Bilingual(en=organisation.name.en, fr=organisation.name.fr),
        office=office,
        order=order_of(office, organisation.offer),
        standard=Bilingual(en=organisation.service_standard.en, fr=organisation.service_standard.fr),
    )


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(
            msg("The file cannot be written ({error}).", error=type(error).__name__), where=str(file)
        ) from None
    tell(msg("Written: {file}", file=file))
