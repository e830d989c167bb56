"""Promise 8: a damaged archive loses the damaged record at most, and every loss is told with its byte offset."""

from __future__ import annotations

import gzip
import io
import random
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard
from tests.collect.archives import archive, dictionary, digest, framed, http, page, record, skippable, trained

from qanat.collect.files import captures, received
from qanat.collect.warc import Record, records
from qanat.errors import InputError
from qanat.model import Capture

FORMS = ("warc", "warc.gz", "one.gz", "blocks.gz", "arc", "arc.gz", "warc.zst", "words.zst")
OFFSET = re.compile(r"at byte ([\d,]+)")


def read(data: bytes) -> tuple[list[Record], list[str]]:
    """The pages of an archive, and what it says was lost."""
    found = list(records(io.BytesIO(data)))
    return [one for one in found if isinstance(one, Record)], [str(one) for one in found if isinstance(one, InputError)]


def offsets(losses: list[str]) -> list[int]:
    return [int(found.group(1).replace(",", "")) for loss in losses if (found := OFFSET.search(loss))]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_whole(form: str) -> None:
    made = archive(30, form=form)
    found, losses = read(made.data)
    assert [one.url for one in found] == list(made.urls)
    assert losses == []
    assert [one.body.decode() for one in found] == [page(number) for number in range(30)]
    assert not any(one.problems for one in found)
    if form not in ("one.gz", "blocks.gz"):
        assert [one.offset for one in found] == [start for start, _ in made.spans]


@pytest.mark.parametrize("form", ["warc.gz", "warc"])
def test_the_same_records_as_fastwarc(form: str) -> None:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    made = archive(40, form=form)
    theirs = [record.reader.read() for record in ArchiveIterator(io.BytesIO(made.data), record_types=WarcRecordType.response, parse_http=True)]
    assert [one.body for one in read(made.data)[0]] == theirs


@pytest.mark.parametrize("form", ["warc.gz", "warc", "arc.gz", "arc", "warc.zst", "words.zst"])
def test_a_flipped_bit_costs_one_record_at_most(form: str) -> None:
    """200 flips: no other record is lost or changed, and where one is lost or doubtful, it is told with the offset of the damage."""
    made = archive(50, form=form, words=200)
    whole = {one.url: one.body for one in read(made.data)[0]}
    chosen = random.Random(8)
    unseen = 0
    for _ in range(200):
        at = chosen.randrange(made.spans[0][0], len(made.data))
        damaged = bytearray(made.data)
        damaged[at] ^= 1 << chosen.randrange(8)
        found, losses = read(bytes(damaged))
        hit = next(k for k, (start, end) in enumerate(made.spans) if start <= at < end)
        others = {url: body for k, url in enumerate(made.urls) if k != hit for body in [whole[url]]}
        got = {one.url: one for one in found}
        assert {url: got[url].body for url in others if url in got} == others, at
        sound = got.get(made.urls[hit])
        if sound is None or sound.body != whole[made.urls[hit]]:
            told = bool(losses) or any(problem.code == "damaged" for one in found for problem in one.problems)
            unseen += not told
            assert all(made.spans[hit][0] <= offset <= made.spans[hit][1] for offset in offsets(losses)), (at, losses)
    # only what no checksum covers goes unseen: plain ARC has none, and a WARC's header fields are in no digest
    assert unseen <= {"warc": 12, "arc": 200}.get(form, 0)


@pytest.mark.parametrize("form", ["warc.gz", "warc", "arc.gz", "warc.zst", "words.zst"])
def test_a_cut_costs_the_record_that_is_cut(form: str) -> None:
    made = archive(20, form=form, words=100)
    chosen = random.Random(9)
    for _ in range(200):
        cut = chosen.randrange(1, len(made.data))
        found, losses = read(made.data[:cut])
        complete = [url for (_, end), url in zip(made.spans, made.urls, strict=True) if end <= cut]
        assert [one.url for one in found][: len(complete)] == complete
        assert len(found) <= len(complete) + 1
        if len(found) == len(complete) and cut not in {end for _, end in made.spans} | {0} and cut > made.spans[0][0]:
            assert losses, cut
            assert offsets(losses)[-1] == max(start for start, _ in made.spans if start <= cut)


