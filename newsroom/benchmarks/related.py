"""How long it takes to find the articles that are like another, in a large paper."""

import random
import time

from articles.models import Article, Vocabulary

LANGUAGE = 20_000
"""How many different words the paper uses, unevenly as papers do."""
WORDS = 60
BATCH = 5_000


def give_words() -> None:
    """Gives every article that has none a vocabulary of its own, as if it had been read."""
    dice = random.Random(7)  # noqa: S311
    language = [f"word{number}" for number in range(LANGUAGE)]
    weights = [1 / (rank + 10) for rank in range(LANGUAGE)]
    pks = list(Article.objects.filter(vocabulary=None).values_list("pk", flat=True))
    for first in range(0, len(pks), BATCH):
        Vocabulary.objects.bulk_create(
            Vocabulary(
                article_id=pk, words={word: dice.randint(1, 6) for word in dice.choices(language, weights, k=WORDS)}
            )
            for pk in pks[first : first + BATCH]
        )


def milliseconds_an_article(count: int = 100) -> float:
    """What comparing takes for one article, read from all over the paper."""
    step = max(Article.objects.count() // count, 1)
    pks = list(Article.objects.order_by("pk").values_list("pk", flat=True))[::step][:count]
    vocabularies = list(Vocabulary.objects.for_comparing().filter(article__in=pks))
    start = time.perf_counter()
    for vocabulary in vocabularies:
        vocabulary.compare()
    return (time.perf_counter() - start) * 1000 / len(vocabularies)
