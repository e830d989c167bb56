"""Whole articles: the page that started it, and what the demo shows first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qanat.forms import to_dict
from qanat.measure import score
from qanat.measure.figures import value
from qanat.model import Reading
from qanat.pipeline import Reader, read_paths

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
OUTLET = {"published": "2025-03-12", "outlet": "عيّنات قناة"}


def read(reader: Reader, name: str) -> Reading:
    ((_name, reading),) = read_paths(reader, [SAMPLES / name], **OUTLET)
    assert isinstance(reading, Reading)
    return reading


def contacts(reading: Reading) -> list[dict[str, Any]]:
    names = {actor.id: actor.name for actor in reading.actors}
    return [
        {
            "mode": contact.mode,
            "status": contact.status,
            "parties": {names[party] for party in contact.parties},
            "initiator": names.get(contact.initiator or ""),
            "date": contact.date,
            "place": contact.place,
        }
        for contact in reading.contacts
    ]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("1-call.json", {"mode": "call", "status": "held", "parties": {"سامر النعيمي", "إريك هولم"}, "initiator": "سامر النعيمي", "date": "2025-03-11"}),
        ("2-visit.html", {"mode": "visit", "status": "held", "initiator": "فيصل رحمن", "date": "2025-03-12"}),
        ("2-visit.html", {"status": "planned", "parties": {"فيصل رحمن", "كريم بنسعيد"}, "date": "2025-03-13"}),
        ("3-letter.json", {"mode": "message", "status": "held", "parties": {"جوما مباندي", "أمير دولة الكويت"}, "initiator": "جوما مباندي"}),
        ("4-refused.json", {"mode": "talks", "status": "refused", "parties": {"خورخي مامارا", "توماس ريفيرا"}}),
        ("5-summit.txt", {"mode": "conference", "status": "planned", "parties": {"أندرياس لوكاس", "هاني السعدي", "جوزيف زاميت"}, "date": "2025-04-14"}),
        ("6-mediation.json", {"mode": "meeting", "status": "held", "parties": {"دانيال أورتيس", "مين تشو"}, "date": "2025-03-10", "place": "جنيف"}),
        ("6-mediation.json", {"status": "planned", "parties": {"دانيال أورتيس", "وفد المعارضة المسلحة"}, "date": "2025-03-13"}),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.get('mode', '')} {value['status']}",
)
def test_the_main_contacts_of_the_samples(reader: Reader, name: str, wanted: dict[str, Any]) -> None:
    found = contacts(read(reader, name))
    assert any(wanted.items() <= one.items() for one in found), found


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".md"))
def test_a_sample_tells_one_contact_once(reader: Reader, name: str) -> None:
    """No two contacts of the same people, way and status."""
    found = [(contact.mode, contact.status, frozenset(contact.parties)) for contact in read(reader, name).contacts]
    assert len(found) == len(set(found))


def test_both_readouts_of_the_call_are_tied_to_it(reader: Reader) -> None:
    reading = read(reader, "1-call.json")
    call = next(contact.id for contact in reading.contacts if contact.mode == "call")
    speakers = {actor.name for actor in reading.actors for statement in reading.statements if statement.speaker == actor.id and call in statement.about}
    assert {"وزارة الخارجية الأردنية", "وزارة الخارجية النرويجية"} <= speakers


@pytest.mark.parametrize(
    ("figure", "bar"), [("contacts", 1.0), ("contacts.status", 1.0), ("contacts.date", 1.0), ("people", 1.0), ("times", 1.0), ("statements", 0.9)]
)
def test_the_seed_page(reader: Reader, shared: Path, figure: str, bar: float) -> None:
    """The page as it came off the web: every contact with its status and date and no false one, all people, all dates, statements at 0.9."""
    ((_name, reading),) = read_paths(reader, [shared / "seed" / "seed-20221021.txt"], published="2022-10-21")
    assert isinstance(reading, Reading)
    found = score(shared / "seed", json.loads(json.dumps({reading.document.id: to_dict(reading)})))
    assert value(found.figures.report()[figure]) >= bar, found.notes


def test_the_seed_page_claims_a_series(reader: Reader, shared: Path) -> None:
    """ "The second conversation of the two ministers since the war in Ukraine broke out", "the last one was on 13 May"."""
    ((_name, reading),) = read_paths(reader, [shared / "seed" / "seed-20221021.txt"], published="2022-10-21")
    assert isinstance(reading, Reading)
    claims = [(c.claim.rank, c.claim.last, c.claim.unit, c.claim.since_text) for c in reading.contacts if c.claim is not None]
    assert claims == [(2, None, "call", "اندلاع الحرب في أوكرانيا"), (None, "2022-05-13", "call", "بداية الصراع")]
    assert len({c.parties for c in reading.contacts if c.claim is not None}) == 1


def test_the_text_knows_an_office_holder_better_than_a_table(reader: Reader) -> None:
    """Whoever the tables do not know bears the office that the text gives him, whoever held it when the tables were made."""
    roles = {actor.name: actor.role for actor in read(reader, "1-call.json").actors if actor.kind == "person"}
    assert roles == {"سامر النعيمي": "foreign_minister", "إريك هولم": "foreign_minister"}
