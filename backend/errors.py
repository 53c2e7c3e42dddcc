"""What can go wrong, as the caller sees it. The docstring is the default message."""


class AppError(Exception):
    """Something went wrong."""

    code = "error"
    http_status = 500

    def __init__(self, message: str | None = None, *, details: object = None) -> None:
        self.message = message or (type(self).__doc__ or "").strip()
        self.details = details
        super().__init__(self.message)


class NotFound(AppError):
    """There is no such thing here."""

    code = "not_found"
    http_status = 404


class Unauthenticated(AppError):
    """Sign in first."""

    code = "unauthenticated"
    http_status = 401


class Forbidden(AppError):
    """Your role does not allow this."""

    code = "forbidden"
    http_status = 403


class Invalid(AppError):
    """The request is not valid."""

    code = "invalid"
    http_status = 422


class Conflict(AppError):
    """This was changed by somebody else, or exists already."""

    code = "conflict"
    http_status = 409


class ThreadChanged(Conflict):
    """Something was said in this conversation since you looked."""

    code = "thread_changed"


class TooLarge(AppError):
    """The body is too large."""

    code = "too_large"
    http_status = 413


class TooSlow(AppError):
    """The body did not arrive in time."""

    code = "slow_body"
    http_status = 408


class RateLimited(AppError):
    """Too many requests. Wait a little and try again."""

    code = "rate_limited"
    http_status = 429


class Unavailable(AppError):
    """A part this needs is not available right now. Try again shortly."""

    code = "unavailable"
    http_status = 503


class NoHotelScope(AppError):
    """A query on a hotel's table was made outside of a hotel's unit of work."""

    code = "no_hotel_scope"
