"""Which place for files a process takes, and that it does not start with half of one."""

import pytest
from pydantic import ValidationError

from backend.bootstrap import create_container
from backend.integrations.local_files import LocalFiles
from backend.integrations.s3.files import S3Files
from backend.settings import Settings

WHOLE = {"s3_bucket": "files", "s3_key_id": "id", "s3_secret_key": "not-for-logs"}


def settings(**values: object) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(("values", "kind"), [({}, LocalFiles), (WHOLE, S3Files)])
async def test_the_folder_is_taken_unless_a_bucket_is_named(
    values: dict[str, object], kind: type
) -> None:
    """One setting decides, in every process."""
    container = create_container(settings(**values), "cli")
    assert isinstance(container.files, kind)
    await container.close()


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"s3_bucket": "files"}, "HOTELBOT_S3_KEY_ID"),
        (WHOLE | {"s3_secret_key": ""}, "HOTELBOT_S3_SECRET_KEY"),
        (WHOLE | {"s3_bucket": None}, "HOTELBOT_S3_BUCKET"),
        ({"s3_endpoint": "https://store.example"}, "HOTELBOT_S3_BUCKET"),
        (WHOLE | {"s3_endpoint": "store.example"}, "s3_endpoint"),
        (WHOLE | {"s3_endpoint": "https://user:pass@store.example"}, "s3_endpoint"),
        (WHOLE | {"s3_bucket": "../files"}, "s3_bucket"),
        (
            WHOLE
            | {"env": "production", "secret_key": "x" * 40, "s3_endpoint": "http://store.example"},
            "https://",
        ),
    ],
)
def test_half_a_store_is_refused_at_the_start(values: dict[str, object], named: str) -> None:
    """What is wrong is named, and the secret is not in the words."""
    with pytest.raises(ValidationError, match=named) as caught:
        settings(**values)
    assert "not-for-logs" not in str(caught.value)
