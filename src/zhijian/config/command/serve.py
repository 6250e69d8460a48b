"""`zhijian serve`: the product's processes."""

from enum import StrEnum
from typing import Annotated

import typer


class Part(StrEnum):
    GATEWAY = "gateway"
    WEB = "web"
    WORKER = "worker"


def serve(
    only: Annotated[Part | None, typer.Option(help="One kind of process instead of all three.")] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", min=1, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many gateway processes.")] = 1,
) -> None:
    """Start gateway, web and worker in one process group, or one of them alone. Ctrl-C stops all of it."""
    from zhijian.config.processes.serving import serve_all, serve_one

    code = (
        serve_all(host, port, workers=workers) if only is None else serve_one(only.value, host, port, workers)
    )
    raise typer.Exit(code)