@pytest.mark.parametrize("length", [0, 1, 10, 300, 5_000, 10_000_000, 10**12, 10**30])
@pytest.mark.parametrize("packed", [False, True])
def test_a_wrong_length_loses_nothing(length: int, packed: bool) -> None:
    contents = [http(page(number).encode()) for number in range(9)]
    parts = [record(content, url=f"http://www.example.org/{k}", length=length if k == 4 else None) for k, content in enumerate(contents)]
    found, losses = read(b"".join(gzip.compress(part) if packed else part for part in parts))
    wanted = {f"http://www.example.org/{k}": page(k).encode() for k in range(9)}
    got = {one.url: one.body for one in found}
    others = {url: body for url, body in wanted.items() if not url.endswith("/4")}
    assert {url: got.get(url) for url in others} == others
    if got.get("http://www.example.org/4") == wanted["http://www.example.org/4"]:
        assert any(problem.code == "damaged" for one in found for problem in one.problems)
    else:
        assert losses


@pytest.mark.parametrize("pack", [gzip.compress, framed])
def test_a_large_damaged_record_at_the_end_is_told(pack: Callable[[bytes], bytes]) -> None:
    """Also where all of it has been looked through for another member, and forgotten; zeros at the end are none."""
    start, large = pack(record(http(page(1).encode()))), bytearray(pack(record(http(random.Random(1).randbytes(6_000_000)))))
    large[5_000] ^= 0x10
    large[9:60] = bytes(51)
    for end in (b"", bytes(2_000_000)):
        found, losses = read(start + large + end)
        assert (len(found), offsets(losses)) == (1, [len(start)])
    assert read(start + bytes(2_000_000))[1] == []


def test_junk_between_records_is_told_and_skipped() -> None:
    one, two = record(http(page(1).encode()), url="http://a.example/1"), record(http(page(2).encode()), url="http://a.example/2")
    for data in (b"junk junk\n" * 50 + one + b"more junk\n" * 9000 + two, gzip.compress(one) + b"\x1f\x8bjunk" * 40 + gzip.compress(two)):
        found, losses = read(data)
        assert [one.url for one in found] == ["http://a.example/1", "http://a.example/2"]
        assert losses


