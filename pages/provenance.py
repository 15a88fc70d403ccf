"""What editors are told of an article that a guest sent."""

from django.urls import reverse

from articles.connections import Connection
from articles.models import Article
from core.moments import in_words
from pages.models import GuestPost


def of_article(article: Article) -> list[Connection]:
    return [
        Connection(
            text=f"Guest post by {post.name}",
            url=reverse("admin:pages_guestpost_change", args=[post.pk]),
            detail=f"sent {in_words(post.sent_at)}, address confirmed, rights declared",
        )
        for post in GuestPost.objects.filter(draft=article).defer("text")
    ]
