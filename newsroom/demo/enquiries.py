"""What readers of the demo wrote: letters, enquiries about advertising, guest posts, in all their states."""

import io
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import typst
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from articles import snapshots
from articles.models import Article, Section
from core.models import User
from images.models import Image
from newsroom.demo import drawing, front_matter
from pages import fingerprints
from pages.models import AdvertisingFormat, Department, Enquiry, EnquiryReply, GuestPost, MediaKit

FOLDER = Path(__file__).parent / "letters"


def load_enquiries() -> None:
    """Whom one can write to, what was written and what became of it; nothing, where somebody has changed it since."""
    if Department.objects.exists():
        return
    with transaction.atomic():
        for model, name in ((Department, "departments"), (AdvertisingFormat, "formats")):
            for position, fields in enumerate(_tables(name)):
                model.objects.create(position=position, **fields)
        _load_media_kit()
        for fields in _tables("enquiries"):
            _load_enquiry(fields)


def load_guest_posts() -> None:
    """Guest posts in every state. They come after the articles, because one of them has become one."""
    if GuestPost.objects.exists():
        return
    with transaction.atomic():
        for path in sorted(FOLDER.glob("*.md")):
            _load_guest_post(path)


def _tables(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))[name]


def _load_media_kit() -> None:
    year = timezone.localdate().year + 1
    rows = "\n".join(
        f"[{_escaped(each.name)}], [{_escaped(each.sizes)}], [{_escaped(each.price_note)}], table.hline(stroke: .4pt),"
        for each in AdvertisingFormat.objects.all()
    )
    text = (FOLDER / "media-kit.typ").read_text(encoding="utf-8").replace("{year}", str(year)).replace("{rows}", rows)
    pdf = typst.compile(text.encode())
    MediaKit.objects.create(title=f"Media kit {year}", file=ContentFile(pdf, f"meridian-media-kit-{year}.pdf"))


def _escaped(text: str) -> str:
    return "".join(f"\\{each}" if each in "#$*_[]@<>\\`~" else each for each in text)


def _load_enquiry(fields: dict[str, Any]) -> None:
    """Written as it stands, without letters to anybody: what it tells of is over."""
    formats, answers = fields.pop("formats", []), fields.pop("answers", [])
    received_at = timezone.now() - timedelta(hours=fields.pop("hours_ago"))
    department = Department.objects.filter(name=fields.pop("department", "Advertising")).first()
    assigned_to = _person(fields.pop("assigned_to", answers[0]["by"] if answers else ""))
    moments = [received_at + timedelta(hours=each["after"]) for each in answers]
    last = moments[-1] if moments else received_at
    fields |= {"department": department, "assigned_to": assigned_to, "received_at": received_at, "touched_at": last}
    fields["message"] = fields["message"].strip()
    if moments:
        fields["answered_at"] = last
    if fields.get("state") == Enquiry.State.CLOSED:
        fields["closed_at"] = fields["touched_at"] = last + timedelta(hours=20)
    fingerprint = fingerprints.of(fields["email"], fields["message"])
    enquiry = Enquiry.objects.create(fingerprint=fingerprint, **fields)
    enquiry.formats.set(AdvertisingFormat.objects.filter(name__in=formats))
    for answer, moment in zip(answers, moments, strict=True):
        EnquiryReply.objects.create(
            enquiry=enquiry, text=answer["text"].strip(), by=_person(answer["by"]), sent_at=moment
        )


def _load_guest_post(path: Path) -> None:
    """By the verbs that guest and editor would use, then moved into the past; the letters of it are in the outbox."""
    matter, text = front_matter.split(path)
    state = matter["state"]
    file = ContentFile(text.encode(), matter["file"]) if "file" in matter else None
    given = {key: matter.get(key, "") for key in ("title", "name", "about", "email", "interests")}
    post = GuestPost.receive(text=text.strip(), file=file, file_name=matter.get("file", ""), **given)
    sent_at = _days_ago(matter["days_ago"])
    moments = {"sent_at": sent_at, "touched_at": sent_at}
    if state != "unconfirmed":
        post.confirm()
        moments["confirmed_at"] = sent_at + timedelta(minutes=12)
    if "amended_days_ago" in matter:
        moments["amended_at"] = moments["touched_at"] = _days_ago(matter["amended_days_ago"])
        GuestPost.objects.filter(pk=post.pk).update(version=2)
    if state in {"taken", "published"}:
        article = post.accept_into_desk(Section.objects.get(slug=matter["section"]), by=_person("editor"))
        moments["taken_at"] = moments["touched_at"] = _days_ago(matter["taken_days_ago"])
        if state == "published":
            _publish(article, matter)
    if state == "declined":
        post.decline(reason=matter["reason"])
        moments["declined_at"] = moments["touched_at"] = _days_ago(matter["declined_days_ago"])
    GuestPost.objects.filter(pk=post.pk).update(**moments)


def _publish(article: Article, matter: dict[str, Any]) -> None:
    described = matter["picture"]
    drawn = drawing.draw(described["motif"], article.slug)
    picture = Image.objects.add(
        io.BytesIO(drawn),
        alt=described["alt"],
        credit=drawing.CREDIT,
        source="The art desk",
        rights="With this article alone.",
        rights_end=_days_ago(-20).date(),
    )
    edited = {key: matter[key] for key in ("standfirst", "summary", "tags")} | {"hero_id": picture.pk}
    moment = _days_ago(matter["published_days_ago"])
    article.save_revision(snapshots.take(article) | edited | {"published_at": moment.isoformat()}, by=_person("editor"))
    article.publish(by=_person("editor"))


def _days_ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days, hours=1)


def _person(username: str) -> User | None:
    return User.objects.filter(username=username).first()
