"""The archive of an export, as pages and programs hand it out: written to disk, then sent piece by piece."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from tempfile import TemporaryFile
from typing import IO, Final

from starlette.responses import StreamingResponse

from smbot.bootstrap import Application
from smbot.bootstrap.exports import make_export
from smbot.core.roles import Member
from smbot.review.exports import ExportFormat, Request
from smbot.verification import sign_log
from smbot.web.export_words import shown

PIECE: Final = 256 * 1024
ZIP: Final = "application/zip"


def export_archive(application: Application, member: Member, request: Request, form: ExportFormat) -> StreamingResponse:
    """Make an archive and hand it out; the audit log holds the digest of its manifest.

    Raises:
        NotAllowed: The member may not read the audit log.
        InputError: The period ends before it begins.
    """
    if application.keys.has("audit"):
        sign_log(application)  # to its last record, so that the export proves all of them
    name = f"smbot-{request.kind.value}-{request.first_day.isoformat()}-{request.last_day.isoformat()}"
    told = partial(shown, zone=application.zone, titles=application.shelf.title)
    with ExitStack() as closing:
        packed = closing.enter_context(TemporaryFile(prefix="smbot-export-"))
        make_export(application, member, request, form, packed, folder=name, shown=told)
        closing.pop_all()  # who hands it out closes it
    headers = {"Content-Disposition": f'attachment; filename="{name}.zip"', "Content-Length": str(packed.tell())}
    return StreamingResponse(_pieces(packed), media_type=ZIP, headers=headers)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
