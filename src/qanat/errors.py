"""The errors of Qanat.

QanatError              whatever the caller may want to catch
├── PackError           a language pack is missing or a row of it is wrong: names the file and the row
├── AccessError         somebody is not let in: a wrong name or password, or too many tries
├── InputError          what was handed in can't be read: says what, why, and what to do next
└── RecordError         the record can't be opened, read or written, or lacks what was asked for: names it and the cause
    └── RemovedError    somebody was taken down: says when and why

Doubt about a text is no error: it becomes a `Problem` in the reading.
"""


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


class RecordError(QanatError):
    """The record can't be opened, read or written, or does not hold what was asked for."""


class MissingError(RecordError):
    """The record is fine, but holds no such thing."""


class RemovedError(RecordError):
    """Somebody was taken down: on which `day`, and `why`."""

    def __init__(self, message: str, why: str, day: str) -> None:
        super().__init__(message)
        self.why, self.day = why, day
