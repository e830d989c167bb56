"""Scraped text cannot run or mislead (promise 14): scripts and direction tricks in every field of articles, looked at in a real browser, in every view."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.record.adding import FULL, figures, fill
from tests.serve.looking import served

from qanat.model import Document
from qanat.pipeline import Reader, open_record
from qanat.serve import sheet

_CALLS = (
    "window.ran=1",
    "window['ran']=1",
    "top.ran=1",
    "self.ran=1",
    "eval('ran=1')",
    "setTimeout('ran=1')",
    "Function('ran=1')()",
    "document.title='ran'",
    "alert(1)",
    "location='https://example.org/'",
)
_WRAPS = (  # where {} is what would run; by the place it breaks out of
    "<script>{}</script>",
    "<ScRiPt >{}</sCrIpT>",
    "<script\n>{}//",
    "<scr<script>ipt>{}</scr</script>ipt>",
    "<img src=x onerror={}>",
    '"><img src=x onerror="{}">',
    "'><img src=x onerror='{}'>",
    "`><img src=x onerror={}>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<math><mtext></mtext><script>{}</script></math>",
    "<body onload={}>",
    "<details open ontoggle={}>",
    "<input autofocus onfocus={}>",
    "<video><source onerror={}></video>",
    "<iframe srcdoc='<script>{}</script>'></iframe>",
    "<iframe src=javascript:{}></iframe>",
    "<a href=javascript:{}>x</a>",
    "<form action=javascript:{}><button>x</button></form>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<object data=javascript:{}></object>",
    "<style>@import 'javascript:{}';</style>",
    "</title><script>{}</script>",
    "</style></textarea><script>{}</script>",
    "--><script>{}</script><!--",
    "]]><script>{}</script>",
    "{{{{ {} }}}}{{% raw %}}<script>{}</script>",
    '" autofocus onfocus="{}" x="',
    "javascript:{}",
)
_MARKS = ("\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u202c", "\u2069", "\u061c")
_TRICKS = [before + text + after for before in _MARKS for text, after in (("وزير gpj.exe", ""), ("<b>", "\u202c"), ("إن 10:30", before))]
_SCRIPTS = [wrap.replace("{}", call).replace("{{", "{").replace("}}", "}") for wrap in _WRAPS for call in _CALLS]
_PAYLOADS = [*_SCRIPTS, *_TRICKS] if FULL else [*_SCRIPTS[::29], *_TRICKS[::7]]
_OVERRIDES = r"() => /[\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText) ? [document.body.innerText.slice(0, 80)] : []"
_RAN = "() => [window.ran && 'it ran', document.title === 'ran' && 'it wrote a title'].filter(Boolean)"


def _article(number: int, payload: str) -> dict[str, Any]:
    """An article with a payload in every field that comes from outside, and a contact and a statement in its text."""
    text = f"أجرى وزير الخارجية الأردني سامر {payload} اتصالا هاتفيا بنظيره النرويجي إريك هولم في {payload}.\nوقال هولم: «{payload} ضرورة»."
    return {"id": f"{number} {payload}", "title": payload, "text": text, "published": "2025-03-20", "outlet": f"{number} {payload}", "url": payload}


@pytest.fixture(scope="module")
def address(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    db = f"sqlite:///{tmp_path_factory.mktemp('hostile')}/record.db"
    fill(db, reader, [_article(*one) for one in enumerate(_PAYLOADS)])
    with open_record(db) as record, served(record) as found:
        yield found


def test_nothing_scraped_runs_or_turns_the_page(chromium: Any, address: str, reader: Reader, tmp_path: Path) -> None:
    context = chromium.new_context(locale="ar")
    page = context.new_page()
    ran: list[str] = []

    def dismissed(dialog: Any) -> None:
        ran.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("dialog", dismissed)
    page.on("request", lambda request: None if request.url.startswith((address, "file:", "data:")) else ran.append(request.url))
    rows = {kind: page.request.get(f"{address}/{kind}.json?limit=200").json()["rows"] for kind in ("contacts", "statements", "actors")}
    paths = ["/", "/today", "/contacts", "/statements", "/actors", "/outlets", "/channels", "/claims", "/timeline", "/statements/timeline", "/map", "/matrix"]
    paths += [f"/{kind}/{quote(str(row['id']), safe='')}" for kind, found in rows.items() for row in found[:200]]
    for number, payload in enumerate(_PAYLOADS):
        paths += [f"/search?q={quote(payload)}", f"/articles/{quote(f'{number} {payload}', safe='')}"]
    for path in paths:
        answer = page.goto(address + path)
        assert answer.status < 500, path
        assert "script-src" in answer.headers["content-security-policy"] or "default-src" in answer.headers["content-security-policy"]
        ran += [f"{path}: {one}" for one in (*page.evaluate(_RAN), *page.evaluate(_OVERRIDES))]
    for number, payload in enumerate(_PAYLOADS):
        file = tmp_path / f"{number}.html"
        with file.open("w", encoding="utf-8") as out:
            sheet.write([("a.txt", reader.read(Document.from_article(_article(number, payload))))], out)
        page.goto(file.as_uri())
        ran += [f"file {number}: {one}" for one in (*page.evaluate(_RAN), *page.evaluate(_OVERRIDES))]
    context.close()
    figures("14", payloads=len(_PAYLOADS), pages=len(paths) + len(_PAYLOADS), ran=len(ran))
    assert all(rows.values())
    assert not ran
