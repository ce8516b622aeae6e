"""Words of the administration pages."""

from collections.abc import Mapping

from smbot.core.messages import Message, msg

TABS: Mapping[str, Message] = {
    "": msg("Overview"),
    "/members": msg("Members"),
    "/playbooks": msg("Playbooks"),
    "/directory": msg("Directory"),
    "/settings": msg("Settings"),
    "/checks": msg("Checks"),
}
"""The administration pages, by what their address has after the first word."""

DONE: Mapping[str, Message] = {
    "roles": msg("The roles are changed: they hold from the next click on."),
    "office": msg("Office and languages are set."),
    "second-factor": msg("The second factor is forgotten. All sessions have ended."),
    "sessions": msg("This member is signed out everywhere."),
    "disable": msg("The account is disabled: its sessions have ended, and what it held is back in the queue."),
    "enable": msg("The account is enabled."),
    "bound": msg("This member signs in through the sign-in service from now on."),
    "unbound": msg("This member is bound to no account of the sign-in service any more. All sessions have ended."),
    "checked": msg("The files were read just now. What holds is in force."),
}