def test_a_damaged_part_of_a_file_that_is_not_record_compressed() -> None:
    """All records in one member: what comes before the damage is read, and where it begins is told."""
    made = archive(60, form="one.gz", words=400)
    damaged = bytearray(made.data)
    damaged[len(damaged) * 3 // 4] ^= 0x10
    found, losses = read(bytes(damaged))
    assert len(found) > 30
    assert losses
    made = archive(60, form="blocks.gz", words=400)
    damaged = bytearray(made.data)
    damaged[len(damaged) // 2] ^= 0x10
    found, losses = read(bytes(damaged))
    assert len(found) >= 54  # the records that reach into the damaged block of 10 kB
    assert losses


DAMAGES: dict[str, Callable[[bytearray, int, random.Random], int]] = {  # each returns how many bytes it hit
    "other bytes": lambda data, at, chosen: put(data, at, 60, chosen.randbytes(60)),
    "zeros": lambda data, at, chosen: put(data, at, 512, bytes(512)),
    "bytes gone": lambda data, at, chosen: put(data, at, chosen.choice([1, 50, 700]), b""),
    "bytes put in": lambda data, at, chosen: put(data, at, 0, chosen.randbytes(chosen.choice([1, 50, 700]))),
    "a false beginning": lambda data, at, chosen: put(data, at, 0, b"\x1f\x8b\x08\0" + chosen.randbytes(60)),
    "the answer of a proxy": lambda data, at, chosen: put(data, at, 0, b"HTTP/1.1 502 Bad Gateway\r\n\r\n<html>error</html>\r\n"),
}


def put(data: bytearray, at: int, gone: int, new: bytes) -> int:
    data[at : at + gone] = new
    return max(gone, 1)


@pytest.mark.parametrize("form", ["warc.gz", "warc.zst"])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_costs_only_what_it_hits(form: str, damage: Callable[[bytearray, int, random.Random], int]) -> None:
    made, chosen = archive(12, form=form, words=200), random.Random(5)
    for _ in range(40):
        at = chosen.randrange(made.spans[-1][1])
        data = bytearray(made.data)
        behind = at + damage(data, at, chosen)
        found, losses = read(bytes(data))
        hit = {url for url, (start, end) in zip(made.urls, made.spans, strict=True) if start < behind and end > at}
        whole = {one.url for one in found if one.body == page(made.urls.index(one.url), words=200).encode()}
        assert set(made.urls) - hit <= whole, at
        assert whole == set(made.urls) or losses or at > made.spans[-1][0], at


@pytest.mark.parametrize("form", ["one.gz", "blocks.gz"])
@pytest.mark.parametrize("size", [1, 40])
def test_damage_in_the_middle_of_many_records(form: str, size: int) -> None:
    """80 damages where no member tells one record from the next: what is missing is told, and no page with other words or another address comes unmarked."""
    made = archive(15, form=form, words=200)
    whole = {one.url: one.body for one in read(made.data)[0]}
    chosen = random.Random(size)
    for _ in range(80):
        at = chosen.randrange(len(made.data) - size)
        damaged = bytearray(made.data)
        damaged[at : at + size] = chosen.randbytes(size) if size > 1 else bytes([damaged[at] ^ 1 << chosen.randrange(8)])
        found, losses = read(bytes(damaged))
        assert [one.url for one in found if whole.get(one.url) != one.body and not one.problems] == [], at
        assert losses or len(found) == 15, at
        assert all(offset <= at + 64 * 1024 for offset in offsets(losses)[:1]), at


@pytest.mark.parametrize("goes_back", [True, False])
def test_a_large_member_is_gone_through_before_its_records_are_believed(goes_back: bool) -> None:
    """Of a file that can't go back, as on standard input, the damage is told when it is come to."""
    chosen = random.Random(1)
    parts = [record(http(page(k).encode() + chosen.randbytes(30_000).hex().encode()), url=f"http://a.example/{k}", digests=False) for k in range(60)]
    data = bytearray(gzip.compress(b"".join(parts)))
    at = len(data) * 3 // 4
    data[at : at + 30] = bytes(30)
    file = io.BytesIO(data) if goes_back else Pipe(data)
    found = list(records(file))
    pages = [one for one in found if isinstance(one, Record)]
    losses = [str(one) for one in found if isinstance(one, InputError)]
    assert 44 <= len(pages) < 60
    assert [bool(one.problems) for one in pages[:40]] == [goes_back] * 40
    assert at - 200_000 < offsets(losses)[0] < at
    assert [one.offset for one in pages] == sorted(one.offset for one in pages)
    assert pages[30].offset > len(data) // 4


class Pipe(io.RawIOBase):
    """A file that can't go back."""

    def __init__(self, data: bytes | bytearray) -> None:
        self.file = io.BytesIO(data)

    def read(self, size: int = -1, /) -> bytes:
        return self.file.read(size)


def test_what_follows_a_flush_is_read_after_damage() -> None:
    packer = zlib.compressobj(wbits=31)
    parts = [record(http(page(k).encode()), url=f"http://a.example/{k}") for k in range(30)]
    packed = [packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH if k % 3 == 2 else zlib.Z_NO_FLUSH) for k, part in enumerate(parts)]
    data = bytearray(b"".join(packed) + packer.flush() + gzip.compress(record(http(page(30).encode()), url="http://a.example/30")))
    begin = sum(map(len, packed[:12]))
    data[begin + 20 : begin + 60] = bytes(40)
    found, losses = read(bytes(data))
    assert [one.url.rpartition("/")[2] for one in found] == [str(k) for k in range(31) if k not in (12, 13, 14)]
    assert offsets(losses)[0] <= begin + 60
    assert f"up to {sum(map(len, packed[:15])) - 4:,}" in losses[0]
    assert not found[-1].problems


@pytest.mark.parametrize("form", ["warc", "warc.gz", "warc.zst"])
@pytest.mark.parametrize("junk", [b"x", b"junk junk" * 90, b"\0" * 4])
def test_junk_before_a_record_costs_none(form: str, junk: bytes) -> None:
    """Also before the first, where it hides what the file is."""
    made = archive(4, form=form)
    for before in range(3):
        at = made.spans[before][0]
        found, losses = read(made.data[:at] + junk + made.data[at:])
        assert [one.url for one in found] == list(made.urls)
        assert offsets(losses) == [at]
    found, losses = read(b"\0\0\0\0" + made.data[4:])
    assert [one.url for one in found] == list(made.urls[1:])
    assert offsets(losses) == [0]


@pytest.mark.parametrize(("old", "new"), [("WARC-Type: response", "WARC-Type: responce"), ("text/html", "text/htll"), ("200 OK", "302 OK")])
def test_a_header_in_which_a_letter_changed_hides_no_page(old: str, new: str) -> None:
    one, two = (record(http(page(k).encode()), url=f"http://a.example/{k}") for k in (1, 2))
    found, losses = read(one.replace(old.encode(), new.encode()) + two)
    assert [one.url for one in found] == ["http://a.example/2"]
    assert offsets(losses) == [0]


def test_an_answer_that_is_none_is_told() -> None:
    """As a bit that was flipped in one member around all records leaves them: unpacked, but with other letters."""
    garbled = record(http(page(2).encode()).replace(b"HTTP/1.1", b"HqTP/1q1"), digests=False)
    found, losses = read(record(http(page(1).encode())) + garbled + record(http(page(3).encode())))
    assert len(found) == 2
    assert len(losses) == 1
    assert "no answer of a server" in losses[0]


def test_digests_are_verified() -> None:
    body = page(1).encode()
    wrong = record(http(body), digests=False, fields=f"WARC-Payload-Digest: {digest(b'other')}\r\n")
    right = record(http(body), digests=False, fields=f"WARC-Payload-Digest: {digest(body)}\r\n")
    chunked = record(
        http(b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body), fields="Transfer-Encoding: chunked\r\n"),
        digests=False,
        fields=f"WARC-Payload-Digest: {digest(body)}\r\n",
    )
    (first, second, third), losses = read(wrong + right + chunked)
    assert not losses
    assert [problem.code for problem in first.problems] == ["damaged"]
    assert not second.problems
    assert not third.problems
    assert third.body == body


