"""The index and its engine: what is found, when, and in which order. The tests run on both databases."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from core.search import ranking
from core.search.engines import engine
from core.search.entry import SearchEntry
from core.search.facets import week_of, week_word, words
from core.search.questions import Question, terms
from core.search.suggestions import titles_beginning

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

HOSTILE = [
    '"', '""', '"""', "'", "''", "\\", "\\'", "%", "%%s", "*", "bank*", "*bank", "^bank", "bank^2",
    "+bank", "-bank", "-", "--", "- bank", "bank -", '-"', '-""', '"bank', 'bank"', '"bank" "', "(", ")",
    "()", "(bank", "bank)", "{", "}", "{title}: bank", "title:bank", "title : bank", "text:", ":", "::",
    "bank::text", "a:*", "bank:A", "&", "|", "!", "<->", "bank & ", "bank | ", "! bank", "bank <-> rates",
    "bank <2> rates", "AND", "OR", "NOT", "NEAR", "bank AND", "AND bank", "bank OR", "NOT bank",
    "NEAR(bank rates)", "NEAR(bank rates, 2", "bank NOT", "AND AND AND", "bank AND NOT rates",
    "'; DROP TABLE core_searchentry; --", "1=1", "bank'--", "<script>alert(1)</script>", "&lt;",
    "https://bank.example/?q=a", "desk@bank.example", "3.5%", "-3.5", "1,000,000", "$", "€", "£5bn",
    "§ 12", "#", "@", "~", "`", "^", "_", "__", "a_b", "😀", "😀😀 bank", "👩‍👩‍👧‍👦", "\x00", "bank\x00rates",
    "\x07", "\x1b[31m", "\u200b", "\u202ebank", "\ufeff", "\ud800", "e\u0301", "\u0301", "ﬁnance",
    "İstanbul", "ß", "straße", "日本銀行", "البنوك", "हिन्दी", "банк", "ΤΡΆΠΕΖΑ", "ก", "한국", "the",
    "the of and", '"the of and"', "a", "1", "sectionx1x0", "weekx2942x0", "a" * 10_000, "a " * 10_000,
    '"' * 10_000, "bank " * 5_000, "-bank " * 5_000, '"bank" ' * 3_000, "(" * 10_000, "\n\t\r", "null",
    "None", "true", "0x41", "\\u0041",
]  # fmt: skip


def ask(typed: str, **more) -> Question:
    wanted, unwanted = terms(typed)
    return Question(wanted, unwanted, **more)


@pytest.fixture
def entry_factory(db):
    numbers = count(1)

    def make(title: str = "", *, ago: timedelta = timedelta(days=1), facets=None, **fields) -> SearchEntry:
        number = next(numbers)
        moment = fields.pop("published_at", NOW - ago)
        said = [*words(facets or {}), week_word(week_of(moment))]
        texts = {"names": "", "summary": "", "text": ""} | fields
        return SearchEntry.objects.create(
            source="thing", object_id=number, title=title or f"Number {number}", published_at=moment,
            facets=" ".join(said), **texts,
        )  # fmt: skip

    return make


def found(typed: str, at: datetime = NOW, **more) -> list[int]:
    return [match.entry for match in ranking.by_relevance(ask(typed, **more), at).matches]


# -- What is found -----------------------------------------------------------------------


@pytest.mark.parametrize("column", ["title", "names", "summary", "text"])
def test_words_are_found_wherever_they_stand(entry_factory, column):
    entry = entry_factory(**{column: "A vault on the quay"})
    entry_factory("Something else")
    assert found("vault") == [entry.pk]


