"""What is asked of the web, and how far it is; it says nothing of any contact."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from qanat.record.tables.columns import Text, added, metadata, string
from qanat.record.tables.texts import months

followed = Table(  # the outlets that `qanat collect` asks; `card` is the text of a card of one's own, null for one that comes with Qanat
    "followed",
    metadata,
    Column("outlet", Text, primary_key=True),
    Column("card", Text),
    Column("enabled", Boolean, nullable=False),
    added(),
)

feeds = Table(  # their feeds and sitemaps, with what is needed to ask whether anything has changed
    "feeds",
    metadata,
    Column("address", Text, primary_key=True),
    Column("outlet", Text, ForeignKey("followed.outlet"), nullable=False, index=True),
    Column("parent", Text),  # the index that names it
    Column("kind", Text),  # as it was found to be; null before it was read
    Column("etag", Text),
    Column("modified", Text),
    Column("read", Text),  # when it was last read, in UTC
    Column("entries", Integer, nullable=False),
    Column("newest", string(10)),
    Column("failures", Integer, nullable=False),  # one after the other
    Column("reason", Text),
)

finds = Table(  # addresses of articles that feeds named
    "finds",
    metadata,
    Column("key", Text, primary_key=True),  # the address as it is compared
    Column("url", Text, nullable=False),
    Column("outlet", Text, ForeignKey("followed.outlet"), nullable=False),
    Column("published", Text),
    Column("updated", Text),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("etag", Text),
    Column("modified", Text),
    Index(None, "state", "outlet", "published"),
)

looks = Table(  # an outlet was looked at on a day; days with a feed that was read are coverage, whether or not there was anything in it
    "looks",
    metadata,
    Column("outlet", Text, ForeignKey("followed.outlet"), primary_key=True),
    Column("day", string(10), primary_key=True),
    Column("read", Integer, nullable=False),  # feeds
    Column("failed", Integer, nullable=False),
    Column("found", Integer, nullable=False),  # addresses that were new
)

COLLECTING = (followed, feeds, finds, looks, months)  # beside the record itself, or made of what is
