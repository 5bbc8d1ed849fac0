"""How packages are written: the same input gives the same bytes."""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from bot.chat import Json
from bot.errors import Misconfigured

OLDEST = (1980, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o100644 << 16


def text(content: Json) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Not compressed: the bytes that zlib makes differ from version to version."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in members.items():
            member = ZipInfo(name, OLDEST)
            member.create_system, member.external_attr = UNIX, READABLE
            archive.writestr(member, content)
    return packed.getvalue()


def written(folder: Path, name: str, content: bytes) -> Path:
    """Raises Misconfigured where the folder cannot be made or written."""
    file = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise Misconfigured([f"--out: {file} cannot be written ({error.strerror})."]) from error
    return file