def test_all_words_must_be_there_in_whatever_part(entry_factory):
    both = entry_factory("The vault", text="It stood on the quay.")
    entry_factory("The vault")
    entry_factory("The quay")
    assert found("quay vault") == [both.pk]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("BANK", "bank"),
        ("bank", "BANK"),
        ("banks", "bank"),
        ("bank", "The banking of it"),
        ("credit suisse", "Crédit Suisse"),
        ("crédit suisse", "Credit Suisse"),
        ("Zürich", "Zurich"),
        ("zurich", "Zürich"),
        ("zurich", "Zu\u0308rich"),
        ("short-term", "short term debt"),
        ("short term", "short-term debt"),
        ('"short term"', "short-term debt"),
        ("AT&T", "AT&T pays a dividend"),
        ("3.5%", "up 3.5% in May"),
        ("bank's", "The bank’s own"),
        ("bank.example", "See bank.example/report for it"),
        ("日本銀行", "日本銀行 が利上げ"),
        ("البنوك", "البنوك المركزية"),
        ("हिन्दी", "हिन्दी में"),
        ("банк", "банк России"),
        ("straße", "Die Straße"),
        ("a&b/c", "A&B/C"),
    ],
)
def test_the_same_word_is_found_in_other_dress(entry_factory, typed, written):
    entry = entry_factory(text=written)
    assert found(typed) == [entry.pk]


def test_a_phrase_is_found_only_as_it_stands(entry_factory):
    entry = entry_factory(text="The central bank met.")
    entry_factory(text="The bank is central to it.")
    assert found('"central bank"') == [entry.pk]


def test_what_is_excluded_is_left_out(entry_factory):
    entry = entry_factory("Banks", text="About loans.")
    entry_factory("Banks", text="About insurance.")
    entry_factory("Banks and insurance")
    assert found("banks -insurance") == [entry.pk]


def test_what_is_excluded_is_left_out_of_the_old_titles_too(entry_factory, monkeypatch):
    monkeypatch.setattr(ranking, "MOST", 1)
    entry_factory("Banks", text="About insurance.", ago=timedelta(days=3))
    entries = [entry_factory("Banks", text="About loans.", ago=timedelta(days=day)) for day in (1, 2)]
    assert found("banks -insurance") == [entry.pk for entry in entries]


def test_whatever_is_typed_has_an_answer(entry_factory):
    entry_factory("Bank", text="rates text title")
    for typed in HOSTILE:
        assert isinstance(found(typed), list), typed
        assert isinstance(found(typed, facets={"section": [1]}), list), typed
        assert isinstance(titles_beginning(typed, 5, NOW), list), typed


def test_the_words_of_filters_are_not_found_as_words_of_the_text(entry_factory):
    entry_factory("Bank", facets={"section": [1]})
    assert found("section") == []


# -- When ----------------------------------------------------------------------------------


def test_it_is_found_from_its_second_on(entry_factory):
    entry = entry_factory("Vault", published_at=NOW + timedelta(seconds=1))
    assert found("vault") == []
    assert found("vault", NOW + timedelta(seconds=1)) == [entry.pk]


def test_it_is_found_up_to_the_second_at_which_it_expires(entry_factory):
    entry = entry_factory("Vault", expires_at=NOW)
    assert found("vault", NOW - timedelta(seconds=1)) == [entry.pk]
    assert found("vault") == []


def test_it_is_found_again_elsewhere_when_its_date_changes(entry_factory):
    entry = entry_factory("Vault")
    entry.published_at = NOW - timedelta(days=4000)
    entry.facets = week_word(week_of(entry.published_at))
    entry.save()
    assert found("vault") == [entry.pk]
    assert found("vault", since=NOW - timedelta(days=100)) == []


def test_what_was_deleted_is_not_found(entry_factory):
    entry_factory("Vault")
    SearchEntry.objects.all().delete()
    assert found("vault") == []


@pytest.mark.parametrize("years", [0, 1, 30, 56, 57, 90])
def test_dates_of_any_age_can_be_asked_for(entry_factory, years):
    moment = NOW - timedelta(days=365 * years, seconds=17)
    entry = entry_factory("Vault", published_at=moment)
    entry_factory("Vault", published_at=moment - timedelta(seconds=1))
    entry_factory("Vault", published_at=moment + timedelta(seconds=1))
    assert found("vault", since=moment, until=moment + timedelta(seconds=1)) == [entry.pk]


def test_a_time_that_ends_before_it_begins_has_nothing_in_it(entry_factory):
    entry_factory("Vault")
    assert found("vault", since=NOW, until=NOW - timedelta(days=400)) == []


# -- Filters ---------------------------------------------------------------------------------


