"""What the control API takes."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from simulators.green_api.instance import State


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewInstance(_Strict):
    id_instance: int
    api_token: str
    webhook_url: str = ""
    webhook_token: str = ""
    state: State = "authorized"
    wid: str | None = None
    settings: dict[str, Any] = Field(default_factory=dict)
    """Any settings key, unchecked: a pace below the vendor's minimum is allowed here."""
    quotas: dict[str, int] = Field(default_factory=dict)


class StateChange(_Strict):
    id_instance: int
    state: State


class NewGuest(_Strict):
    id_instance: int
    phone: str = Field(pattern=r"^\+?\d{5,20}$")
    name: str
    language: str = ""
    whatsapp: bool = True


class Written(_Strict):
    """Something a guest sends, or somebody types on the hotel's phone."""

    id_instance: int
    phone: str = Field(pattern=r"^\+?\d{5,20}$")
    name: str | None = None
    text: str | None = None
    message_data: dict[str, Any] | None = None
    sample: str | None = None
    """`photo`, `voice` or `location`, built in."""
    quoted_id: str | None = None
    edit_id: str | None = None
    delete_id: str | None = None
    react_to_id: str | None = None
    timestamp: int | None = None
    id_message: str | None = None


class NewCall(_Strict):
    id_instance: int
    phone: str
    status: str = "offer"


class NewFault(_Strict):
    kind: str
    id_instance: int | None = None
    method: str | None = None
    """Green API method for http and journal faults, typeWebhook for webhook faults."""
    count: int | None = Field(default=None, ge=1)
    probability: float = Field(default=1.0, gt=0, le=1)
    params: dict[str, Any] = Field(default_factory=dict)
