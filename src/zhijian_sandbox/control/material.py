"""The account's library of pictures: what its administrator put there on the platform's own pages."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from zhijian_sandbox.acts import given
from zhijian_sandbox.acts.given import Upload
from zhijian_sandbox.bodies import MAX_JSON_BYTES, BodyTooLarge, parse_json, read_body, read_form
from zhijian_sandbox.control.answers import reply, route
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.phones import media_content
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.media_calls import check_file
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import apps, media
from zhijian_sandbox.state.apps import App

MOST_SHOWN = 60


class Material:
    """The control calls about permanent pictures."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> Sequence[BaseRoute]:
        return [route("/_sandbox/apps/{appid}/pictures", GET=self.listed, POST=self.add)]

    async def listed(self, request: Request) -> Response:
        """The newest first, those uploaded through the API too."""
        appid = self._app(request).appid
        found = media.permanent_page(self._parts.store, appid, kind="image", offset=0, limit=MOST_SHOWN)
        return reply({"pictures": [media_content(one) | {"name": one.file_name} for one in found]})

    async def add(self, request: Request) -> Response:
        """A form with `file`, or JSON with `data`; a sample picture when there is neither."""
        app = self._app(request)
        try:
            body = await read_body(request, most=MAX_JSON_BYTES)
        except BodyTooLarge as problem:
            raise Refusal("内容超过 16 MB", field="file") from problem
        content_type = request.headers.get("content-type", "")
        upload, data = None, {}
        if content_type.startswith("multipart/"):
            form = await read_form(body, content_type=content_type)
            if form is None or "file" not in form.files:
                raise Refusal("表单里没有 file", field="file")
            upload = Upload(*form.files["file"])
        else:
            data = parse_json(body)
        content, name = given.media(data, upload, kind="image")
        try:
            mime_type = check_file("image", content)
        except PlatformError as problem:
            raise Refusal("要一张 png、jpg 或 gif 图片", field="file") from problem
        kept = media.add(
            self._parts.store,
            content,
            appid=app.appid,
            kind="image",
            mime_type=mime_type,
            file_name=name,
            at=self._parts.clock.now(),
            permanent=True,
        )
        return reply(media_content(kept) | {"name": name}, status=201)

    def _app(self, request: Request) -> App:
        app = apps.find(self._parts.store, request.path_params["appid"])
        if app is None:
            raise Refusal("没有登记这个 appid", field="appid", status=404)
        return app
