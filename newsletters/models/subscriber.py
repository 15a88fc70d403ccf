from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import IntegrityError, models, transaction
from django.db.models import Value
from django.db.models.functions import StrIndex, Substr
from django.utils import timezone

from newsletters import addresses, letters, names
from newsletters.models.consent import Consent, Erased
from newsletters.models.export import SubscriberExport
from newsletters.models.mailing_list import MailingList
from newsletters.models.subscription import Subscription
from newsletters.querysets import SubscriberQuerySet
from newsletters.wording import CONFIRM, Wording

if TYPE_CHECKING:
    from core.models import User

State = Subscription.State
is_language_tag = RegexValidator(
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", "A language is written as en, en-GB or zh-Hant (BCP 47)."
)


TAKEN = "Somebody has signed up with this address already, so nothing was changed."


class Refused(Exception):  # noqa: N818  (an answer to staff, rather than a fault of ours)
    """What must not be done with this person; the text says why, for whoever tried."""


def new_secret() -> str:
    return secrets.token_urlsafe(12)


class SubscriberManager(models.Manager.from_queryset(SubscriberQuerySet)):  # type: ignore[misc]
    @transaction.atomic
    def sign_up(
        self,
        email: str,
        lists: Iterable[MailingList],
        *,
        name: str = "",
        locale: str = "",
        source: str = "",
        wording: Wording | None = None,
    ) -> Subscriber:
        """Takes down that somebody who gave this address asks for the lists, and writes to the address.

        Anybody can type any address. So nothing that is known of the person changes; and whoever has left a list, is
        blocked or was erased comes back only by confirming, even where the list asks nobody else for that.
        """
        email = addresses.tidy(email)
        subscriber = self._held(email, name=name, locale=locale, source=source)
        must_confirm = subscriber.suppressed_at is not None or bool(Erased.objects.among([email]))
        asked, at_once = [], []
        for each in lists:
            standing = subscriber.subscriptions.filter(mailing_list=each).first()
            if standing and standing.state == State.SUBSCRIBED:
                continue
            if each.double_opt_in or standing or must_confirm:
                subscriber._put(each, State.PENDING, source=source)
                asked.append(each)
            else:
                subscriber._put(each, State.SUBSCRIBED, source=source)
                at_once.append(each)
        subscriber._record(Consent.Action.ASKED, asked, source=source, wording=wording)
        subscriber._record(Consent.Action.GRANTED, at_once, source=source, wording=wording)
        if at_once:
            letters.welcome(subscriber, at_once)
        if asked:
            letters.confirm_subscription(subscriber, asked)
        if not asked and not at_once:
            letters.already_subscribed(subscriber)
        return subscriber

    @transaction.atomic
    def add(
        self,
        email: str,
        lists: Iterable[MailingList],
        *,
        by: User,
        source: str,
        note: str,
        name: str = "",
        locale: str = "",
    ) -> Subscriber:
        """Puts somebody on lists by the hand of staff, who say in the note how the person agreed.

        Raises Refused if the person was erased, is blocked, or has left one of the lists.
        """
        email = addresses.tidy(email)
        subscriber = self._held(email, name=name, locale=locale, source=source)
        if Erased.objects.among([email]):  # asked only now that nobody can be erased in between
            raise Refused("This person asked to be erased. Only the person can sign up again, on the website.")
        subscriber.join(lists, by=by, source=source, note=note)
        return subscriber

    def _held(self, email: str, **first: str) -> Subscriber:
        """Who has that address, held until the transaction ends; made if there is nobody, or nobody any more."""
        held = self.select_for_update()
        return held.get_or_create(email_key=addresses.key(email), defaults={"email": email, **first})[0]


