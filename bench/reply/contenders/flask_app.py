"""wechatpy under Flask, for gunicorn."""

# mypy: disable-error-code="import-not-found,untyped-decorator"
# The framework is in the lock for the bench alone, so the type checker does not see it.

from flask import Flask, Response, request

from bench.reply.contenders.bot import Bot

bot = Bot.from_environment()
app = Flask(__name__)


@app.post("/wechat/bench")
def callback() -> Response:
    reply = bot.answer(request.args, request.get_data())
    return Response(status=403) if reply is None else Response(reply, mimetype="text/xml")
