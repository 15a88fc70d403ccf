"""The way of an article from a first draft to its readers: which steps there are, from where to where, who may take
them, and what an article must have. The same for the buttons of its page, for many at once, and for commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate

if TYPE_CHECKING:
    from articles.models import Article
    from core.models import User

DRAFT, REVIEW, APPROVED, PUBLISHED, WITHDRAWN = "draft", "review", "approved", "published", "withdrawn"

ON_THE_WAY = frozenset({DRAFT, REVIEW, APPROVED})
"""Before its readers have seen it; until then the row of an article follows its newest revision."""

WRITE_OWN, EDIT, REVIEW_ALL, PUBLISH = (
    f"articles.{name}" for name in ("write_own_article", "change_article", "review_article", "publish_article")
)

Missing = dict[str, str]
"""What is missing, by the field in which it belongs."""


@dataclass(frozen=True)
class Step:
    name: str
    label: str
    """What its button says."""
    done: str
    """What is said when it was taken, and in the timeline."""
    starts: frozenset[str]
    ends: str
    permission: str
    missing: Callable[[Article], Missing]

    @property
    def needs_a_saved_version(self) -> bool:
        """Whether it is about the newest version, which must not be half a sentence then."""
        return self.missing is not _nothing

    def check(self, article: Article) -> None:
        """Raises ValidationError where the article is not where the step begins, or, by field, lacks something."""
        if article.status not in self.starts:
            raise ValidationError(f"‘{article}’ cannot take this step: {self.label}. It is: {article.state}.")
        if missing := self.missing(article):
            raise ValidationError(missing)


def _nothing(article: Article) -> Missing:
    return {}


def _for_review(article: Article) -> Missing:
    """What somebody else can judge."""
    missing = {}
    if not article.title.strip():
        missing["title"] = "An article needs a headline."
    if not article.body and not article.video_url:
        missing["body"] = "An article needs a text or a film."
    return missing


def _for_readers(article: Article) -> Missing:
    """What readers must find. (That every picture has an alternative text and every article a section, the database
    holds.) What they see already can be corrected without a picture and a summary, as an imported archive may be."""
    missing = _for_review(article)
    if article.status != PUBLISHED:
        if not article.summary.strip():
            missing["summary"] = "An article needs a quick summary."
        if not (article.hero_id or article.video_url or article.kind == article.Kind.PRESS_RELEASE):
            missing["hero"] = "An article needs a picture or a film. (A press release does not.)"
    missing |= _pictures_whose_rights_ended(article)
    if article.is_paid_for and not article.sponsor_name:
        missing["sponsor_name"] = "Say who paid for this piece; readers are told."
    if article.expires_at and article.published_at and article.expires_at <= article.published_at:
        missing["expires_at"] = "This is before the article is published."
    if type(article).objects.exclude(pk=article.pk).filter(slug=article.slug).exists():
        missing["slug"] = "Another article has this address; please choose another."
    return missing


def _pictures_whose_rights_ended(article: Article) -> Missing:
    """A picture that readers do not see in it yet must be one that may be shown when they do. One that they see already
    must not keep anybody from correcting the text; the start page tells of it."""
    first_day = max(localdate(), localdate(article.published_at)) if article.published_at else localdate()
    missing = {}
    for image in article.pictures_to_come().whose_rights_ended(on=first_day):
        where = "hero" if image.pk == article.hero_id else "body"
        missing[where] = f"‘{image}’ may not be shown: its {image.rights_said}. Please choose another picture."
    return missing


SUBMIT = Step("submit", "Send to review", "Sent to review.", frozenset({DRAFT}), REVIEW, WRITE_OWN, _for_review)
SEND_BACK = Step(
    "send_back", "Send back", "Sent back to its writer.", frozenset({REVIEW, APPROVED}), DRAFT, REVIEW_ALL, _nothing
)
APPROVE = Step("approve", "Approve", "Approved.", frozenset({DRAFT, REVIEW}), APPROVED, REVIEW_ALL, _for_readers)
PUBLISH_STEP = Step(
    "publish", "Publish", "Published.", frozenset({*ON_THE_WAY, PUBLISHED, WITHDRAWN}), PUBLISHED, PUBLISH, _for_readers
)
WITHDRAW = Step(
    "withdraw",
    "Withdraw",
    "Withdrawn. Readers no longer see this article; its text stays here.",
    frozenset({PUBLISHED}),
    WITHDRAWN,
    PUBLISH,
    _nothing,
)

STEPS: Mapping[str, Step] = {step.name: step for step in (PUBLISH_STEP, APPROVE, SUBMIT, SEND_BACK, WITHDRAW)}
"""In the order of their buttons."""


def pressed(sent: Mapping[str, Any]) -> Step | None:
    """The step whose button was pressed, of what a page sent."""
    return next((step for step in STEPS.values() if f"_{step.name}" in sent), None)


def may_take(user: User, step: Step, article: Article | None) -> bool:
    """Whether somebody may take the step, wherever the article is; its writer may send it to review."""
    if step is SUBMIT:
        return may_write(user, article)
    return user.has_perm(step.permission)


def may_write(user: User, article: Article | None) -> bool:
    """Whether somebody may change the article (default: any, or begin one): editors all, contributors their own until
    it is in review."""
    if user.has_perm(EDIT):
        return True
    own = article is None or (article.status == DRAFT and article.is_by(user))
    return user.has_perm(WRITE_OWN) and own


def open_to(user: User, article: Article | None) -> list[Step]:
    """The steps that somebody can take with the article as it is, or with a new one."""
    status = article.status if article else DRAFT
    return [step for step in STEPS.values() if status in step.starts and may_take(user, step, article)]


def in_a_sentence(why: PermissionDenied | ValidationError) -> str:
    """Why a step was refused."""
    if isinstance(why, ValidationError):
        return " ".join(why.messages)
    return "You may not take this step."
