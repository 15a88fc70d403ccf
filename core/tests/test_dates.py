from datetime import UTC, datetime

import pytest

from core.templatetags.dates import full_date, short_date

NOW = datetime(2026, 6, 24, 12, tzinfo=UTC)
"""Summer: London is an hour ahead of UTC."""


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 6, 24, 8, 3, tzinfo=UTC), "09:03"),
        (datetime(2026, 6, 23, 23, 30, tzinfo=UTC), "00:30"),  # today in London already
        (datetime(2026, 6, 23, 22, 30, tzinfo=UTC), "23 Jun"),
        (datetime(2026, 1, 1, 0, 0, tzinfo=UTC), "1 Jan"),
        (datetime(2025, 12, 31, 23, 59, tzinfo=UTC), "31 Dec 2025"),
    ],
)
def test_a_short_date_is_no_longer_than_it_must_be(moment, words):
    assert f">{words}</time>" in short_date(moment)


def test_a_full_date_is_in_the_time_of_the_site():
    assert full_date(datetime(2026, 6, 24, 8, 3, 59, tzinfo=UTC)) == (
        '<time datetime="2026-06-24T09:03:59+01:00">24 June 2026, 09:03</time>'
    )


def test_the_time_of_the_site_is_a_setting(settings):
    settings.TIME_ZONE = "Asia/Kolkata"
    assert "24 June 2026, 13:33" in full_date(datetime(2026, 6, 24, 8, 3, tzinfo=UTC))
