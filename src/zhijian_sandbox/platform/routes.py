"""The paths of the platform under the sandbox's own address."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from zhijian_sandbox.parts import Parts
from zhijian_sandbox.platform import (
    agent_calls,
    autoreply_calls,
    comment_calls,
    conditional_menu_calls,
    datacube_calls,
    draft_calls,
    login_calls,
    mass_calls,
    material_calls,
    media_calls,
    menu_calls,
    notice_calls,
    once_calls,
    publish_calls,
    qrcode_calls,
    quota_calls,
    server_calls,
    service_messages,
    short_key_calls,
    tag_calls,
    template_calls,
    ticket_calls,
    token_calls,
    user_calls,
)
from zhijian_sandbox.platform.answering import answer
from zhijian_sandbox.platform.article_pages import ArticlePages
from zhijian_sandbox.platform.call import Endpoint
from zhijian_sandbox.platform.login_pages import LoginPages
from zhijian_sandbox.platform.once_pages import OncePages
from zhijian_sandbox.state import qrcodes

ENDPOINTS: dict[str, Endpoint] = {
    endpoint.path: endpoint
    for family in (
        token_calls,
        server_calls,
        quota_calls,
        menu_calls,
        conditional_menu_calls,
        user_calls,
        tag_calls,
        media_calls,
        material_calls,
        draft_calls,
        publish_calls,
        mass_calls,
        comment_calls,
        datacube_calls,
        service_messages,
        qrcode_calls,
        short_key_calls,
        ticket_calls,
        login_calls,
        notice_calls,
        template_calls,
        once_calls,
        agent_calls,
        autoreply_calls,
    )
    for endpoint in family.ENDPOINTS
}
_FAMILIES = ("cgi-bin", "datacube", "sns", "wxaapi", "customservice")
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def routes(parts: Parts) -> list[BaseRoute]:
    async def platform(request: Request) -> Response:
        return await answer(parts, ENDPOINTS, request)

    async def show_qrcode(request: Request) -> Response:
        """The picture of a ticket; on the platform it lives at mp.weixin.qq.com and needs no token."""
        code = qrcodes.by_ticket(parts.store, request.query_params.get("ticket", ""))
        if code is None:
            return PlainTextResponse("no such ticket", status_code=404)
        return Response(qrcode_calls.picture(code.url, kind="png"), media_type="image/png")

    return [
        Route("/cgi-bin/showqrcode", show_qrcode, methods=["GET"]),
        *(Route(f"/{family}/{{rest:path}}", platform, methods=_METHODS) for family in _FAMILIES),
        *LoginPages(parts).routes(),
        *OncePages(parts).routes(),
        Route("/s/{key}/{index:int}", ArticlePages(parts).page, methods=["GET"]),
    ]
