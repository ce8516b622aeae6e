"""Checks of what is configured: organisation, recognizers, desk, playbooks, platforms, sending, notifications."""

from collections.abc import Iterator

from smbot.bootstrap import Application, bare
from smbot.bootstrap.steps import places_of
from smbot.core.hosts import LOOPBACK
from smbot.core.messages import msg
from smbot.core.states import Mode
from smbot.platforms.ports import Finding
from smbot.playbooks.lint import lint


def organisation(application: Application) -> Iterator[Finding]:
    """Is the organisation ours, and not the example?"""
    example = bare().settings.organisation
    if application.settings.organisation.name == example.name:
        yield Finding(
            check="organisation",
            what=msg("The organisation is still the example's."),
            why=msg("Replies would name it, and its published numbers would never be masked."),
            fix=msg("Write your own name and published values into [organisation]."),
            advice=True,
        )


def recognizers(application: Application) -> Iterator[Finding]:
    """Are all recognizers switched on?"""
    for name in application.settings.privacy.disabled_recognizers:
        yield Finding(
            check="recognizers",
            what=msg("The recognizer {name} is switched off.", name=name),
            why=msg("What only it finds is not masked."),
            fix=msg("Take it out of [privacy] disabled_recognizers."),
            advice=True,
        )
    if not application.settings.privacy.disabled_recognizers:
        yield Finding(check="recognizers", what=msg("All recognizers are switched on."))


def web(application: Application) -> Iterator[Finding]:
    """Do passwords cross no network in clear?"""
    table = application.settings.web
    if table.https or table.host in LOOPBACK:
        yield Finding(check="web", what=msg("The desk is reached on this machine alone, or by https."))
    else:
        yield Finding(
            check="web",
            what=msg("The desk listens to other machines without https."),
            why=msg("Passwords and posts would cross the network in clear."),
            fix=msg("Put a TLS proxy in front and set https = true in [web], or set host to 127.0.0.1."),
        )


def sign_in(application: Application) -> Iterator[Finding]:
    """Does the organisation's sign-in service have what it needs?"""
    table = application.settings.sign_in.oidc
    if not table.issuer:
        return
    missing = [] if application.secrets("oidc", ("client_secret",)) else ["oidc.client_secret"]
    missing += [] if application.settings.web.public_url else ["web.public_url"]
    for name in missing:
        yield Finding(
            check="sign-in",
            what=msg("The sign-in service needs {name}.", name=name),
            why=msg("The desk does not start without it."),
            fix=msg("Store the secret, and set the address that your team types."),
        )
    if not missing:
        yield Finding(check="sign-in", what=msg("The sign-in service of {issuer} is set.", issuer=table.issuer))


def playbooks(application: Application) -> Iterator[Finding]:
    """Are the playbooks valid?"""
    playbooks, problems = application.playbooks()
    rules = {name: application.rules(name) for name in application.platforms}
    problems = (*problems, *lint(playbooks, rules, application.organisation, places=places_of(application.directory)))
    for problem in problems:
        yield Finding(
            check="playbooks", what=problem.what, why=msg("In {where}.", where=problem.where), fix=problem.mend
        )
    if not problems:
        count = len(playbooks.sources)
        yield Finding(check="playbooks", what=msg("{count} playbooks are valid.", count=count))


def platforms(application: Application) -> Iterator[Finding]:
    """Are platforms connected, and their settings sound?"""
    for connected in application.platforms.values():
        yield from connected.adapter.check(connected.settings, connected.secrets)
    if not application.platforms:
        yield Finding(
            check="platforms",
            what=msg("No platform is connected."),
            why=msg("Posts can be imported from files, but none are collected."),
            fix=msg("Run “smbot connect x” or “smbot connect facebook”."),
            advice=True,
        )


def sending(application: Application) -> Iterator[Finding]:
    """What does the mode of sending mean?"""
    meaning = {
        Mode.LISTEN: msg("Mode “listen”: nothing can be sent."),
        Mode.SHADOW: msg("Mode “shadow”: replies are rehearsed, nothing leaves."),
        Mode.LIVE: msg("Mode “live”: approved replies leave."),
    }
    yield Finding(check="sending", what=meaning[application.settings.sending.mode])


def notifications(application: Application) -> Iterator[Finding]:
    """Is anybody told?"""
    told = application.notifier().recipients
    if told:
        yield Finding(check="notifications", what=msg("Targets and readers that are told: {count}.", count=len(told)))
        return
    yield Finding(
        check="notifications",
        what=msg("Nobody is told when something needs a person."),
        why=msg("A token that dies, or a queue that stands still, shows on the desk's page “Health” alone."),
        fix=msg("Name readers in [[notifications.readers]], or targets in the secret notifications.targets."),
        advice=True,
    )
