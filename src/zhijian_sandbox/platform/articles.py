"""What an article must be, and how it is told again."""

import re
from typing import Any
from urllib.parse import urlsplit

from zhijian_sandbox.platform import limits
from zhijian_sandbox.platform.call import Call, Fields
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.state import media
from zhijian_sandbox.state.drafts import Article

MAX_ARTICLES = 8
MAX_TITLE, MAX_AUTHOR, MAX_DIGEST = 32, 16, 128
DIGEST_FROM_CONTENT = 54
MAX_CONTENT, MAX_CONTENT_BYTES = 20_000, 1 << 20
MAX_SOURCE_URL_BYTES = 1024
MAX_PICTURES = 20
_CROPS = ("pic_crop_235_1", "pic_crop_1_1")

_SCRIPT = re.compile(r"<(script|iframe|object|embed)\b.*?(?:</\1\s*>|/>|\Z)", re.IGNORECASE | re.DOTALL)
_HANDLER = re.compile(r"""\s+on\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_SCRIPT_URL = re.compile(r"""(href|src)\s*=\s*(["']?)\s*javascript:[^"'>\s]*\2""", re.IGNORECASE)
_PICTURE = re.compile(r"""(<img\b[^>]*?\s)(?:data-)?src\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_PLATFORM_HOSTS = ("mmbiz.qpic.cn", "mmbiz.qlogo.cn", "mmecoa.qpic.cn")


def read_all(call: Call, given: Any) -> list[Article]:
    """1 to 8 articles as they will be stored."""
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) for one in given):
        raise PlatformError(44003)
    if len(given) > MAX_ARTICLES:
        raise PlatformError(45008)
    return [read(call, one) for one in given]


def read(call: Call, given: Fields) -> Article:
    """One article. Scripts are taken out, and the addresses of pictures from elsewhere."""
    kind = given.get("article_type") or "news"
    if kind not in ("news", "newspic"):
        raise PlatformError(40035)
    title = _text(given, "title", most=MAX_TITLE, problem=45003)
    if not title:
        raise PlatformError(45003)
    content = _content(call, given)
    article: Article = {
        "article_type": kind,
        "title": title,
        "author": _text(given, "author", most=MAX_AUTHOR, problem=limits.AUTHOR_TOO_LONG),
        "digest": _text(given, "digest", most=MAX_DIGEST, problem=45004)
        or _TAG.sub("", content).strip()[:DIGEST_FROM_CONTENT],
        "content": content,
        "content_source_url": _source_url(given),
        "need_open_comment": _flag(given, "need_open_comment"),
        "only_fans_can_comment": _flag(given, "only_fans_can_comment"),
    }
    if given.get("product_info"):
        raise PlatformError(53406)
    if kind == "newspic":
        return article | _pictures(call, given)
    if not content.strip():
        raise PlatformError(44003)
    thumb = _permanent(call, given.get("thumb_media_id"))
    crops = {
        name: given[name] for name in ("pic_crop_235_1", "pic_crop_1_1") if isinstance(given.get(name), str)
    }
    return article | {"thumb_media_id": thumb.media_id, "thumb_url": _address(call, thumb)} | crops


def told(article: Article, *, no_content: bool = False) -> Fields:
    """As news_item has it."""
    shown = {name: value for name, value in article.items() if name != "content"}
    return {"url": "", **(shown if no_content else article)}


def page_limits(fields: Fields) -> tuple[int, int, bool]:
    """offset, count and no_content of a list."""
    offset, count, short = fields.get("offset"), fields.get("count"), fields.get("no_content", 0)
    if type(offset) is not int or offset < 0 or type(count) is not int or not 1 <= count <= 20:
        raise PlatformError(40035)
    return min(offset, 2**40), count, short in (1, "1", True)


def _content(call: Call, given: Fields) -> str:
    content = given.get("content")
    if not isinstance(content, str):
        content = ""
    if len(content) >= MAX_CONTENT or len(content.encode(errors="replace")) > MAX_CONTENT_BYTES:
        raise PlatformError(45002)
    clean = _SCRIPT_URL.sub(r'\1=""', _HANDLER.sub("", _SCRIPT.sub("", content)))
    return _PICTURE.sub(lambda found: _picture(call, found), clean)


def _picture(call: Call, found: re.Match[str]) -> str:
    address = found[2].strip("\"'")
    host, ours = urlsplit(address).netloc.lower(), urlsplit(call.base_url).netloc.lower()
    return found[0] if host in (*_PLATFORM_HOSTS, ours) else f'{found[1]}src=""'


def _text(given: Fields, name: str, *, most: int, problem: int) -> str:
    value = given.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > most:
        raise PlatformError(problem)
    return value


def _source_url(given: Fields) -> str:
    url = given.get("content_source_url")
    if not url:
        return ""
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        raise PlatformError(41039)
    if len(url.encode(errors="replace")) > MAX_SOURCE_URL_BYTES:
        raise PlatformError(45005)
    return url


def _flag(given: Fields, name: str) -> int:
    return int(given.get(name) in (1, "1", True))


def _pictures(call: Call, given: Fields) -> Article:
    """A post of pictures: up to twenty; the first is its cover."""
    info = given.get("image_info")
    wanted = info.get("image_list") if isinstance(info, dict) else None
    if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
        raise PlatformError(40007)
    if not 1 <= len(wanted) <= MAX_PICTURES:
        raise PlatformError(45008)
    found = [_permanent(call, one.get("image_media_id")) for one in wanted]
    shown = [{"image_media_id": one.media_id, "image_url": _address(call, one)} for one in found]
    cover = {"cover_info": given["cover_info"]} if isinstance(given.get("cover_info"), dict) else {}
    return {"image_info": {"image_list": shown}, "thumb_url": shown[0]["image_url"], **cover}


def _permanent(call: Call, media_id: Any) -> media.Media:
    found = media.find(call.parts.store, media_id) if isinstance(media_id, str) and media_id else None
    if found is None or found.appid != call.app.appid or not found.permanent or found.gone:
        raise PlatformError(40007)
    if found.kind not in ("image", "thumb"):
        raise PlatformError(40007)
    return found


def _address(call: Call, found: media.Media) -> str:
    return f"{call.base_url}/_sandbox/media/{found.media_id}"
