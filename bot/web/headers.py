"""What every answer tells the browser about itself."""

from aiohttp import web

ALLOWED = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
POLICY = "; ".join(f"{what} {who}" for what, who in ALLOWED.items())
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Server": "focalbot",
}


async def guarded(_request: web.Request, response: web.StreamResponse) -> None:
    """For `on_response_prepare`, which reaches streams too; what a page has said itself is kept."""
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
