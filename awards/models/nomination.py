from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_countries.fields import CountryField

from articles.models import Organisation
from awards.models.category import Category
from awards.models.dossier import NominationEntry, NominationEvent, NominationFile
from awards.models.year import AwardYear
from awards.nominations import letters, questions
from awards.nominations.querysets import NominationQuerySet
from awards.nominations.refusals import BeingJudged, ChangedElsewhere, Forbidden, Incomplete, NotOpen, Problem, TooLate
from core.models import User
from core.uploads import Kind, clean_name, digest

MOST_FILES = 10
MOST_CATEGORIES = 20
REASON_WORDS = 150
MOST_CANDIDATES = 8
_UNMISTAKABLE = "23456789BCDFGHJKMNPQRTVWXY"  # neither vowels, which make words, nor letters that look like digits


def new_reference() -> str:
    """What a nomination is called in mails and on the telephone: 'K7QM-3XDT'."""
    return f"{get_random_string(4, _UNMISTAKABLE)}-{get_random_string(4, _UNMISTAKABLE)}"


class Nomination(models.Model):
    """An organisation put forward by somebody without an account, in one or several categories of a year.

    Its owner is whoever reads the mail of `email`. They fill it in part by part, submit it, and may change it until the
    deadline; then it is with the staff. Each verb for the owner reads the row anew and locks it, so that the deadline
    and the state hold at the very moment of the change.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        SHORTLISTED = "shortlisted", "Shortlisted"
        WON = "won", "Won"
        NOT_SELECTED = "not-selected", "Not selected"
        WITHDRAWN = "withdrawn", "Withdrawn"
        DISQUALIFIED = "disqualified", "Disqualified"

    class Part(models.TextChoices):
        """What is filled in on a page of its own."""

        ORGANISATION = "organisation", "Organisation and contact"
        CATEGORIES = "categories", "Categories"
        ANSWERS = "answers", "Your case"
        FILES = "files", "Files"

    OWNERS = (State.DRAFT, State.SUBMITTED, State.WITHDRAWN)
    """States in which its owner may still change it."""
    STAFFS = (State.SUBMITTED, State.SHORTLISTED, State.WON, State.NOT_SELECTED, State.WITHDRAWN, State.DISQUALIFIED)
    """States between which staff move it."""

    award_year = models.ForeignKey(AwardYear, models.PROTECT, related_name="nominations", verbose_name="year")
    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    email = models.EmailField("e-mail address")
    token_version = models.PositiveSmallIntegerField(default=1, editable=False)
    """Part of every link; one more, and all links that were mailed before are void."""
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT, editable=False)

    organisation_name = models.CharField("organisation", max_length=200, blank=True)
    country = CountryField(blank=True)
    organisation_website = models.URLField("its website", blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="nominations", verbose_name="known as"
    )
    contact_name = models.CharField("contact", max_length=120, blank=True)
    contact_role = models.CharField("their role", max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    categories = models.ManyToManyField(Category, through=NominationEntry, related_name="nominations")
    answers = models.JSONField(default=dict, blank=True)
    """Answers by the wording of the question."""

    consent_text = models.TextField(blank=True)
    consent_version = models.CharField(max_length=12, blank=True)
    consent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(submitted_at__isnull=False, consent_at__isnull=False),
                name="nomination_is_submitted_with_consent",
            )
        ]
        indexes = [models.Index(fields=["award_year", "state", "-submitted_at"], name="nomination_on_board")]
        permissions = [("export_nomination", "Can export nominations")]

    def __str__(self) -> str:
        return self.organisation_name or f"Draft {self.reference}"

    # -- What it is ----------------------------------------------------------------

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_untouched(self) -> bool:
        """Whether nothing has been filled in yet."""
        return self.is_draft and not (
            self.organisation_name or self.contact_name or self.answers or self.entries.exists() or self.files.exists()
        )

    @property
    def is_changeable(self) -> bool:
        """Whether its owner may change it now."""
        return self.award_year.is_open and self.state in self.OWNERS

    @property
    def state_for_owner(self) -> str:
        """Its state as its owner is told: what the judges think is told by nobody but the paper."""
        return self.get_state_display() if self.state in self.OWNERS else "With the judges"

    @property
    def questions(self) -> list[questions.Asked]:
        return questions.read(self.award_year.nomination_questions)

    @property
    def answered(self) -> list[tuple[str, str]]:
        """Every answer under its question, those of today first, then those that were asked before."""
        today = {each.text: self.answers.get(each.text, "") for each in self.questions}
        return [(text, answer) for text, answer in (today | self.answers).items() if answer or text in today]

    def values(self, part: Part) -> dict[str, Any]:
        """What is saved of a part, by the fields of its form."""
        if part == self.Part.CATEGORIES:
            return {"categories": list(self.entries.order_by("category").values_list("category", flat=True))}
        if part == self.Part.ANSWERS:
            answers = {each.field: self.answers.get(each.text, "") for each in self.questions}
            return answers | {entry.field: entry.reason for entry in self.entries.order_by("category")}
        names = (
            "organisation_name", "country", "organisation_website", "contact_name", "contact_role", "phone",
        )  # fmt: skip
        return {name: str(getattr(self, name)) for name in names}

    def mark(self, part: Part) -> str:
        """Stands for what is saved of a part: another mark means that it was changed."""
        return hashlib.sha256(json.dumps(self.values(part), sort_keys=True).encode()).hexdigest()[:16]

    # -- What is missing -------------------------------------------------------------

    def problems(self, part: Part | None = None) -> list[Problem]:
        """What must be put right before it can be submitted, in the order of the pages."""
        found = [*self._missing(), *self._wrong_categories(), *self._wrong_answers()]
        return [each for each in found if part is None or each.part == part]

    def _missing(self) -> Iterable[Problem]:
        needed = {
            "organisation_name": "Please say which organisation is nominated.",
            "country": "Please choose the country of the organisation.",
            "contact_name": "Please say whom we may ask.",
        }
        return [Problem(self.Part.ORGANISATION, name, ask) for name, ask in needed.items() if not getattr(self, name)]

    def _wrong_categories(self) -> Iterable[Problem]:
        chosen = [entry.category for entry in self.entries.select_related("category")]
        part = self.Part.CATEGORIES
        if not chosen:
            yield Problem(part, "categories", "Please choose at least one category.")
        if len(chosen) > MOST_CATEGORIES:
            yield Problem(part, "categories", f"Please choose no more than {MOST_CATEGORIES} categories.")
        for category in chosen:
            if not category.is_open:
                yield Problem(part, "categories", f"‘{category}’ takes no nominations any more. Please leave it out.")

    def _wrong_answers(self) -> Iterable[Problem]:
        limits = [(each.field, each.text, each.words, self.answers.get(each.text, "")) for each in self.questions]
        for field, text, _, answer in limits:
            if not answer:
                yield Problem(self.Part.ANSWERS, field, f"Please answer: ‘{text}’")
        reasons = [
            (entry.field, str(entry.category), REASON_WORDS, entry.reason)
            for entry in self.entries.select_related("category")
        ]
        for field, text, most, answer in limits + reasons:
            if (words := questions.word_count(answer)) > most:
                yield Problem(self.Part.ANSWERS, field, f"‘{text}’: {words} words, where {most} are allowed.")

    # -- What its owner may do ---------------------------------------------------------

    def _locked(self) -> Nomination:
        """The row as it is now, kept from others until the transaction ends."""
        return Nomination.objects.select_for_update().get(pk=self.pk)

    def _for_its_owner(self) -> Nomination:
        """The row, locked. Raises Refused where its owner may not change it at this very moment."""
        row = self._locked()
        now, year = timezone.now(), AwardYear.objects.with_programme().get(pk=row.award_year_id)
        if now >= year.closes_at:
            raise TooLate(year)
        if now < year.opens_at:
            raise NotOpen
        if row.state not in self.OWNERS:
            raise BeingJudged
        row.award_year = year
        return row

    @transaction.atomic
    def save_part(self, part: Part, values: dict[str, Any], *, seen: str) -> None:
        """Keeps one part as it was filled in, by somebody who had seen the mark `seen`.

        A draft may be incomplete. Once submitted, it stays complete: the change is taken whole or not at all, and its
        owner gets a new summary.
        """
        row = self._for_its_owner()
        if row.mark(part) != seen:
            raise ChangedElsewhere(row.values(part))
        if row.values(part) == values:
            return
        row._put(part, values)
        row._has_changed(part)

    def _put(self, part: Part, values: dict[str, Any]) -> None:
        if part == self.Part.CATEGORIES:
            self._choose(values["categories"])
        elif part == self.Part.ANSWERS:
            self.answers = self.answers | {each.text: values[each.field] for each in self.questions}
            for entry in self.entries.all():
                entry.reason = values.get(entry.field, entry.reason)
                entry.save(update_fields=["reason"])
        else:
            for name, value in values.items():
                setattr(self, name, value)

    def _choose(self, chosen: Sequence[int]) -> None:
        self.entries.exclude(category__in=chosen).delete()
        known = set(self.entries.values_list("category", flat=True))
        NominationEntry.objects.bulk_create(
            NominationEntry(nomination=self, category_id=pk) for pk in chosen if pk not in known
        )

    def _has_changed(self, part: Part) -> None:
        """Saves; a submitted one must still be complete, and its owner is told how it stands now."""
        if self.state == self.State.SUBMITTED and (problems := self.problems(part)):
            raise Incomplete(problems)
        self.saved_at = timezone.now()
        self.save()
        if self.state == self.State.SUBMITTED:
            letters.summary(self)

    @transaction.atomic
    def add_files(self, files: Sequence[tuple[File, Kind]]) -> None:
        """Keeps files that `core.uploads.check_upload` has found good; one that is there already is left out."""
        row = self._for_its_owner()
        new = {digest(file): (file, kind) for file, kind in files}
        known = row.files.filter(sha256__in=new).values_list("sha256", flat=True)
        for each in known:
            del new[each]
        if row.files.count() + len(new) > MOST_FILES:
            raise Forbidden(f"A nomination can have {MOST_FILES} files. Please remove one before you add another.")
        for sha256, (file, kind) in new.items():
            name = clean_name(file.name or "", kind)
            NominationFile.objects.keep(file, nomination=row, name=name, kind=kind.extension, sha256=sha256)
        if new:
            row._has_changed(self.Part.FILES)

    @transaction.atomic
    def remove_file(self, pk: int) -> None:
        """One that is gone already is no error: somebody pressed twice."""
        row = self._for_its_owner()
        if file := row.files.filter(pk=pk).first():
            file.delete()
            row._has_changed(self.Part.FILES)

    @transaction.atomic
    def submit(self, *, agrees: bool) -> None:
        """Hands it in, with the consent to the text of its year, and mails a summary. Raises Incomplete."""
        row = self._for_its_owner()
        if row.state == self.State.SUBMITTED:
            return
        problems = row.problems()
        if not agrees:
            problems.append(Problem("", "agrees", "Please agree to how your data are used, or we cannot take it."))
        if problems:
            raise Incomplete(problems)
        now, text = timezone.now(), row.award_year.nomination_consent
        row.consent_text, row.consent_at = text, now
        row.consent_version = questions.version_of(text)
        row.submitted_at = row.saved_at = now
        row._become(self.State.SUBMITTED)
        letters.summary(row)

    @transaction.atomic
    def withdraw(self) -> None:
        """Takes it back; until the deadline its owner may submit it again."""
        row = self._for_its_owner()
        if row.state == self.State.SUBMITTED:
            row._become(self.State.WITHDRAWN)
            letters.withdrawn(row)

    @transaction.atomic
    def discard(self) -> None:
        """Deletes a draft for good, at any time; what was submitted once is withdrawn instead."""
        row = self._locked()
        if not row.is_draft:
            raise Forbidden("This has been submitted. Please withdraw it instead.")
        row.delete()

    # -- What staff may do -------------------------------------------------------------

    @transaction.atomic
    def move(self, to: str, *, by: User, reason: str = "", seen: str | None = None) -> None:
        """Puts it into another state, and remembers who did so and why.

        Raises Forbidden for a draft, where a disqualification has no reason, and where it is no longer in the state
        that the person saw.
        """
        row = self._locked()
        if row.is_draft or to not in self.STAFFS:
            raise Forbidden("A draft belongs to whoever writes it until it is submitted.")
        if seen is not None and row.state != seen:
            last = row.events.select_related("by").first()
            who = f" by {last.by}" if last and last.by else ""
            raise Forbidden(f"Nothing was changed: ‘{row}’ is ‘{row.get_state_display()}’ by now, moved{who}.")
        if to == self.State.DISQUALIFIED and not reason:
            raise Forbidden("Please say why it is disqualified; the reason stays in its history.")
        if to != row.state:
            row._become(to, by=by, reason=reason)

    def add_note(self, text: str, *, by: User) -> None:
        if not text:
            raise Forbidden("The note is empty.")
        self.notes.create(text=text, written_by=by)

    def candidates(self, words: str = "") -> list[Organisation]:
        """Organisations that this may be: those that are found by the words, else those that are called alike."""
        if words:
            return list(Organisation.objects.searched(words)[:MOST_CANDIDATES])
        named = list(Organisation.objects.known_as(self.organisation_name)[:MOST_CANDIDATES])
        first_word = self.organisation_name.partition(" ")[0]
        alike = Organisation.objects.searched(first_word).exclude(pk__in=[each.pk for each in named])
        return [*named, *alike[: MOST_CANDIDATES - len(named)]]

    @transaction.atomic
    def match(self, organisation: Organisation | None, *, by: User) -> None:
        """Says which organisation of the paper this is; None: which of those that are known it is stays open."""
        row = self._locked()
        row.organisation = organisation
        row.save(update_fields=["organisation"])
        said = f"Matched to {organisation}." if organisation else "No longer matched to an organisation."
        row.events.create(before=row.state, after=row.state, by=by, reason=said)

    @transaction.atomic
    def make_organisation(self, *, by: User) -> Organisation:
        """Makes an organisation of what was typed, and matches it. Raises Forbidden where one is called so already."""
        if known := Organisation.objects.known_as(self.organisation_name).first():
            raise Forbidden(f"There is an organisation called {known} already. Please choose it.")
        website = [{"label": "Website", "url": url}] if (url := self.organisation_website).startswith("http") else []
        made = Organisation.objects.create(name=self.organisation_name, country=self.country, links=website)
        self.match(made, by=by)
        return made

    @transaction.atomic
    def send_new_link(self, *, by: User) -> None:
        """Voids every link that was mailed, say because one was passed on, and mails a new one to its owner."""
        row = self._locked()
        row.token_version += 1
        row.save(update_fields=["token_version"])
        row.events.create(before=row.state, after=row.state, by=by, reason="New link mailed; earlier ones are void.")
        letters.links(row.email, [row])

    def _become(self, state: str, *, by: User | None = None, reason: str = "") -> None:
        before, self.state = self.state, state
        self.save()
        NominationEvent.objects.create(nomination=self, before=before, after=state, by=by, reason=reason)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """With its files, for good."""
        for file in self.files.all():
            file.delete()
        return super().delete(*args, **kwargs)
