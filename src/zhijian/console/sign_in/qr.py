"""A QR code as squares, for a template to draw: no inline style, no picture file."""

import segno


def qr_squares(text: str) -> dict[str, object]:
    """`size` in modules with the quiet edge, and `path` for one <path> in a viewBox of that size."""
    matrix = segno.make(text, error="m", micro=False).matrix
    edge = 4
    path = "".join(
        f"M{x + edge} {y + edge}h1v1h-1z"
        for y, row in enumerate(matrix)
        for x, dark in enumerate(row)
        if dark
    )
    return {"size": len(matrix) + 2 * edge, "path": path}
