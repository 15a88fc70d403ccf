import pytest

from articles.models import Article
from articles.reading_time import WORDS_PER_MINUTE, minutes_to_read


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (238, 1), (356, 1), (358, 2), (1190, 5), (23800, 100)])
def test_reading_takes_whole_minutes_and_at_least_one(words, minutes):
    assert minutes_to_read(words) == minutes


@pytest.mark.django_db
def test_the_words_of_text_and_standfirst_count_and_markup_does_not(article_factory):
    article = article_factory(
        standfirst="Three more words",
        body="<h2>Two words</h2><p>and <strong>three</strong> more</p><ul><li>one</li></ul>"
        "<table><tr><td>two</td><td>cells</td></tr></table>",
    )
    assert article.word_count == 3 + 2 + 3 + 1 + 2


@pytest.mark.django_db
def test_the_page_says_how_long_reading_takes(client, article_factory):
    article = article_factory(body=f"<p>{'word ' * 4 * WORDS_PER_MINUTE}</p>")
    assert "4 min read" in client.get(article.get_absolute_url()).text


@pytest.mark.django_db
def test_a_new_text_is_counted_anew(article_factory, editor):
    article = article_factory(status="draft", body="<p>One two</p>")
    article.publish(by=editor)
    article.save_revision(article.latest_revision.snapshot | {"body": "<p>One two three</p>"}, by=editor)
    assert Article.objects.get(pk=article.pk).word_count == 2
    article.publish(by=editor)
    assert Article.objects.get(pk=article.pk).word_count == 3