@pytest.mark.parametrize(
    ("packing", "packed"),
    [
        ("gzip", gzip.compress(page(3).encode())),
        ("x-gzip", gzip.compress(page(3).encode())),
        ("br", brotli.compress(page(3).encode())),
        ("zstd", zstandard.compress(page(3).encode())),
        ("gzip, br", brotli.compress(gzip.compress(page(3).encode()))),
        ("gzip", page(3).encode()),
        ("br", page(3).encode()),
    ],
)
def test_packed_bodies(packing: str, packed: bytes) -> None:
    (found,), losses = read(record(http(packed, fields=f"Content-Encoding: {packing}\r\n")))
    assert found.body == page(3).encode()
    assert not losses


def test_only_pages_come() -> None:
    body = page(1).encode()
    parts = [
        record(b"software: x", kind="warcinfo"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(http(b"\x89PNG", mime="image/png")),
        record(http(b"", status="301 Moved")),
        record(http(body, status="404 Not Found")),
        record(http(b"User-agent: *", mime="text/plain"), url="http://www.example.org/robots.txt"),
        record(body, kind="resource", url="http://www.example.org/r"),
        record(page(2).encode(), kind="conversion", url="http://www.example.org/c"),
        record(b"\x00not http"),
    ]
    found, losses = read(b"".join(parts))
    assert [(one.url.rpartition("/")[2], one.kind) for one in found] == [("r", "html"), ("c", "text")]
    assert not losses


# --- Zstandard as the IIPC has it ---------------------------------------------------------------------------------------------------


def zst(number: int, words: zstandard.ZstdCompressionDict | None = None) -> bytes:
    return framed(record(http(page(number).encode()), url=f"http://www.example.org/{number}"), words)


def test_all_that_may_stand_in_a_warc_zst() -> None:
    """An empty frame, skippable ones, a record of several frames, a frame without size or checksum, a dictionary that is packed itself."""
    plain = record(http(page(1).encode()), url="http://www.example.org/1")
    packer = zstandard.ZstdCompressor().compressobj()
    stream = packer.compress(record(http(page(2).encode()), url="http://www.example.org/2")) + packer.flush()
    data = framed(b"") + skippable(b"x" * 100) + framed(plain[:100]) + skippable(b"") + framed(plain[100:]) + stream + skippable(zst(9), 0x184D2A5F) + zst(3)
    found, losses = read(data)
    assert ([one.url[-1] for one in found], losses) == (["1", "2", "3"], [])
    words = trained([record(http(page(number).encode())) for number in range(50)])
    for held in (words.as_bytes(), framed(words.as_bytes())):
        found, losses = read(dictionary(held) + zst(1, words) + zst(2, words))
        assert ([one.body for one in found], losses) == ([page(1).encode(), page(2).encode()], [])


def test_what_is_wrong_with_dictionaries_and_skippable_frames_is_told() -> None:
    words = trained([record(http(page(number).encode())) for number in range(50)])
    packed = framed(words.as_bytes())
    wrong = (b"", b"no dictionary", words.as_bytes()[:200], packed[:-20], b"\0" * 9 * 2**20, framed(b"\0" * 9 * 2**20))
    for held in wrong:
        found, losses = read(dictionary(held) + zst(1, words) + zst(2, words))
        assert not found
        assert offsets(losses)[0] in (0, 8 + len(held))
    found, losses = read(zst(1, words) + zst(2) + zst(3))  # the dictionary is missing
    assert [one.url[-1] for one in found] == ["2", "3"]
    assert offsets(losses) == [0]
    start = zst(1)
    for size in (5, 15, len(zst(2)) // 2, len(zst(2)) + 30, 2**32 - 1):  # a wrong size of a skippable frame hides no record
        frame = bytearray(skippable(b"x" * 10))
        frame[4:8] = size.to_bytes(4, "little")
        found, losses = read(start + bytes(frame) + zst(2) + zst(3))
        assert [one.url[-1] for one in found] == ["1", "2", "3"], size
        assert offsets(losses) == [len(start)]


# --- through the files ------------------------------------------------------------------------------------------------------------


FORM = {"a.warc": "warc", "a.txt": "warc", "a.warc.zst": "words.zst", "a.bin": "words.zst", "a.zst": "warc.zst"}


@pytest.mark.parametrize("name", ["a.warc.gz", "a", "a.gz", *FORM])
def test_an_archive_is_told_by_its_content_too(tmp_path: Path, name: str) -> None:
    made = archive(3 if "words" not in FORM.get(name, "") else 30, form=FORM.get(name, "warc.gz"))
    (tmp_path / name).write_bytes(made.data)
    found = list(captures([tmp_path / name]))
    assert [one.url for one in found if isinstance(one, Capture)] == list(made.urls)
    assert isinstance(found[0], Capture)
    assert (found[0].kind, found[0].stem, found[0].name) == ("html", "", f"{tmp_path / name} at byte {made.spans[0][0]:,}")
    assert [one.url for one in captures([tmp_path]) if isinstance(one, Capture)] == list(made.urls) * (name not in ("a", "a.gz", "a.bin", "a.zst"))
    assert len(list(received("http://a.example/x", "", None, made.data))) == len(made.urls)


def test_a_loss_comes_as_an_error_with_file_and_offset(tmp_path: Path) -> None:
    made = archive(3)
    (tmp_path / "a.warc.gz").write_bytes(made.data[:-30])
    *_, last = captures([tmp_path / "a.warc.gz"])
    assert str(last) == f"{tmp_path / 'a.warc.gz'} at byte {made.spans[2][0]:,}: a record was lost: the file ends in the middle of it"


def test_old_encodings_by_the_word_of_the_server(tmp_path: Path) -> None:
    body = f"<html><body><p>{page(1)}</p></body></html>".replace("ّ", "").replace('<meta charset="utf-8">', "")
    (tmp_path / "a.warc").write_bytes(record(http(body.encode("iso-8859-6", "ignore"), mime="text/html; charset=iso-8859-6")))
    (found,) = captures([tmp_path / "a.warc"])
    assert isinstance(found, Capture)
    assert "التقى وزير الخارجية" in str(found.content)
