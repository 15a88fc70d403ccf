"""The way of an article from a first draft to its readers: which steps there are, from where to where, who may take
them, and what an article must have. The same for the buttons of its page, for many at once, and for commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.timezone import localdate

from core.moments import in_words

if TYPE_CHECKING:
    from articles.models import Article
    from core.models import User

DRAFT, REVIEW, APPROVED = "draft", "review", "approved"
PUBLISHED, WITHDRAWN, RETRACTED = "published", "withdrawn", "retracted"
BINNED = "binned"

IN_THE_BIN = timedelta(days=30)
"""So long an article comes back from the bin."""

ON_THE_WAY = frozenset({DRAFT, REVIEW, APPROVED})
"""Before its readers have seen it; until then the row of an article follows its newest revision."""

WRITE_OWN, EDIT, REVIEW_ALL, PUBLISH, DELETE = (
    f"articles.{verb}_article" for verb in ("write_own", "change", "review", "publish", "delete")
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
            hint = " Withdraw it first." if self is BIN and article.status == PUBLISHED else ""
            raise ValidationError(f"‘{article}’ cannot take this step: {self.label}. It is: {article.state}.{hint}")
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
    elif other := article.holder_of_address:
        missing["slug"] = f"This address leads to ‘{other}’, which was read here before; please choose another."
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
    "publish",
    "Publish",
    "Published.",
    frozenset({*ON_THE_WAY, PUBLISHED, WITHDRAWN, RETRACTED}),
    PUBLISHED,
    PUBLISH,
    _for_readers,
)
WITHDRAW = Step(
    "withdraw",
    "Withdraw",
    "Withdrawn. Readers no longer see this article; its text stays here.",
    frozenset({PUBLISHED, RETRACTED}),
    WITHDRAWN,
    PUBLISH,
    _nothing,
)
BIN = Step(
    "bin",
    "Put into the bin",
    "Put into the bin, from which it comes back for thirty days.",
    frozenset({*ON_THE_WAY, WITHDRAWN}),
    BINNED,
    DELETE,
    _nothing,
)
TAKE_OUT = Step(
    "take_out", "Take out of the bin", "Taken out of the bin.", frozenset({BINNED}), DRAFT, DELETE, _nothing
)

RETRACT = Step(
    "retract",
    "Retract",
    "Retracted. At its address readers find why.",
    frozenset({PUBLISHED, WITHDRAWN}),
    RETRACTED,
    PUBLISH,
    _nothing,
)

STEPS: Mapping[str, Step] = {
    step.name: step for step in (PUBLISH_STEP, APPROVE, SUBMIT, SEND_BACK, WITHDRAW, RETRACT, BIN, TAKE_OUT)
}
"""In the order of their buttons."""

BUTTONS = [step for step in STEPS.values() if step is not RETRACT]
"""Those that are one press away, with one article or many. Why one is retracted has to be said first."""

ABOUT_THE_BIN = (BIN, TAKE_OUT)
"""Steps that are taken with the article as it is, whatever a page has not saved yet."""

MOVED = "reschedule"
"""What the timeline calls it when an article was planned for another moment; it stays in its state."""

DONE: Mapping[str, str] = {name: step.done for name, step in STEPS.items()} | {MOVED: "Moved to another moment."}
"""What the timeline says of each step."""


def pressed(sent: Mapping[str, Any]) -> Step | None:
    """The step whose button was pressed, of what a page sent."""
    return next((step for step in BUTTONS if f"_{step.name}" in sent), None)


def may_take(user: User, step: Step, article: Article | None) -> bool:
    """Whether somebody may take the step, wherever the article is. Its writer may send it to review, and throw it away
    and think better of it while it is nobody else's."""
    if step is SUBMIT:
        return may_write(user, article)
    if article and (step, article.status) in {(BIN, DRAFT), (TAKE_OUT, BINNED)} and user.has_perm(WRITE_OWN):
        return user.has_perm(step.permission) or article.is_by(user)
    return user.has_perm(step.permission)


def may_write(user: User, article: Article | None, *, is_theirs: bool = False) -> bool:
    """Whether somebody may change the article (default: any, or begin one): editors all, contributors their own until
    it is in review; what lies in the bin nobody. `is_theirs`: it is known to be theirs, so that nobody has to ask."""
    if article and article.status == BINNED:
        return False
    if user.has_perm(EDIT):
        return True
    own = article is None or (article.status == DRAFT and (is_theirs or article.is_by(user)))
    return user.has_perm(WRITE_OWN) and own


def may_move(user: User, article: Article, *, is_theirs: bool = False) -> bool:
    """Whether somebody may plan the article for another moment: publishers what is approved or scheduled, of the rest
    everybody what they may write. What has been out stays where it is."""
    if article.status == APPROVED or article.is_scheduled:
        return user.has_perm(PUBLISH)
    return article.status in ON_THE_WAY and may_write(user, article, is_theirs=is_theirs)


def check_move(article: Article, to: datetime) -> None:
    """Raises ValidationError where the article cannot be planned for that moment."""
    if article.status not in ON_THE_WAY and not article.is_scheduled:
        raise ValidationError(f"‘{article}’ cannot be moved. It is: {article.state}.")
    if to <= timezone.now():
        raise ValidationError(f"{in_words(to)} is over. Please choose a later moment.")
    if article.expires_at and article.expires_at <= to:
        raise ValidationError(f"‘{article}’ is taken down before that: {in_words(article.expires_at)}.")


def open_to(user: User, article: Article | None) -> list[Step]:
    """The steps that somebody can take with the article as it is, or with a new one."""
    status = article.status if article else DRAFT
    return [step for step in STEPS.values() if status in step.starts and may_take(user, step, article)]


def in_a_sentence(why: PermissionDenied | ValidationError) -> str:
    """Why a step was refused."""
    if isinstance(why, ValidationError):
        return " ".join(why.messages)
    return "You may not take this step."
