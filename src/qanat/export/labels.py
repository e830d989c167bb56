"""Labels by which the reader is measured: a folder that `qanat eval` takes, of the articles of which people have looked at every claim."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

from qanat.errors import QanatError
from qanat.export.files import Rows, whole
from qanat.export.flat import Field

FIELDS = (
    Field("id", "text", "id of the article"),
    Field("contacts", "text", "contacts that people accepted or corrected; what they rejected is left out"),
    Field("statements", "text", "statements likewise; head and tail are the first six and the last four words of the content"),
)


def write(rows: Rows, folder: Path) -> dict[str, int]:
    """articles/ID.json and labels/ID.json of each article; other files of these folders stay."""
    made = {f"{quote(row['label']['id'], safe='')}.json": row for row in rows("labels")}
    for kind, part in (("articles", "article"), ("labels", "label")):
        place = folder / kind
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise QanatError(f"{place}: can't be made: {error.strerror or error}") from error
        for name, row in made.items():
            with whole(place / name) as file:
                json.dump(row[part], file, ensure_ascii=False, indent=1)
    return {"articles": len(made), "labels": len(made)}
