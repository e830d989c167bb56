"""The errors of Qanat.

QanatError              whatever the caller may want to catch
├── PackError           a language pack is missing or a row of it is wrong: names the file and the row
├── AccessError         somebody is not let in: a wrong name or password, or too many tries
├── InputError          what was handed in can't be read: says what, why, and what to do next
│   └── AsideError      it was set aside by `qanat batch`: says where it stands
└── RecordError         the record can't be opened, read or written, or lacks what was asked for: names it and the cause
    ├── OutdatedError   it was replaced by a newer version or reading of its article: names that
    └── RemovedError    somebody was taken down: says when and why

Doubt about a text is no error: it becomes a `Problem` in the reading.
"""

from __future__ import annotations


class QanatError(Exception):
    """Base of all errors that Qanat raises on purpose."""


class PackError(QanatError):
    """A language pack can't be found or a row of it is wrong."""


class AccessError(QanatError):
    """Somebody is not let in. `wait`: seconds until he may try again."""

    def __init__(self, message: str, wait: int = 0) -> None:
        super().__init__(message)
        self.wait = wait


class InputError(QanatError):
    """A file, an argument or an address can't be read as an article."""


class AsideError(InputError):
    """A document was set aside elsewhere: `name` as people know it, the file at `path`, what was `given` of it."""

    def __init__(self, message: str, name: str, path: str, given: dict[str, str | None]) -> None:
        super().__init__(message)
        self.name, self.path, self.given = name, path, given

    def __reduce__(self) -> tuple[type[AsideError], tuple[str, str, str, dict[str, str | None]]]:
        return AsideError, (str(self), self.name, self.path, self.given)


class RecordError(QanatError):
    """The record can't be opened, read or written, or does not hold what was asked for."""


class MissingError(RecordError):
    """The record is fine, but holds no such thing."""


class OutdatedError(RecordError):
    """Nothing of the record rests on `name` now: its `document` has a newer version or reading. Without one: somebody whom no article names now."""

    def __init__(self, name: str, document: str | None = None) -> None:
        gone = "is of an older version or reading of its article" if document else "no article of the record names them now, in the version that counts"
        super().__init__(f"{name}: {gone}; nothing of the record rests on it")
        self.name, self.document = name, document


class RemovedError(RecordError):
    """Somebody was taken down: on which `day`, and `why`."""

    def __init__(self, message: str, why: str, day: str) -> None:
        super().__init__(message)
        self.why, self.day = why, day