def test_of_a_filter_one_value_must_fit_and_of_several_filters_each(entry_factory):
    entry = entry_factory("Vault", facets={"section": [3], "tag": [1, 12]})
    entry_factory("Vault", facets={"section": [31], "tag": [1]})
    assert found("vault", facets={"section": [3]}) == [entry.pk]
    assert found("vault", facets={"section": [3, 4], "tag": [12]}) == [entry.pk]
    assert found("vault", facets={"section": [3], "tag": [2]}) == []


def test_filters_alone_are_a_question_too(entry_factory):
    older = entry_factory("Vault", facets={"kind": ["press-release"]}, ago=timedelta(days=2))
    newer = entry_factory("Quay", facets={"kind": ["press-release"]})
    entry_factory("Door", facets={"kind": ["news"]})
    assert found("", facets={"kind": ["press-release"]}) == [newer.pk, older.pk]


# -- In which order ----------------------------------------------------------------------------


def test_a_title_comes_before_a_summary_and_that_before_a_text(entry_factory):
    text = entry_factory("One thing", summary="On a quay.", text="The vault is deep.")
    summary = entry_factory("One thing", summary="On the vault.", text="The quay is deep.")
    title = entry_factory("One vault", summary="On a quay.", text="The water is deep.")
    assert found("vault") == [title.pk, summary.pk, text.pk]


def test_an_older_title_comes_before_a_newer_mention(entry_factory):
    title = entry_factory("The vault", ago=timedelta(days=200))
    text = entry_factory("Today", text="A vault, among other things. " + "More of it. " * 50)
    assert found("vault") == [title.pk, text.pk]


def test_of_like_matches_the_newer_comes_first(entry_factory):
    older = entry_factory("The vault", ago=timedelta(days=700))
    newer = entry_factory("The vault", ago=timedelta(days=7))
    oldest = entry_factory("The vault", ago=timedelta(days=2000))
    assert found("vault") == [newer.pk, older.pk, oldest.pk]


def test_sorted_by_date_the_newest_comes_first_whatever_it_says(entry_factory):
    title = entry_factory("The vault", ago=timedelta(days=2))
    text = entry_factory("Today", text="A vault.")
    assert [match.entry for match in ranking.by_date(ask("vault"), NOW).matches] == [text.pk, title.pk]


def test_of_very_many_matches_the_newest_are_ranked_and_old_titles_with_them(entry_factory, monkeypatch):
    monkeypatch.setattr(ranking, "MOST", 3)
    title = entry_factory("The vault", ago=timedelta(days=3000))
    mentions = [entry_factory(text="A vault.", ago=timedelta(days=day)) for day in range(1, 7)]
    result = ranking.by_relevance(ask("vault"), NOW)
    assert result.is_more
    assert [match.entry for match in result.matches] == [title.pk, *(entry.pk for entry in mentions[:3])]


def test_the_newest_matches_are_found_however_far_apart_they_are(entry_factory):
    days = [0, 5, 20, 90, 400, 1700, 9000]
    entries = [entry_factory("The vault", ago=timedelta(days=day, seconds=1)) for day in days]
    for limit in range(1, len(days) + 1):
        matches = engine().newest(ask("vault"), NOW, limit)
        assert [match.entry for match in matches] == [entry.pk for entry in entries[:limit]]


# -- Titles that begin with something ------------------------------------------------------------


def test_titles_are_found_by_the_beginning_of_their_words(entry_factory):
    older = entry_factory("Vaults of Zürich", ago=timedelta(days=3))
    newer = entry_factory("A vault", ago=timedelta(days=1))
    entry_factory("The quay", text="A vault.")
    entry_factory("A vault of tomorrow", published_at=NOW + timedelta(days=1))
    assert titles_beginning("VAU", 5, NOW) == [newer, older]
    assert titles_beginning("vau", 1, NOW) == [newer]
    assert titles_beginning("zur vau", 5, NOW) == [older]


@pytest.mark.parametrize("typed", ["ban", "bank", "banki", "bankin", "banking"])
def test_a_word_is_offered_at_every_letter_though_the_index_knows_only_its_stem(entry_factory, typed):
    entry = entry_factory("Banking on it")
    assert titles_beginning(typed, 5, NOW) == [entry]


def test_nothing_is_offered_for_a_single_letter_or_for_another_word(entry_factory):
    entry_factory("Banking on it")
    assert titles_beginning("b", 5, NOW) == []
    assert titles_beginning("banker", 5, NOW) == []
