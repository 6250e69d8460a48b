"""A file to take away, with its Chinese name."""

from typing import IO, Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def attached(file: IO[bytes], name: str) -> HttpResponse:
    """Closes the file."""
    with file:
        file.seek(0)
        response = HttpResponse(file.read(), content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
