"""What the desk's page may load: the sandbox's own files, and this machine's product pages and pictures.

A picture on another host is not fetched: the desk makes no request beyond loopback, whatever a card
points at.
"""

_LOOPBACK = "http://localhost:* http://127.0.0.1:* http://*.localhost:*"

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        f"img-src 'self' {_LOOPBACK}",
        # A page in a phone may lead to another of this machine, as when somebody logs in.
        f"frame-src {_LOOPBACK}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
