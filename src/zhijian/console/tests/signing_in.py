"""Being signed in without typing, for tests that are about something else."""

import time
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from zhijian.foundation.staff.models import Staff


class QuickClient(Client):
    """Answers without keeping which templates were rendered with what: for thousands of pages."""

    def request(self, **request: Any) -> Any:
        response = self.handler(self._base_environ(**request))  # type: ignore[attr-defined] # not in the stubs
        self.cookies.update(response.cookies)
        return response


def signed_in(who: Staff, *, proven_ago_seconds: float = 0.0, client: Client | None = None) -> Client:
    """Somebody who gave his password so long ago."""
    client = client or Client()
    client.force_login(who)
    session = client.session
    note_proof(session, who, ago_seconds=proven_ago_seconds)
    session.save()
    return client


def session_key_of(who: Staff) -> str:
    """The cookie's value for a browser in which he is signed in, just now."""
    session = SessionStore()
    session[SESSION_KEY] = str(who.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = who.get_session_auth_hash()
    note_proof(session, who)
    session.create()
    return str(session.session_key)


def note_proof(session: SessionBase, who: Staff, *, ago_seconds: float = 0.0) -> None:
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - ago_seconds}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(who)
