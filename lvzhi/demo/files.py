"""Small files that go with some logs: a curve of receipts as a picture, a plan for the use of funds on paper."""

import datetime as dt
import random
import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from lvzhi.core.clock import moment
from lvzhi.core.paper import Facts, Grid, Paper, Printing, pdf
from lvzhi.demo.texts import filled, read
from lvzhi.people.models import Staff

WIDTH, HEIGHT, MONTHS = 360, 160, 12
PAPER, INK, LINE = b"\xfa\xf9\xf6", b"\x2f\x4b\x6e", b"\xd9\xd5\xcc"


def papers_for(
    staff: Staff, on: dt.date, facts: Mapping[str, Any], chance: random.Random
) -> "Sequence[UploadedFile[Any]]":
    """One file, sometimes two."""
    words = read("files")
    found: list[UploadedFile[Any]] = []
    if chance.random() < 0.7:
        found.append(SimpleUploadedFile(filled(words["picture"], facts), bars(chance), "image/png"))
    if not found or chance.random() < 0.3:
        found.append(
            SimpleUploadedFile(filled(words["paper"], facts), letter(staff, on, facts, chance), "application/pdf")
        )
    return found


def bars(chance: random.Random) -> bytes:
    """Twelve months of receipts as a PNG."""
    heights = [chance.randint(40, 130) for _n in range(MONTHS)]
    step = WIDTH // MONTHS
    rows = []
    for y in range(HEIGHT):
        line = [
            INK if step // 4 <= x % step < step * 3 // 4 and HEIGHT - y <= heights[min(x // step, MONTHS - 1)]
            else LINE if y % 40 == 0 else PAPER
            for x in range(WIDTH)
        ]  # fmt: skip
        rows.append(b"\0" + b"".join(line))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def letter(staff: Staff, on: dt.date, facts: Mapping[str, Any], chance: random.Random) -> bytes:
    """What the company means to pay in the next month."""
    words = read("files")
    rows = [[what, f"{chance.randint(3, 40) * 10}"] for what in words["uses"]]
    paper = Paper(
        title=words["title"],
        number=f"{on:%Y%m%d}",
        version="1",
        unit=facts["full"],
        blocks=[
            Facts([(words["company"], facts["full"]), (words["day"], on.isoformat())]),
            Grid(words["plan"], words["heads"], rows, (3, 1)),
        ],
        signs=words["signs"],
    )
    return pdf([paper], Printing(staff.name, staff.number, moment(on, dt.time(16))))
