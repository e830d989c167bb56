"""When a page was published: what it says for machines, its visible dates, its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

from qanat.page.furniture import Cleaner
from qanat.text.times import times
from qanat.text.words import split

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?", re.ASCII | re.IGNORECASE)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?", re.ASCII)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::\d{2})?(?!\d)")
_OFFSET = re.compile(r"(?:GMT|UTC)\s*([+-]\d{1,2})(?::?(\d{2}))?|(?<=\d)\s*([+-]\d{2}):(\d{2})\b", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)|[/-]((?:19|20)\d{2})(\d{2})(\d{2})(?:/|-|\d{4,}|$)", re.ASCII)
_MONTH_FIRST = re.compile(r"(?<![^\W\d])([^\W\d]+(?:\s+[^\W\d]+)?)\s+(\d{1,2})\s*[,،]?\s+(\d{4})(?!\d)")  # أكتوبر 21, 2022
_COMMA = re.compile(r"(?<=[^\W\d])\s*[,،]\s*(?=\d)")  # الاثنين، 21 أكتوبر، 2022
_AMERICAN = re.compile(
    r"(?<![\d/])(0?[1-9]|1[0-2])/(?:(1[3-9]|2\d|3[01])/((?:19|20)\d\d)(?!\d)|(\d{1,2})/((?:19|20)\d\d)(?=\s+\d{1,2}:\d\d(?::\d\d)?\s*[AP]M))"
)
_ENGLISH = re.compile(
    r"(?<![^\W_])(?:(\d{1,2})\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})(?!\d)",
    re.IGNORECASE,
)
_ENGLISH_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_YEARS = range(1990, 2100)
_SHORT = 16  # words that a line with the date of publication has at most
_BESIDES = 8  # spelt words (weekday, months, eras, what it is) of a line that is only there to say a day
_HEADING = 12  # blocks after the title among which such a line may stand
_ABOVE = 4  # blocks before the title, likewise
_DATELINE = 9  # words of the body within which a dateline says its day
_ROUND = timedelta(hours=14)  # no zone is farther from UTC


@dataclass(frozen=True, slots=True)
class Line:
    """A visible line: its text, whether it is prose, stands beside the article, and the machine-readable time in it."""

    text: str
    prose: bool = False
    beside: bool = False
    stamp: str | None = None


def published(given: Sequence[str], lines: Sequence[Line], title: int, url: str | None, cleaner: Cleaner, zone: tzinfo | None) -> str | None:
    """The time of publication as RFC 3339 where its zone is known, else the day; None where nothing says it, or sources differ and nothing decides.

    `given` are the values for machines, the surest first; `title` is the number of the title among the lines (-1 where it is none of them);
    `zone` is that of the outlet, in which times without a zone are meant, and in which a time in UTC has its day.
    """
    known = [moment for value in given if (moment := moment_of(value, cleaner, zone)) is not None]
    addressed = _addressed(url)
    days = {_day(moment) for moment in known}
    best = max(known, key=len, default="")
    if len(days) == 1 and (zone is not None or not best.endswith("Z")):
        return best
    seen = list(dict.fromkeys(_visible(lines, title, cleaner)))
    if len(days) == 1:
        return _settled(best, seen, zone)
    if known:
        local = [moment for moment in known if "T" in moment and not moment.endswith("Z")]
        if len({_day(moment) for moment in local}) == 1 and all(_same(moment, local[0]) for moment in known):
            return local[0]  # 24 December in UTC, the 25th where it was written
        decided = [moment for moment in known if any(_day(moment) == day[0] for day in seen) or _day(moment) == addressed]
        return decided[0] if decided else None
    stamps = [moment for line in _heading(lines, title) if line.stamp and (moment := moment_of(line.stamp, cleaner, zone))]
    if stamps:
        return _settled(stamps[0], seen, zone)
    if seen:
        day, line = seen[0]
        return _clocked(day, line, cleaner, zone)
    return addressed


def moment_of(value: str, cleaner: Cleaner, zone: tzinfo | None) -> str | None:
    """A value of a page's metadata as the contract writes times: RFC 3339 with its zone, or the day; None for no date of an article."""
    value = value.strip()
    found = _ISO.match(value)
    try:
        if found:
            year, month, day = map(int, found.group(1, 2, 3))
            if found.group(4) is None:
                return _plain(date(year, month, day))
            when = datetime(year, month, day, int(found.group(4)), int(found.group(5)), int(found.group(6) or 0))  # noqa: DTZ001  the zone comes next
            return _zoned(when, found.group(7), zone)
        if _EPOCH.fullmatch(value):
            return _zoned(datetime.fromtimestamp(int(value[:10]), UTC), None, zone)
    except (ValueError, OverflowError):
        return None
    try:
        return _zoned(parsedate_to_datetime(value), None, zone)
    except (ValueError, IndexError, TypeError):
        return next((day for day in _days(value, cleaner)), None)


def _settled(moment: str, seen: list[tuple[str, str]], zone: tzinfo | None) -> str:
    """A time in UTC, of an outlet whose zone is unknown, has the day that the page shows, where that can be the same moment."""
    if zone is None and moment.endswith("Z"):
        for day, _ in seen:
            away = datetime.fromisoformat(day).replace(tzinfo=UTC) - datetime.fromisoformat(moment.replace("Z", "+00:00"))
            if day != _day(moment) and -_ROUND - timedelta(days=1) < away < _ROUND:
                return day
    return moment


