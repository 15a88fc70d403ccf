"""Categories, tags and writers of the portal become sections, tags and authors here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
from django.db.models import Model
from django.db.models.functions import Lower
from django.utils.text import slugify

from articles.models import Author, Section, Tag
from core import root_slugs
from core.models import ImportedItem, OldAddress, User
from core.slugs import next_free, shortened
from newsroom.wordpress.home import Home
from newsroom.wordpress.report import Report
from newsroom.wordpress.words import plain_words
from newsroom.wordpress.wxr import Refused, Term, Writer

LONGEST_TAG = 100  # characters, as taggit keeps names and slugs
LONGEST_AUTHOR = 120
LONGEST_SECTION = 60
NO_CATEGORY = "uncategorized"
"""What WordPress calls the category of posts that have none."""
_EMAIL = re.compile(r"\S+@\S+\.\S+")


class Sections:
    """Which section an article stands in: that of its first category that has one, or the default."""

    def __init__(self, mapping: dict[str, str], default: str | None):
        self._existing = {section.slug: section for section in Section.objects.all()}
        self._mapping = {unquote(category).lower(): slug for category, slug in mapping.items()}
        taken = set(root_slugs.taken()) - set(self._existing)
        for slug in {*self._mapping.values(), *([default] if default else [])}:
            try:
                validate_unicode_slug(slug)
            except ValidationError:
                raise Refused(
                    f"‘{slug}’ cannot be the address of a section. Letters, digits and hyphens can."
                ) from None
            if slug in taken:
                raise Refused(
                    f"The address /{slug}/ is taken by a page or by the site itself, so no section can have it."
                )
        self.default = default or ("news" if "news" in self._existing else next_free("news", taken))
        self._default_was_chosen = bool(default)
        self._names: dict[str, str] = {}
        self.parents: dict[str, str] = {}
        """Of each category its parent."""

    def names(self) -> set[str]:
        """Addresses under the root that are, or will be, sections."""
        return {*self._existing, *self._mapping.values(), self.default}

    def slug_for(self, category: str) -> str | None:
        """The section that the category itself is, here."""
        return self._mapping.get(category) or (category if category in self._existing else None)

    def of(self, categories: Iterable[str]) -> str:
        """The section for an article of these categories; a category inside one with a section counts as that."""
        for category in categories:
            for each in self.line(category):
                if slug := self.slug_for(each):
                    return slug
        return self.default

    def line(self, category: str) -> Iterator[str]:
        """The category and those it lies in, innermost first."""
        seen: set[str] = set()
        while category and category not in seen:
            seen.add(category)
            yield category
            category = self.parents.get(category, "")

    def learn(self, terms: Iterable[Term], report: Report) -> None:
        """What the export says of its categories."""
        for term in terms:
            if term.parent:
                self.parents[term.slug] = term.parent
            if slug := self.slug_for(term.slug):
                self._names.setdefault(slug, plain_words(term.name))
        known = {term.slug for term in terms}
        for category in sorted(set(self._mapping) - known):
            report.note("categories of the mapping that the export does not have", category)

    def section(self, slug: str, report: Report) -> Section:
        """The section of this address, unsaved where it is not here yet."""
        if slug not in self._existing:
            name = (self._names.get(slug) or slug.replace("-", " ").title())[:LONGEST_SECTION]
            taken = {section.name.casefold() for section in self._existing.values()}
            name = name if name.casefold() not in taken else f"{name[: LONGEST_SECTION - 20]} ({slug[:15]})"
            self._existing[slug] = Section(name=name, slug=slug)
            report.note("sections made", f"{name}, /{slug}/")
        return self._existing[slug]

    def known(self, slug: str) -> Section | None:
        return self._existing.get(slug)

    def mapped(self, terms: Iterable[Term]) -> set[str]:
        """The sections that the mapping names for categories of the export."""
        return {self._mapping[term.slug] for term in terms if term.slug in self._mapping}

    def say(self, posts: int, report: Report) -> None:
        """What became of articles of no category that is a section."""
        chosen = "as you chose" if self._default_was_chosen else "--default-section chooses another"
        report.note(
            f"articles of no category with a section, put into ‘{self._existing[self.default].name}’ ({chosen})",
            times=posts,
        )


class Taxonomy:
    """The rows that terms and writers become. `store` makes those that are missing."""

    def __init__(self, home: Home, sections: Sections, terms: dict[tuple[str, str], Term], writers: dict[str, Writer]):
        self.home = home
        self.sections = sections
        self.terms = terms
        self.writers = writers
        self._tags: dict[tuple[str, str], Tag] = {}
        self._by_name: dict[str, Tag] = {}
        self._authors: dict[str, Author] = {}

    def prepare(self, report: Report) -> None:
        """Decides what every term and writer becomes; writes nothing."""
        self._prepare_tags(report)
        self._prepare_authors(report)

    # -- Tags --------------------------------------------------------------------

    def _prepare_tags(self, report: Report) -> None:
        self._by_name = {tag.name.casefold(): tag for tag in Tag.objects.all()}
        self._tag_slugs = {tag.slug for tag in self._by_name.values()}
        remembered = self._remembered(Tag, [f"tag {domain} {slug}"[:250] for domain, slug in self.terms])
        report.already["tags"] += len({tag.pk for tag in remembered.values()})
        for (domain, slug), term in self.terms.items():
            if domain == "category" and (slug == NO_CATEGORY or self.sections.slug_for(slug)):
                continue
            if found := remembered.get(f"tag {domain} {slug}"[:250]):
                self._tags[domain, slug] = found
            else:
                self._tags[domain, slug] = self._tag(term, report)

    def _tag(self, term: Term, report: Report) -> Tag:
        name = plain_words(term.name) or term.slug.replace("-", " ")
        if len(name) > LONGEST_TAG:
            report.changed("names of tags longer than 100 characters, cut", name)
            name = f"{name[: LONGEST_TAG - 1].rstrip()}…"
        if found := self._by_name.get(name.casefold()):
            if found.name != name:
                report.changed("tags whose names differ in capitals only, made one", f"{name} → {found.name}")
            return found
        wanted = (slugify(term.slug, allow_unicode=True) or slugify(name, allow_unicode=True))[
            : LONGEST_TAG - 8
        ] or "tag"
        slug = next_free(wanted, self._tag_slugs)
        self._tag_slugs.add(slug)
        tag = Tag(name=name, slug=slug, description=plain_words(term.description))
        self._by_name[name.casefold()] = tag
        report.came_in["tags"] += 1
        return tag

    def tags_of(self, terms: Iterable[Term], section: str) -> list[Tag]:
        """The tags of an article: its tags, and its categories that are not its section."""
        tags: dict[str, Tag] = {}
        for term in terms:
            key = term.domain, term.slug
            if term.domain not in {"category", "post_tag"} or not term.slug or key == ("category", NO_CATEGORY):
                continue
            if term.domain == "category" and self.sections.slug_for(term.slug) == section:
                continue
            if key not in self._tags:  # a category that is a section, though not the one this article stands in
                self._tags[key] = self._tag(self.terms.get(key, term), Report())
            tags[self._tags[key].name] = self._tags[key]
        return list(tags.values())

    # -- Authors -----------------------------------------------------------------

    def _prepare_authors(self, report: Report) -> None:
        remembered = self._remembered(Author, [f"author {login}"[:250] for login in self.writers])
        wanted = {login: self._name(writer, report) for login, writer in self.writers.items()}
        by_name = {
            author.name.casefold(): author
            for author in Author.objects.annotate(lower=Lower("name")).filter(
                lower__in={n.lower() for n in wanted.values()}
            )
        }
        emails = {writer.email.lower() for writer in self.writers.values() if writer.email}
        users = {
            user.lower_email: user
            for user in User.objects.annotate(lower_email=Lower("email"))
            .filter(lower_email__in=emails)
            .select_related("author")
        }
        slugs = set(Author.objects.values_list("slug", flat=True))
        claimed: set[str] = set()
        for login, writer in self.writers.items():
            name = wanted[login]
            if found := remembered.get(f"author {login}"[:250]):
                self._authors[login] = found
                report.already["authors"] += 1
                continue
            user = users.get(writer.email.lower()) if writer.email else None
            if user is not None and hasattr(user, "author"):
                self._authors[login] = user.author
                report.note("writers known by the e-mail address of their account here", f"{login} is {user.author}")
                continue
            if name.casefold() in claimed:
                report.note("writers of one name under several logins, kept apart", f"{name} ({login})")
            elif found := by_name.get(name.casefold()):
                self._authors[login] = found
                report.note("writers taken for the author of the same name here", name)
                continue
            slug = next_free(shortened(slugify(name, allow_unicode=True)) or "author", slugs)
            slugs.add(slug)
            self._authors[login] = Author(name=name, slug=slug, user=user)
            if user is not None:
                user.author = self._authors[login]
                report.note("authors linked to the account with their e-mail address", f"{name}: {user.username}")
            report.came_in["authors"] += 1
            claimed.add(name.casefold())

    def _name(self, writer: Writer, report: Report) -> str:
        name = plain_words(writer.name)
        if not name or _EMAIL.fullmatch(name):
            local = (name or writer.login).partition("@")[0]
            name = " ".join(re.sub(r"[._\-+]+", " ", local).split()).title() or "Author"
            report.changed(
                "writers without a name, called after their login", f"{writer.login.partition('@')[0]} → {name}"
            )
        if len(name) > LONGEST_AUTHOR:
            report.changed("names of writers longer than 120 characters, cut", name)
            name = f"{name[: LONGEST_AUTHOR - 1]}…"
        return name

    def authors_of(self, logins: Iterable[str]) -> list[Author]:
        """The authors behind the logins, each once."""
        return list({id(author): author for login in logins if (author := self._authors.get(login))}.values())

    # -- Rows ----------------------------------------------------------------------

    def store(self, sections: Iterable[Section], report: Report) -> None:
        """Makes the rows that are missing, and remembers where they could be read. Call it inside a transaction."""
        for section in sections:
            if section.pk is None:
                section.save()
        self.store_tags(self._tags.values())
        Author.objects.bulk_create(_unsaved(self._authors.values()), batch_size=1000)
        keys: list[tuple[str, Model]] = [
            (f"tag {domain} {slug}"[:250], tag) for (domain, slug), tag in self._tags.items()
        ]
        keys += [(f"author {login}"[:250], author) for login, author in self._authors.items()]
        paths: dict[str, Model] = {}
        for path, target in self._old_paths():
            for spelling in self.home.spellings(path):
                paths.setdefault(spelling, target)
        for start in range(0, len(keys), 1000):
            ImportedItem.objects.keep(self.home.source, keys[start : start + 1000])
        listed = list(paths.items())
        for start in range(0, len(listed), 1000):
            for path in OldAddress.objects.remember_all(dict(listed[start : start + 1000])):
                report.note("old addresses that lead elsewhere already, left so", path)

    def store_tags(self, tags: Iterable[Tag]) -> None:
        Tag.objects.bulk_create(_unsaved(tags), batch_size=1000)

    def _old_paths(self) -> Iterator[tuple[str, Model]]:
        for (domain, slug), term in self.terms.items():
            target: Model | None = self._tags.get((domain, slug))
            if domain == "category":
                own = self.sections.slug_for(slug) or (self.sections.default if slug == NO_CATEGORY else None)
                target = self.sections.known(own) if own else target
                if target is None or target.pk is None:
                    continue
                yield f"/category/{slug}/", target
                yield f"/category/{'/'.join(reversed(list(self.sections.line(slug))))}/", target
                if term.id:
                    yield f"/?cat={term.id}", target
            elif target is not None:
                yield f"/tag/{slug}/", target
                yield f"/?tag={slug}", target
        for login, writer in self.writers.items():
            if author := self._authors.get(login):
                for name in {
                    login,
                    slugify(login.replace(".", "-")),
                    re.sub(r"[^\w-]+", "", re.sub(r"[\s.]+", "-", login.lower())),
                } - {""}:
                    if "@" not in name:
                        yield f"/author/{name}/", author
                if writer.id.isdecimal():
                    yield f"/?author={writer.id}", author

    def _remembered[T: Model](self, model: type[T], keys: list[str]) -> dict[str, T]:
        known: dict[str, tuple[int, int]] = {}
        for start in range(0, len(keys), 1000):
            known |= ImportedItem.objects.known(self.home.source, keys[start : start + 1000])
        rows = model._default_manager.in_bulk({pk for _, pk in known.values()})
        return {key: rows[pk] for key, (_, pk) in known.items() if pk in rows}


def _unsaved[T: Model](rows: Iterable[T]) -> list[T]:
    """Those that have no number yet, each once; such rows cannot stand in a set."""
    return list({id(row): row for row in rows if row.pk is None}.values())
