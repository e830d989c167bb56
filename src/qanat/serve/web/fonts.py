"""The face of the pages: Noto Sans Arabic from its package, made small once for all visitors."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from threading import Lock

from fastapi import APIRouter
from fastapi.responses import Response

router = APIRouter(include_in_schema=False)

_YEAR = 365 * 24 * 3600
_ONE = Lock()  # the first visitors come together, and the work is some seconds


@router.get("/fonts/noto-sans-arabic.woff2")
def arabic() -> Response:
    """The face as browsers want it; they keep it for a year."""
    with _ONE:
        face = _small()
    return Response(face, media_type="font/woff2", headers={"Cache-Control": f"public, max-age={_YEAR}, immutable"})


@cache
def _small() -> bytes:
    """All weights at the normal width: a quarter of the file in the package."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    (face,) = (one for one in (files("fontpkg_noto_sans_arabic") / "files").iterdir() if one.name.endswith(".ttf"))
    font = instantiateVariableFont(TTFont(BytesIO(face.read_bytes())), {"wdth": 100})
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()
