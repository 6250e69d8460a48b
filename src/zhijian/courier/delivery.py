"""One letter from claim to outcome."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from asgiref.sync import sync_to_async

from zhijian.courier import letters, menus
from zhijian.courier.clients import Clients
from zhijian.courier.letters import CannotBeSaid, Card, Media, Text
from zhijian.courier.media import upload
from zhijian.foundation.library import services as library
from zhijian.foundation.library.models import Item
from zhijian.foundation.outbox import services as outbox
from zhijian.foundation.outbox.models import Letter
from zhijian.foundation.outbox.states import LetterKind
from zhijian.wechat.client import Client
from zhijian.wechat.client import customer_service as says
from zhijian.wechat.errors import CallFailed, MediaGone, Retry, TransportFailed, WeChatError

log = structlog.get_logger()

THUMB_BYTES = 64 * 1024
_LONGEST_WAIT_SECONDS = 900.0
_BEIJING_MIDNIGHT_UTC_HOUR = 16


class Courier:
    """Delivers letters. Keeps one client an account, with the token all processes share."""

    def __init__(self, *, clients: Clients | None = None, clock: Callable[[], float] = time.time) -> None:
        self._clients = clients or Clients()
        self._clock = clock

    async def deliver(self, letter: Letter) -> bool:
        """Make the call and write down what came of it. True: it was given up, its room should know."""
        try:
            client = await self._clients.of(letter.account_id)
            await self._perform(client, letter)
        except CannotBeSaid as reason:
            await sync_to_async(outbox.mark_stopped)(letter, code=None, why=str(reason))
            self._say(letter, "letter stopped", reason=str(reason), next="change the rule")
            return True
        except CallFailed as failed:
            return await self._after(letter, failed)
        await sync_to_async(outbox.mark_sent)(letter)
        return False

    async def close(self) -> None:
        await self._clients.close()

    async def _perform(self, client: Client, letter: Letter) -> None:
        perform: dict[str, Callable[[Client, Letter], Awaitable[None]]] = {
            LetterKind.MESSAGE: self._send_message,
            LetterKind.MENU: menus.perform,
        }
        await perform[letter.kind](client, letter)

    async def _send_message(self, client: Client, letter: Letter) -> None:
        content = await sync_to_async(letters.content_of)(letter)
        match content:
            case Text():
                await client.customer_service.send(letter.to, says.Text(content.content))
            case Card():
                card = says.News(
                    title=content.title,
                    url=content.url,
                    description=content.summary,
                    picurl=content.cover_url,
                )
                await client.customer_service.send(letter.to, card)
            case Media():
                await self._send_media(client, letter, content)

    async def _send_media(self, client: Client, letter: Letter, media: Media) -> None:
        media_id = media.media_id or await upload(client, media.item, clock=self._clock)
        try:
            await client.customer_service.send(
                letter.to, await self._as_message(client, media.item, media_id)
            )
        except MediaGone:  # it ran out early, or is another account's: once more with a new one, never again
            await sync_to_async(library.note_gone)(item=media.item, media_id=media_id)
            media_id = await upload(client, media.item, clock=self._clock)
            await client.customer_service.send(
                letter.to, await self._as_message(client, media.item, media_id)
            )

    async def _as_message(self, client: Client, item: Item, media_id: str) -> says.Outgoing:
        if item.kind == "image":
            return says.Image(media_id)
        if item.kind == "voice":
            return says.Voice(media_id)
        # A video wants a small picture of its own; without a fitting cover its own id serves.
        thumb_id = await self._thumb(client, item) or media_id
        return says.Video(
            media_id=media_id, thumb_media_id=thumb_id, title=item.title, description=item.summary
        )

    async def _thumb(self, client: Client, item: Item) -> str:
        cover = item.cover
        if not cover or cover.mime_type != "image/jpeg" or cover.size_bytes > THUMB_BYTES:
            return ""
        content = await sync_to_async(letters.media_bytes)(cover)
        return (await client.media.upload(content, kind="thumb", filename="cover.jpg")).media_id

    async def _after(self, letter: Letter, failed: CallFailed) -> bool:
        code = failed.errcode if isinstance(failed, WeChatError) else None
        # The transport's words hold a path, the platform's a rid; neither holds an openid or a token.
        why = str(failed)
        if failed.retry is Retry.NO:
            await sync_to_async(outbox.mark_stopped)(letter, code=code, why=why)
            self._say(letter, "letter stopped", errcode=code, reason=why, retry="no")
            return True
        wait_seconds = self._wait_seconds(letter, failed)
        went_back = await sync_to_async(outbox.put_back)(
            letter, wait_seconds=wait_seconds, code=code, why=why
        )
        self._say(
            letter,
            "letter put back" if went_back else "letter stopped",
            errcode=code,
            reason=why,
            attempts=letter.attempts,
            again_in_seconds=round(wait_seconds) if went_back else None,
        )
        return not went_back

    def _wait_seconds(self, letter: Letter, failed: CallFailed) -> float:
        if failed.retry is Retry.AFTER_61_SECONDS:
            return 61.0
        if failed.retry is Retry.ANOTHER_DAY:
            return self._seconds_to_midnight() + 60.0
        backoff = 2.0 ** min(letter.attempts, 9)
        if isinstance(failed, TransportFailed) and not failed.may_have_arrived:
            return min(backoff, 60.0)
        return min(5.0 * backoff, _LONGEST_WAIT_SECONDS)

    def _seconds_to_midnight(self) -> float:
        """The platform's day begins at midnight in Beijing."""
        moment = datetime.fromtimestamp(self._clock(), UTC)
        midnight = moment.replace(hour=_BEIJING_MIDNIGHT_UTC_HOUR, minute=0, second=0, microsecond=0)
        return ((midnight - moment).total_seconds() - 1) % 86_400 + 1

    def _say(self, letter: Letter, what: str, **facts: object) -> None:
        told = {name: fact for name, fact in facts.items() if fact is not None}
        log.warning(what, letter=letter.pk, account=letter.account_id, kind=letter.kind, **told)
