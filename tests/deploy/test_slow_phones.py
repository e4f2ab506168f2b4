"""Twenty phones in the mountains take minutes for what they send and read; nobody else waits for them."""

from tests.deploy.proxies import Road
from tests.deploy.slow import UPLOAD, Reading, Sending
from tests.deploy.test_behind_a_proxy import ask

EACH = 10  # twice as many in all as three processes have threads, and more


def test_the_next_phone_is_served_while_twenty_are_still_under_way(road: Road) -> None:
    sending = [Sending(road) for _ in range(EACH)]
    reading = [Reading(road) for _ in range(EACH)]
    for _again in range(5):  # none of the twenty sends or reads anything now
        status, _, page = ask(road, "/sign-in")
        assert status == 200
        assert "Đăng nhập" in page.decode()
    assert [phone.finish() for phone in sending] == [UPLOAD] * EACH
    assert [phone.finish() >= 16_000_000 for phone in reading] == [True] * EACH
