"""wechatpy under FastAPI, for uvicorn. wechatpy is synchronous; BENCH_THREADS=1 puts it in a thread pool."""

# mypy: disable-error-code="import-not-found,untyped-decorator"
# The framework is in the lock for the bench alone, so the type checker does not see it.

import os

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool

from bench.reply.contenders.bot import Bot

bot = Bot.from_environment()
app = FastAPI(openapi_url=None)


def _response(reply: str | None) -> Response:
    return Response(status_code=403) if reply is None else Response(reply, media_type="text/xml")


if os.environ.get("BENCH_THREADS") == "1":

    @app.post("/wechat/bench")
    async def callback(request: Request) -> Response:
        body = await request.body()
        return _response(await run_in_threadpool(bot.answer, request.query_params, body))

else:

    @app.post("/wechat/bench")
    async def callback(request: Request) -> Response:
        return _response(bot.answer(request.query_params, await request.body()))
