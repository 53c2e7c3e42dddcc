"""The speeds and habits of the simulated world that a test or the demo may turn."""

from dataclasses import asdict, dataclass, fields

type_of_knob = bool | int | float | str


@dataclass(slots=True)
class Knobs:
    send_delay_ms: int = 20
    """From the head of the send queue to the echo webhook."""
    status_delay_ms: int = 150
    """Between echo and `sent`, `sent` and `delivered`, `delivered` and `read`."""
    auto_read: bool = True
    """Guests read what the hotel sends; off: the last tick stays grey."""
    webhook_retry_s: float = 60.0
    webhook_timeout_s: float = 180.0
    webhook_gap_ms: int = 0
    """The vendor speaks of 20 ms between notifications; zero keeps tests short."""
    notification_life_s: float = 86_400.0
    queue_life_s: float = 86_400.0
    journal_lag_s: float = 0.0
    """The vendor promises journals within 120 s."""
    reboot_s: float = 0.2
    rate_limits: bool = True
    auto_create: bool = True
    auto_create_state: str = "authorized"
    public_url: str = ""
    """Base of media links; empty: the address the request came to."""
    ai_latency_s: float = 0.6
    ai_key: str = ""
    """The only key accepted; empty: any key."""

    def change(self, values: dict[str, object]) -> None:
        """Raises ValueError naming the first unknown or mistyped knob; then nothing changes."""
        known = {field.name: type(getattr(self, field.name)) for field in fields(self)}
        checked: dict[str, type_of_knob] = {}
        for name, value in values.items():
            if name not in known:
                raise ValueError(f"unknown setting {name!r}; known: {', '.join(known)}")
            checked[name] = _as_kind(name, value, known[name])
        for name, setting in checked.items():
            setattr(self, name, setting)

    def as_dict(self) -> dict[str, type_of_knob]:
        return asdict(self)


def _as_kind(name: str, value: object, kind: type) -> type_of_knob:
    if kind is bool and isinstance(value, bool):
        return value
    if kind is str and isinstance(value, str):
        return value
    if kind in (int, float) and isinstance(value, int | float) and not isinstance(value, bool):
        if value < 0:
            raise ValueError(f"{name} cannot be negative")
        return int(value) if kind is int else float(value)
    raise ValueError(f"{name} must be a {kind.__name__}")
