"""qanat outlets: which outlets the record follows."""

from __future__ import annotations

import json as form
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qanat.serve.cli.options import DB, AsJson, Contact, Db, Networks, alpha3, missing, opened, settings

if TYPE_CHECKING:
    from qanat.outlets import Outlet

app = typer.Typer(help="The outlets that the record follows: list, add, test, disable, enable.", no_args_is_help=True)
_SHOWN = ("address", "kind", "read", "entries", "newest", "failures", "reason")  # of a feed
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of outlets.")]


@app.command("list")
def list_(
    db: Db = DB,
    everything: Annotated[bool, typer.Option("--all", help="Also those that have a card and are not followed.")] = False,
    json: AsJson = False,
) -> None:
    """The outlets of the record, with how their feeds stand; without a record, or with --all, all that have a card."""
    for row in _rows(db, everything=everything):
        if json:
            typer.echo(form.dumps(row, ensure_ascii=False))
            continue
        state = "" if row["state"] == "followed" else f" ({row['state']})"
        typer.echo(f"{row['id']}{state}: {row['latin']}, {row['home'] or 'several states'}{_counted(row)}")
        for feed in row["feeds"]:
            typer.echo(f"  {feed['address']}: {_stands(feed)}")


def _rows(db: str, *, everything: bool) -> list[dict[str, Any]]:
    from qanat import outlets
    from qanat.record.following import Following

    out: dict[str, dict[str, Any]] = {}
    if not missing(db):
        with opened(db) as record:
            following = Following(record)
            counts = following.counts()
            for card, enabled, _ in following.outlets():
                feeds = [{name: getattr(one, name) for name in _SHOWN} for one in following.feeds(card.id)]
                out[card.id] = {**_of(card), "state": "followed" if enabled else "disabled", "feeds": feeds, "finds": counts.get(card.id, {})}
    if everything or not out:
        for card in outlets.load().values():
            blank = [{"address": address, "kind": None, "read": None} for address in (*card.feeds, *card.sitemaps)]
            out.setdefault(card.id, {**_of(card), "state": "not followed", "feeds": blank, "finds": {}})
    return [out[name] for name in sorted(out)]


def _of(card: Outlet) -> dict[str, Any]:
    return {"id": card.id, "name": card.name, "latin": card.latin, "kind": card.kind, "home": card.home, "hosts": list(card.hosts)}


def _counted(row: dict[str, Any]) -> str:
    told = [f"{number:,} {state}" for state, number in row["finds"].items() if number]
    return f"; {', '.join(told)}" if told else ""


def _stands(feed: dict[str, Any]) -> str:
    if feed.get("failures"):
        return f"failed {feed['failures']} times: {feed['reason']}"
    if not feed["read"]:
        return "not read yet"
    newest = f", the newest of {feed['newest']}" if feed["newest"] else ""
    return f"{feed['kind']}, read {feed['read']}, {feed['entries']:,} entries{newest}"


@app.command()
def add(
    ids: Ids,
    feed: Annotated[list[str] | None, typer.Option(metavar="URL", help="A feed, sitemap or list of addresses of it; may be given more than once.")] = None,
    name: Annotated[str, typer.Option(metavar="NAME", help="Of an outlet without a card: how it calls itself.")] = "",
    latin: Annotated[str, typer.Option(metavar="NAME", help="Its name in Latin letters.")] = "",
    kind: Annotated[str, typer.Option(metavar="KIND", help="agency, ministry, presidency, paper, broadcaster, site or body.")] = "site",
    home: Annotated[str | None, typer.Option(callback=alpha3, metavar="ALPHA-3", help="Its home.")] = None,
    host: Annotated[list[str] | None, typer.Option(metavar="HOST", help="Its host; may be given more than once.")] = None,
    zone: Annotated[str, typer.Option(metavar="ZONE", help="The time zone of its clock, such as Asia/Riyadh.")] = "",
    db: Db = DB,
) -> None:
    """Follow outlets: by the ids of their cards, or one without a card by what is said of it here."""
    from qanat import outlets
    from qanat.errors import PackError
    from qanat.pipeline import open_record
    from qanat.record.following import Following

    cards = outlets.load()
    own = bool(name or host or home or zone)
    unknown = [one for one in ids if one not in cards]
    if (feed or own) and len(ids) > 1:
        raise typer.BadParameter("what is said of an outlet is of one only")
    text = _card(name, latin, kind, home, host, zone) if own else None
    with open_record(db) as record:
        following = Following(record)
        known = {one.card.id for one in following.outlets()}
        if not own and (missing := [one for one in unknown if one not in known]):
            raise typer.BadParameter(f"{missing[0]}: there is no card of such an outlet (qanat outlets list --all); say --name, --home and --host of it")
        for one in ids:
            if text is not None:
                try:
                    outlets.card(one, text)
                except PackError as error:
                    raise typer.BadParameter(str(error).replace(f"outlets/{one}.toml: ", "")) from None
            following.follow(one, text, feed or ())
            typer.echo(f"{one}: followed{'' if one not in known else ' (as before)'}")


def _card(name: str, latin: str, kind: str, home: str | None, host: list[str] | None, zone: str) -> str:
    fields = {
        "name": name,
        "latin": latin or name,
        "kind": kind,
        "home": home or "",
        "hosts": [one.lower().removeprefix("www.") for one in host or ()],
        "zone": zone,
    }
    return "".join(f"{key} = {form.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())


@app.command("test")
def try_(
    ids: Annotated[list[str], typer.Argument(metavar="ID|URL...", help="Ids of outlets, or addresses of feeds.")],
    contact: Contact = "",
    allow_network: Networks = None,
    db: Db = DB,
) -> None:
    """Read the feeds of outlets, and one article of each, and say what is in them; keeps nothing. 1 when something can't be read."""
    from qanat.pipeline import Reader
    from qanat.rounds import trial

    reader, failed = Reader(), 0
    for one in ids:
        addresses, card = _addresses(one, db)
        for line, good in trial(addresses, card, reader, settings(contact, allow_network)):
            typer.echo(line, err=not good)
            failed += not good
    if failed:
        raise typer.Exit(1)


def _addresses(one: str, db: str) -> tuple[list[str], Outlet | None]:
    from qanat import outlets
    from qanat.collect.visits import is_address
    from qanat.record.following import Following

    if is_address(one):
        return [one], outlets.of_address(one)
    card, addresses = outlets.load().get(one), []
    if not missing(db):
        with opened(db) as record:
            following = Following(record)
            card = next((found.card for found in following.outlets() if found.card.id == one), card)
            addresses = [feed.address for feed in following.feeds(one) if feed.parent is None]
    if card is None:
        raise typer.BadParameter(f"{one}: there is no card of such an outlet, and it is no address")
    return list(dict.fromkeys((*card.feeds, *card.sitemaps, *addresses))), card


@app.command()
def disable(ids: Ids, db: Db = DB) -> None:
    """Do not ask outlets any longer; what is in the record stays."""
    _enable(ids, db, enabled=False)


@app.command()
def enable(ids: Ids, db: Db = DB) -> None:
    """Ask outlets again that were disabled."""
    _enable(ids, db, enabled=True)


def _enable(ids: list[str], db: str, *, enabled: bool) -> None:
    from qanat.record.following import Following

    with opened(db) as record:
        following = Following(record)
        for one in ids:
            if not following.enable(one, enabled=enabled):
                raise typer.BadParameter(f"{one}: the record does not follow it")
            typer.echo(f"{one}: {'enabled' if enabled else 'disabled'}")
