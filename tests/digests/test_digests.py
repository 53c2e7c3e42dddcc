"""What no page has shown to a colleague is one e-mail, once, without a guest's words."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from backend.domain.notifying import NotifyKind
from backend.features.digests.service import claim, forget_old_digests, letters_of
from tests.digests.conftest import MINUTE, URL, Post, hire, link


async def test_what_waits_is_one_mail_with_counts_and_links(post: Post) -> None:
    """By kind and by conversation, to the address the person signs in with."""
    chat, other = await post.tell(), await post.chats.open(post.hotel)
    await post.tell(NotifyKind.MENTION, chat)
    await post.tell(NotifyKind.ASSIGNED, other)
    await post.tell(NotifyKind.MESSAGE, other)
    await post.post_later(5 * MINUTE)

    (mail,) = post.mail.messages
    (text,) = post.texts()
    lines = text.splitlines()
    assert (mail["To"], mail["Subject"]) == (post.account.email, "Hotel Linden: 2 for you")
    assert "Notes that name you: 2" in lines
    assert "Given to you: 1" in lines
    assert "Messages of guests in conversations of yours: 1" in lines
    assert [line.split("  ")[1] for line in lines if "/?c=" in line] == [link(other), link(chat)]
    assert f"How often this mail comes: {URL}/settings#notifications" in lines
    assert await post.ends() == [("done", "sent")]


async def test_no_word_name_room_or_number_of_a_guest_leaves_in_it(post: Post) -> None:
    """Mail is read on foreign servers; the colleague who acted is not named either."""
    chat = await post.chats.open(post.hotel, name="Zoltan Quisling", room="4127")
    await chat.write("My passport was stolen")
    row = await chat.row()
    await post.tell(NotifyKind.MESSAGE, chat)
    await post.tell(NotifyKind.MENTION, chat)
    await post.post_later(5 * MINUTE)

    (mail,) = post.mail.messages
    (text,) = post.texts()
    # Ids and times are digits by chance.
    rest = text.replace(str(chat.conversation_id), "")
    said = f"{mail['Subject']}\n{rest}"
    for secret in ("Zoltan", "Quisling", "4127", "passport", "Mara", row.chat_id.split("@")[0]):
        assert secret not in said


async def test_it_waits_until_a_page_had_the_time_to_show_it(post: Post) -> None:
    """Five minutes; until then nothing leaves."""
    await post.tell()
    await post.post_later(MINUTE)

    assert post.mail.messages == []
    assert await post.ends() == [("waiting", None)]


@pytest.mark.parametrize("how", ["shown", "read"])
async def test_what_was_seen_meanwhile_is_not_written_about(post: Post, how: str) -> None:
    """On a page or in the list: the digest that was planned is left out."""
    chat = await post.tell()
    await post.post()
    await (post.look() if how == "shown" else post.read(chat))
    await post.pass_time(5 * MINUTE)
    await post.post()

    assert post.mail.messages == []
    assert await post.ends() == [("left_out", "nothing")]


async def test_the_next_one_comes_after_the_chosen_minutes_and_tells_only_what_is_new(
    post: Post,
) -> None:
    """What was told before is told again only when it happens again."""
    told, again = await post.tell(), await post.tell()
    await post.post_later(5 * MINUTE)
    await post.tell(NotifyKind.MENTION, again)
    await post.post_later(10 * MINUTE)
    before = len(post.mail.messages)
    await post.post_later(5 * MINUTE)

    assert before == 1
    first, second = post.texts()
    assert link(told) in first
    assert link(told) not in second
    assert link(again) in second
    assert "Notes that name you: 1" in second.splitlines()


async def test_what_goes_on_all_the_time_is_written_about_too(post: Post) -> None:
    """A guest who writes every minute does not put the mail off."""
    chat = await post.tell(NotifyKind.MESSAGE)
    for _ in range(6):
        await post.post()
        await post.pass_time(MINUTE)
        await post.tell(NotifyKind.MESSAGE, chat)
    await post.post()

    assert len(post.mail.messages) == 1


async def test_only_the_kinds_that_were_chosen_are_in_it(post: Post) -> None:
    """A kind without e-mail stays in the list alone."""
    await post.want(choices={"mention": ["list", "sound"]})
    await post.tell(NotifyKind.MENTION)
    await post.tell(NotifyKind.PARTICIPATING)
    await post.post_later(5 * MINUTE)
    nothing = await post.rows()
    chosen = await post.tell(NotifyKind.ASSIGNED)
    await post.post_later(5 * MINUTE)

    (text,) = post.texts()
    assert nothing == []
    assert text.count("/?c=") == 1
    assert link(chosen) in text


async def test_nobody_is_written_to_unasked(post: Post) -> None:
    """Off unless switched on; what was unread before it was switched on stays in the list."""
    await post.want(mail_minutes=None)
    before = await post.tell()
    await post.post_later(5 * MINUTE)
    unasked = await post.rows()
    await post.want(mail_minutes=60)
    await post.post_later(5 * MINUTE)
    asked = await post.rows()
    after = await post.tell()
    await post.post_later(5 * MINUTE)

    assert (unasked, asked) == ([], [])
    (text,) = post.texts()
    assert link(after) in text
    assert link(before) not in text


@pytest.mark.parametrize("left", ["switched off", "left the hotel"])
async def test_whoever_has_left_or_switched_it_off_is_not_written_to(post: Post, left: str) -> None:
    """Also when a digest was planned for them."""
    await post.tell()
    await post.post()
    if left == "switched off":
        await post.want(mail_minutes=None)
    else:
        await post.owner.execute(
            "update staff set disabled_at = now() where id = %s", [post.nina.id]
        )
    await post.pass_time(5 * MINUTE)
    await post.post()

    assert post.mail.messages == []
    assert await post.ends() == [("left_out", "switched_off")]


async def test_two_workers_at_once_write_one_mail(post: Post) -> None:
    """Each plans and claims; the row is one, and belongs to one of them."""
    await post.tell()
    await asyncio.gather(*(post.post() for _ in range(4)))
    await post.pass_time(5 * MINUTE)
    await asyncio.gather(*(post.post() for _ in range(4)))

    assert len(post.mail.messages) == 1
    assert await post.ends() == [("done", "sent")]


async def test_a_claim_under_way_keeps_no_other_worker_waiting(post: Post) -> None:
    """What is being claimed is passed over, and the next one taken."""
    olga, _ = await hire(post.works, post.hotel.id, "Olga")
    as_olga = replace(post, nina=olga)
    await as_olga.want(mail_minutes=15)
    for reader in (post, as_olga):
        await reader.tell()
    await post.post()
    await post.pass_time(5 * MINUTE)
    async with post.owner.transaction():
        await post.owner.execute("select 1 from digest where staff_id = %s for update", [olga.id])
        async with post.works.hotel(post.hotel.id) as work:
            await work.session.execute(text("set local lock_timeout = '1s'"))
            claims = await claim(work, limit=4)

    assert [one.staff_id for one in claims] == [post.nina.id]


async def test_a_worker_that_comes_late_writes_nothing(post: Post) -> None:
    """Its lease ended and another one took over, whether that one is done or not."""
    await post.tell()
    await post.post()
    await post.pass_time(5 * MINUTE)
    async with post.works.hotel(post.hotel.id) as work:
        late = await claim(work, limit=4)
    await post.pass_time(2 * MINUTE)
    async with post.works.hotel(post.hotel.id) as work:
        mine = await claim(work, limit=4)
    async with post.works.hotel(post.hotel.id) as work:
        letters = await letters_of(work, late), await letters_of(work, mine)

    assert (len(late), len(mine)) == (1, 1)
    assert [len(found) for found in letters] == [0, 1]


async def test_many_conversations_are_counted_and_the_latest_named(post: Post) -> None:
    """Twenty links; the mail has an end, and nothing in it is told again."""
    chats = [await post.tell(NotifyKind.ASSIGNED) for _ in range(23)]
    await post.post_later(5 * MINUTE)
    await post.post_later(15 * MINUTE)

    (text,) = post.texts()
    assert text.count("/?c=") == 20
    assert link(chats[-1]) in text
    assert link(chats[0]) not in text
    assert "More conversations: 3" in text.splitlines()
    assert "Given to you: 23" in text.splitlines()


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("de", "Hotel Linden: 1 für Sie"),
        ("es", "Hotel Linden: 1 para usted"),
        ("ru", "Hotel Linden: для вас 1"),
        (None, "Hotel Linden: 1 for you"),
    ],
)
async def test_it_is_written_in_the_language_of_the_persons_screens(
    post: Post, language: str | None, subject: str
) -> None:
    """English where nothing was chosen."""
    await post.owner.execute(
        "update account set screens = %s where id = %s", [language, post.account.id]
    )
    await post.tell()
    await post.post_later(5 * MINUTE)

    assert [one["Subject"] for one in post.mail.messages] == [subject]


async def test_old_digests_go_and_one_that_waits_stays(post: Post) -> None:
    """After two months."""
    await post.tell()
    await post.post_later(5 * MINUTE)
    await post.tell()
    await post.post()
    old, waiting = [one.id for one in await post.rows()]
    await post.pass_time(timedelta(days=61))
    async with post.works.hotel(post.hotel.id) as work:
        await forget_old_digests(work)

    assert old != waiting
    assert [one.id for one in await post.rows()] == [waiting]