def _same(moment: str, other: str) -> bool:
    """Can two values be one moment, told in UTC and in a zone?"""
    if "T" not in moment:
        return moment[:10] == other[:10]
    return abs(datetime.fromisoformat(moment.replace("Z", "+00:00")) - datetime.fromisoformat(other.replace("Z", "+00:00"))) < timedelta(minutes=5)


def _day(moment: str) -> str:
    return moment[:10]


def _plain(day: date) -> str | None:
    return day.isoformat() if day.year in _YEARS else None


def _zoned(when: datetime, offset: str | None, zone: tzinfo | None) -> str | None:
    if when.year not in _YEARS:
        return None
    if offset is not None:
        offset = "+00:00" if offset.upper() in ("Z", "UTC", "GMT") else offset
        when = datetime.fromisoformat(when.isoformat() + (offset if ":" in offset else offset[:3] + ":" + offset[3:]))
    if when.tzinfo is None:
        when = when.replace(tzinfo=zone) if zone is not None else when
    elif not when.utcoffset() and zone is not None:
        when = when.astimezone(zone)
    return when.isoformat().replace("+00:00", "Z") if when.tzinfo is not None else when.date().isoformat()


def _heading(lines: Sequence[Line], title: int) -> list[Line]:
    """The lines about the title, down to the first prose: below it first, then above."""
    out = []
    for line in lines[title + 1 : title + 1 + _HEADING]:
        out.append(line)
        if line.prose:
            break
    return out + ([line for line in reversed(lines[max(title - _ABOVE, 0) : title]) if not line.beside and not line.prose] if title > 0 else [])


def _visible(lines: Sequence[Line], title: int, cleaner: Cleaner) -> Iterable[tuple[str, str]]:
    """The days that the page shows as its own, the surest first, each with its line."""
    digits = [line for line in lines if len(line.text) < 200 and any(c.isdecimal() for c in line.text)]
    wanted = set(map(id, digits))
    heading = [line for line in _heading(lines, title) if id(line) in wanted and not line.prose and not cleaner.updated(line.text)]
    labelled = [line for line in digits if cleaner.dated(line.text)]
    for line in (*(line for line in heading if cleaner.dated(line.text)), *heading, *labelled):
        if len(cleaner.words(line.text)) <= _SHORT:
            yield from ((day, line.text) for day in _days(line.text, cleaner))
    first = next((line for line in lines[title + 1 :] if line.prose and not line.beside), None)
    if first is not None:
        start = " ".join(first.text.split()[:_DATELINE])
        if any(c.isdecimal() for c in start):
            yield from ((day, "") for day in _days(start, cleaner))


def _days(text: str, cleaner: Cleaner) -> Iterator[str]:
    """The whole days that a text names, those of the common calendar first."""
    plain = cleaner.folding(text)
    plain = _AMERICAN.sub(lambda found: f"{found.group(3) or found.group(5)}-{found.group(1)}-{found.group(2) or found.group(4)}", plain)
    plain = _ENGLISH.sub(_spelt, plain)
    plain = _COMMA.sub(" ", plain)
    turned = [f"{found.group(2)} {' '.join(found.group(1).split()[-many:])} {found.group(3)}" for found in _MONTH_FIRST.finditer(plain) for many in (2, 1)]
    for read in (plain, *turned):
        found = [time for time in times(split(read, cleaner.pack), cleaner.pack, None) if time.grain == "day" and int(time.value[:4]) in _YEARS]
        yield from (time.value for time in sorted(found, key=lambda time: time.basis == "hijri"))


def _spelt(found: re.Match[str]) -> str:
    day = found.group(1) or found.group(3)
    return f" {found.group(4)}-{_ENGLISH_MONTHS.index(found.group(2).lower()) + 1:02}-{int(day):02} " if day else found.group()


def says_day(line: str, cleaner: Cleaner) -> bool:
    """Is a short line there to say a day, with few words besides?"""
    if not any(c.isdecimal() for c in line) or len(line) > 200:
        return False
    words = cleaner.words(line)
    if len(words) > _SHORT or next(_days(line, cleaner), None) is None:
        return False
    spelt = [word for word in words if not word.isdecimal()]
    return len(spelt) <= _BESIDES or cleaner.dated(line) or cleaner.updated(line)


def _clocked(day: str, line: str, cleaner: Cleaner, zone: tzinfo | None) -> str:
    """The day with the time in its line, where the zone is known."""
    plain = cleaner.folding(line)
    clock, offset = _CLOCK.search(plain), _OFFSET.search(plain)
    if clock is None or (zone is None and offset is None):
        return day
    hour, minute = int(clock.group(1)), int(clock.group(2))
    words = cleaner.words(plain[clock.end() : clock.end() + 12])[:1] + cleaner.words(plain[max(clock.start() - 8, 0) : clock.start()])[-1:]
    if hour < 12 and any(cleaner.means(word, "evening") for word in words):
        hour += 12
    elif hour == 12 and any(cleaner.means(word, "morning") for word in words):
        hour = 0
    if hour > 23 or minute > 59:
        return day
    when = datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}:00")
    if offset is not None:
        hours, minutes = offset.group(1) or offset.group(3), offset.group(2) or offset.group(4) or "00"
        return f"{when.isoformat()}{int(hours):+03d}:{minutes}"
    return when.replace(tzinfo=zone).isoformat()


def _addressed(url: str | None) -> str | None:
    found = _IN_ADDRESS.search(url or "")
    if found is None:
        return None
    try:
        return _plain(date(*map(int, [part for part in found.groups() if part is not None])))
    except ValueError:
        return None
