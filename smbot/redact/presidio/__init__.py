"""The only door to Presidio: its analyzer with our recognizers in its registry, its anonymizer with our operators.

Its loggers are shut, because they can print what was matched (a number that fails its check, at ERROR).
"""

import logging
from typing import Final

_LOGGERS: Final = (
    "presidio-analyzer",
    "presidio-anonymizer",
    "presidio_analyzer",
    "presidio_anonymizer",
    "decision_process",
    "tldextract",
    "filelock",
)


def silence(*names: str) -> None:
    """Shut the loggers of Presidio, and those of `names`: they may carry text."""
    for name in (*_LOGGERS, *names):
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
        logger.handlers = [logging.NullHandler()]


def silence_package(module: str) -> None:
    """Shut the loggers of another package by one of its modules, those below it too."""
    package = module.partition(".")[0]
    if package != "smbot":
        below = [name for name in logging.root.manager.loggerDict if name.startswith(f"{package}.")]
        silence(package, *below)