class Subscriber(models.Model):
    """A person who gave us an address for newsletters. What happens to a person is done by the verbs below, each of
    which writes the consent ledger in the same transaction.
    """

    class Suppression(models.TextChoices):
        COMPLAINT = "complaint", "Reported our mail as spam"
        BOUNCE = "bounce", "The address does not exist"
        STAFF = "staff", "Blocked by staff"

    email = models.CharField("mail address", max_length=addresses.MAX_LENGTH, validators=[addresses.validate])
    email_key = models.CharField(max_length=addresses.MAX_KEY_LENGTH, unique=True, editable=False)
    domain = models.GeneratedField(
        expression=Substr("email_key", StrIndex("email_key", Value("@")) + 1),
        output_field=models.CharField(max_length=addresses.MAX_KEY_LENGTH),
        db_persist=True,
    )
    name = models.CharField(max_length=120, blank=True)
    name_key = models.CharField(
        max_length=120, blank=True, db_index=True, editable=False, help_text="By which a name is found."
    )
    locale = models.CharField(
        "language", max_length=20, blank=True, validators=[is_language_tag], help_text="As in en-GB."
    )
    source = models.CharField(max_length=100, blank=True, help_text="Where the person first signed up.")
    created_at = models.DateTimeField("signed up", default=timezone.now, db_index=True)
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the person first showed that letters to the address arrive."
    )
    suppressed_at = models.DateTimeField("blocked", null=True, blank=True)
    suppressed_because = models.CharField(max_length=12, blank=True, choices=Suppression)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)

    objects = SubscriberManager()

    class Meta:
        indexes = [
            models.Index(fields=["domain", "id"], name="subscriber_domain"),
            models.Index(fields=["source", "id"], name="subscriber_source"),
            models.Index(fields=["id"], name="subscriber_blocked", condition=models.Q(suppressed_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(suppressed_at=None, suppressed_because="")
                | (models.Q(suppressed_at__isnull=False) & ~models.Q(suppressed_because="")),
                name="suppression_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args, **kwargs):
        self.email = addresses.tidy(self.email)
        self.email_key = addresses.key(self.email)
        self.name_key = names.key(self.name)
        if "name" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = [*kwargs["update_fields"], "name_key"]
        super().save(*args, **kwargs)

    @property
    def fingerprint(self) -> str:
        """By which the address is recognised after it was forgotten."""
        return addresses.fingerprint(self.email)

    @transaction.atomic
    def confirm(self, lists: Iterable[MailingList] | None = None, *, source: str = "") -> list[MailingList]:
        """The person pressed the button behind the mailed link: for the lists she chose there, or all she asked for.

        Returns the lists that are new to her; none where she asks for none any more, having left meanwhile. A block
        ends here, for it was she who asked again.
        """
        self._hold()
        pending = {each.mailing_list for each in self.subscriptions.pending().select_related("mailing_list")}
        if not pending:
            return []
        chosen = pending if lists is None else set(lists)
        standing = set(MailingList.objects.filter(subscriptions__in=self.subscriptions.subscribed()))
        new = sorted(chosen - standing, key=lambda each: (each.position, each.name))
        self.subscriptions.filter(mailing_list__in=pending - chosen).drop()
        for each in new:
            self._put(each, State.SUBSCRIBED, source=source)
        if not new:
            return []
        self._came_herself()
        self._record(Consent.Action.CONFIRMED, new, source=source, wording=CONFIRM)
        letters.welcome(self, new)
        return new

    @transaction.atomic
    def join(
        self,
        lists: Iterable[MailingList],
        *,
        by: User | None = None,
        source: str = "",
        note: str = "",
        wording: Wording | None = None,
    ) -> list[MailingList]:
        """Subscribes at once: the person, who came by a mailed link, or staff. Returns the lists that are new to her.

        Raises Refused if staff would bring back a person who is blocked or has left one of the lists.
        """
        self._hold()
        known = {each.mailing_list_id: each for each in self.subscriptions.all()}
        new = [each for each in lists if each.pk not in known or known[each.pk].state != State.SUBSCRIBED]
        if by is not None:
            if self.suppressed_at:
                raise Refused(f"This person is blocked: {self.get_suppressed_because_display()}.")
            if left := [each for each in new if each.pk in known and known[each.pk].unsubscribed_at]:
                raise Refused(f"This person has left {_named(left)}. Only the person can come back to it.")
        elif new:
            self._came_herself()
        for each in new:
            self._put(each, State.SUBSCRIBED, source=source)
        self._record(Consent.Action.GRANTED, new, by=by, source=source, note=note, wording=wording)
        return new

    @transaction.atomic
    def leave(
        self, lists: Iterable[MailingList] | None = None, *, by: User | None = None, source: str = "", note: str = ""
    ) -> list[MailingList]:
        """Ends the subscriptions to the lists, or to all. Returns the lists from which letters came until now."""
        self._hold()
        standing = self.subscriptions.standing().select_related("mailing_list")
        if lists is not None:
            standing = standing.filter(mailing_list__in=list(lists))
        left = list(standing)
        standing.update(state=State.UNSUBSCRIBED, unsubscribed_at=timezone.now())
        lists = [each.mailing_list for each in left]
        self._record(Consent.Action.WITHDRAWN, lists, by=by, source=source, note=note)
        return [each.mailing_list for each in left if each.state == State.SUBSCRIBED]

    @transaction.atomic
    def choose(self, lists: Iterable[MailingList], *, source: str = "", wording: Wording | None = None) -> None:
        """The person is on these lists from now on, and on no others."""
        self._hold()
        chosen = list(lists)
        self.leave(MailingList.objects.of(self).exclude(pk__in=[each.pk for each in chosen]), source=source)
        self.join(chosen, source=source, wording=wording)

    @transaction.atomic
    def rename(self, name: str) -> None:
        """The person says what she is called; that is no matter of consent, and so not for the ledger."""
        self._hold()
        self.name = name
        self.save(update_fields=["name"])

    @transaction.atomic
    def suppress(self, reason: str, *, by: User | None = None, source: str = "", note: str = "") -> None:
        """Ends every subscription, and lets nobody but the person herself begin a new one."""
        self._hold()
        self.subscriptions.standing().update(state=State.UNSUBSCRIBED, unsubscribed_at=timezone.now())
        self.suppressed_at, self.suppressed_because = timezone.now(), reason
        self.save(update_fields=["suppressed_at", "suppressed_because"])
        self._record(Consent.Action.SUPPRESSED, by=by, source=source, note=note)

    @transaction.atomic
    def readmit(self, *, by: User, note: str, source: str = "") -> None:
        """Takes a block back that was a mistake. Subscriptions that it ended stay ended."""
        self._hold()
        self.suppressed_at, self.suppressed_because = None, ""
        self.save(update_fields=["suppressed_at", "suppressed_because"])
        self._record(Consent.Action.READMITTED, by=by, source=source, note=note)

    @transaction.atomic
    def erase(self, *, by: User | None = None, source: str = "", note: str = "") -> None:
        """Forgets the person. What remains says nothing of her, and keeps staff from bringing her back by an import."""
        self._hold()
        self._record(Consent.Action.ERASED, by=by, source=source, note=note)
        Erased.objects.get_or_create(pk=self.fingerprint)
        SubscriberExport.objects.forget(self.email, self.name)
        self.delete()

    @transaction.atomic
    def change_address(self, email: str, *, by: User | None = None, source: str = "", note: str = "") -> None:
        """Moves to another address; links mailed to the old one stop working.

        Raises Refused if the new address belongs to a subscriber already. The ledger gets a line under either
        fingerprint.
        """
        self._hold()
        if type(self).objects.with_address(email).exclude(pk=self.pk).exists():
            raise Refused(TAKEN)
        if by is not None and not type(self).objects.may_be_imported(email):
            raise Refused("The owner of this address asked to be erased. Only the owner can sign up again.")
        self._record(Consent.Action.ADDRESS_CHANGED, by=by, source=source, note=note)
        self.email, self.secret = email, new_secret()
        try:
            with transaction.atomic():
                self.save(update_fields=["email", "email_key", "secret"])
        except IntegrityError:  # somebody signed up with it at this moment
            raise Refused(TAKEN) from None
        Erased.objects.filter(pk=self.fingerprint).delete()
        self._record(Consent.Action.ADDRESS_CHANGED, by=by, source=source, note=note)

    def _hold(self) -> None:
        """Makes two verbs at once follow one another; raises DoesNotExist if the other erased the person."""
        type(self).objects.select_for_update().only("pk").get(pk=self.pk)
        self.refresh_from_db()

    def _put(self, mailing_list: MailingList, state: str, *, source: str) -> None:
        now = timezone.now()
        moments = {"asked_at": now} if state == State.PENDING else {"subscribed_at": now}
        self.subscriptions.update_or_create(
            mailing_list=mailing_list, defaults={"state": state, "source": source} | moments
        )

    def _came_herself(self) -> None:
        """Letters arrive, and the person wants them: a block ends, and that she was once erased is forgotten."""
        self.confirmed_at = self.confirmed_at or timezone.now()
        self.suppressed_at, self.suppressed_because = None, ""
        self.save(update_fields=["confirmed_at", "suppressed_at", "suppressed_because"])
        Erased.objects.filter(pk=self.fingerprint).delete()

    def _record(
        self,
        action: str,
        lists: Iterable[MailingList | None] = (None,),
        *,
        by: User | None = None,
        source: str = "",
        note: str = "",
        wording: Wording | None = None,
    ) -> None:
        """Writes a line of the ledger for each of the lists; without lists, one line for all of them."""
        Consent.objects.bulk_create(
            Consent(
                subscriber=self,
                fingerprint=self.fingerprint,
                mailing_list=each,
                action=action,
                text=wording.text if wording else "",
                version=wording.version if wording else "",
                source=source,
                note=note,
                by=by,
            )
            for each in lists
        )


def _named(lists: Iterable[MailingList]) -> str:
    return ", ".join(each.name for each in lists)
