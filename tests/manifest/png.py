"""Reads the pixels of a PNG of eight bits a channel, so that a test can look at an icon."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

CHANNELS = {2: 3, 6: 4}


@dataclass(frozen=True)
class Picture:
    """`pixels`: red, green, blue, and opacity where there is one, row by row."""

    width: int
    height: int
    pixels: list[tuple[int, ...]]


def picture(content: bytes) -> Picture:
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    chunks = list(parts(content[8:]))
    width, height, depth, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    assert depth == 8
    data = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    each = CHANNELS[kind]
    flat = [value for row in rows(data, width * each, each) for value in row]
    return Picture(width, height, [tuple(flat[at : at + each]) for at in range(0, len(flat), each)])


def parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    while content:
        length, name = struct.unpack(">I4s", content[:8])
        yield name, content[8 : 8 + length]
        content = content[12 + length :]


def rows(data: bytes, length: int, each: int) -> Iterator[bytearray]:
    above = bytearray(length)
    for start in range(0, len(data), length + 1):
        row = bytearray(data[start + 1 : start + 1 + length])
        for at in range(length):
            left, corner = (row[at - each], above[at - each]) if at >= each else (0, 0)
            row[at] = (row[at] + guess(data[start], left, above[at], corner)) % 256
        yield row
        above = row


def guess(kind: int, left: int, up: int, corner: int) -> int:
    nearest = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
    return (0, left, up, (left + up) // 2, nearest)[kind]
