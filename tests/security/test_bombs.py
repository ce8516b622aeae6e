"""Threat 17: what grows when it is unpacked is not unpacked, or is given up at a limit; pictures are never decoded."""

import gzip
import io
import resource

import pytest
import requests
from security.sources import importers
from urllib3 import HTTPResponse

from smbot.platforms.bounded import BODY_LIMIT, _read_body

DECODERS = {"PIL", "cv2", "imageio", "wand", "av", "moviepy", "pillow_heif", "fitz", "docx", "pytesseract"}
UNPACKERS = {"gzip", "bz2", "lzma", "tarfile", "brotli", "zstandard", "py7zr"}
GIGABYTE = 1024**3
MOST_GROWTH = 200 * 1024 * 1024


def test_nothing_decodes_pictures_films_or_documents():
    assert importers(DECODERS) == set()


def test_nothing_but_backups_unpacks_archives():
    found = {place.split("/")[0] for place in importers(UNPACKERS)}

    assert found <= {"backup", "training"}


def bomb(size):
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9) as file:
        for _ in range(size // (1024 * 1024)):
            file.write(b"\0" * 1024 * 1024)
    return out.getvalue()


def test_an_answer_that_unpacks_to_a_gigabyte_is_given_up_early():
    content = bomb(GIGABYTE // 8)
    answer = HTTPResponse(io.BytesIO(content), headers={"content-encoding": "gzip"}, preload_content=False)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

    with pytest.raises(requests.RequestException):
        _read_body(answer, deadline=float("inf"))

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before < MOST_GROWTH
    assert len(content) < BODY_LIMIT
