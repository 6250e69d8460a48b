"""One line a fact, the same in every process: what, whose, which code, next step."""

import logging
import sys

import structlog


def set_up(process: str, *, with_traces: bool = False) -> None:
    """Send structlog and the standard library's loggers to standard error, in one format.

    An exception is told by its kind and place: its words may hold somebody's. ZHIJIAN_DEBUG shows it whole.

    httpx logs whole addresses at INFO, and ours carry access tokens: its loggers stay silent below WARNING.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        _name_the_process(process),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _say_where if not with_traces else structlog.processors.format_exc_info,
                structlog.processors.LogfmtRenderer(
                    key_order=["timestamp", "level", "process", "event"], bool_as_flag=False
                ),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for noisy in ("httpx", "httpcore", "asyncio", "uvicorn.access", "uvicorn.error"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _name_the_process(process: str) -> structlog.typing.Processor:
    def add(logger: object, method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
        event["process"] = process
        return event

    return add


def _say_where(logger: object, method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """The innermost cause of an exception as `error` and `where`, in place of its trace."""
    found = event.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else found
    if not isinstance(error, BaseException):
        return event
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__ or error
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    event["error"] = type(error).__name__
    if trace:
        event["where"] = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
    return event
