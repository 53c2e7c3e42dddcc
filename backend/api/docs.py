"""The API's documentation as one plain page, made from the OpenAPI document.

No script and nothing from elsewhere: the page shares its origin with the staff's sessions.
"""

from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

docs_router = APIRouter()
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;
color:#222;background:#fff}h2{margin-top:2.5rem}code{font-size:14px}
table{border-collapse:collapse;width:100%}td{padding:.4rem .8rem .4rem 0;vertical-align:top;
border-top:1px solid #ddd}td:first-child{white-space:nowrap;font-weight:600}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#161616}td{border-color:#333}}
"""


@docs_router.get("/api/docs", include_in_schema=False)
async def docs(request: Request) -> HTMLResponse:
    page = _page(request.app.openapi())
    return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})


def _page(spec: dict[str, Any]) -> str:
    by_tag: dict[str, list[str]] = {}
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            tag = operation.get("tags", ["other"])[0]
            by_tag.setdefault(tag, []).append(_row(method, path, operation))
    sections = "".join(
        f"<h2>{escape(tag)}</h2><table>{''.join(rows)}</table>" for tag, rows in by_tag.items()
    )
    title = f"{escape(spec['info']['title'])} API {escape(spec['info']['version'])}"
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>"
        f"<style>{STYLE}</style><h1>{title}</h1>"
        "<p>Authorization: Bearer, X-API-Key or the browser's session. Lists answer"
        " <code>{items, next_cursor}</code>; errors <code>{error: {code, message, details}}</code>."
        ' Machine-readable: <a href="/api/v1/openapi.json">openapi.json</a>.</p>'
        f"{sections}</html>"
    )


def _row(method: str, path: str, operation: dict[str, Any]) -> str:
    words = escape(operation.get("description") or operation.get("summary", ""))
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    shape = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
    takes = f"<br>Takes <code>{escape(shape)}</code>." if shape else ""
    return (
        f"<tr><td>{method.upper()}</td><td><code>{escape(path)}</code></td>"
        f"<td>{words}{takes}</td></tr>"
    )
