"""A model field whose column holds only sealed bytes."""

from typing import TYPE_CHECKING, Any

from django.db import models

from zhijian.foundation.vault.sealing import seal, unseal
from zhijian.wechat.credentials import Hidden

if TYPE_CHECKING:
    _Binary = models.BinaryField[Hidden, Hidden]
else:  # Django's fields are generic for the type checker only
    _Binary = models.BinaryField


class SealedField(_Binary):
    """Holds a `Hidden`; an empty one is stored as no bytes. Cannot be searched or ordered by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", bytes)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Hidden:
        sealed = bytes(value or b"")
        return Hidden(unseal(sealed, place=self._place) if sealed else "")

    def get_db_prep_value(
        self,
        value: Any,
        connection: Any,
        prepared: bool = False,  # noqa: FBT001, FBT002 -- Django's signature
    ) -> Any:
        text = value.reveal() if isinstance(value, Hidden) else (value or b"")
        sealed = seal(text, place=self._place) if isinstance(text, str) and text else b""
        return super().get_db_prep_value(sealed, connection, prepared)

    def value_to_string(self, obj: models.Model) -> str:
        return ""  # dumpdata writes no secrets

    @property
    def _place(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"
