"""qanat alerts: what is new in what people want to be told of, by e-mail and to webhooks."""

from __future__ import annotations

import json as form
from typing import Annotated

import typer

from qanat.serve.cli.options import DB, AsJson, Contact, Db, Networks, opened, settings

app = typer.Typer(help="Tell people what is new: send, list.", no_args_is_help=True)


@app.command()
def send(
    db: Db = DB,
    smtp: Annotated[str, typer.Option(envvar="QANAT_SMTP", metavar="URL", help="The mail server: smtps://USER:PASSWORD@HOST, smtp+starttls://, smtp://.")] = "",
    sender: Annotated[str, typer.Option("--from", envvar="QANAT_FROM", metavar="EMAIL", help="From whom the e-mails are.")] = "",
    home: Annotated[str, typer.Option(envvar="QANAT_HOME", metavar="URL", help="Where the web app is for those who read them.")] = "http://127.0.0.1:8000",
    contact: Contact = "",
    allow_network: Networks = None,
) -> None:
    """Send what is new for each alert; run it after `qanat collect`. What can't be sent is tried again by the next runs, three times in all."""
    from qanat.collect.clock import now
    from qanat.collect.mail import Server
    from qanat.record.alone import alone
    from qanat.serve import alerting

    if smtp and "@" not in sender:
        raise typer.BadParameter("--smtp needs --from EMAIL")
    server = Server.of(smtp) if smtp else None
    post = alerting.Post(home.rstrip("/"), server, sender, settings(contact, allow_network))
    sent = failed = 0
    with opened(db) as record, alone(record.engine, f"{now():%Y-%m-%d %H:%M} UTC"):
        for one in alerting.send(record, post):
            sent += one.state == "sent"
            failed += one.state != "sent"
            if one.why:
                again = "tried again next time" if one.state == "later" else "given up"
                typer.echo(f"{again}: alert {one.delivery.alert.n}, {one.delivery.alert.target}: {one.why}", err=True)
    typer.echo(f"{sent:,} sent")
    if failed:
        raise typer.Exit(3)


@app.command("list")
def list_(db: Db = DB, json: AsJson = False) -> None:
    """All alerts, with what became of their messages."""
    from qanat.record.alerts import Alerts

    with opened(db) as record:
        for one in Alerts(record).mine():
            if json:
                typer.echo(form.dumps(one, ensure_ascii=False))
                continue
            state = "" if one["enabled"] else ", stopped"
            counts = ", ".join(f"{one[name]} {name}" for name in ("sent", "waiting", "failed"))
            typer.echo(f"{one['n']}  {one['account']}: {one['question']} to {one['target']}{state}: {counts}{': ' + one['why'] if one['why'] else ''}")
