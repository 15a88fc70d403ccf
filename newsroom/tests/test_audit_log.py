"""The audit log: who did what, also what was deleted, granted and refused; and that nobody changes it."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, Author, Organisation, Section, Tag
from core.audit import Action
from core.ledgers import AppendOnly
from core.models import AuditEntry, User
from core.tasks import forget_old_audit_entries
from core.tests import markup
from newsletters.models import MailingList, Subscriber
from newsroom.front_page.plan import Plan
from newsroom.models import Arrangement
from newsroom.tests.one_of_each import Rows, one_of_each
from pages.models import Enquiry, GuestPost

pytestmark = pytest.mark.django_db

LOG = reverse("admin:core_auditentry_changelist")


@pytest.fixture
def rows(editor) -> Rows:
    return one_of_each(User.objects.create_user("somebody", first_name="Ada", last_name="Somebody", is_staff=True))


def url(row, page: str) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def lines(**which) -> list[tuple[str, str, str, str]]:
    """Who did what with which thing, in words, the oldest first."""
    which = which or {"action__in": set(Action) - {Action.SIGNED_IN}}
    entries = AuditEntry.objects.filter(**which).order_by("pk")
    return [(entry.who, entry.get_action_display(), entry.object_name, entry.detail) for entry in entries]


# -- What is noted -------------------------------------------------------------------


def test_whoever_adds_changes_and_deletes_a_row_stands_in_the_log(editor_client):
    editor_client.post(reverse("admin:articles_tag_add"), {"name": "Vaults", "slug": "vaults"})
    tag = Tag.objects.get()
    editor_client.post(url(tag, "change"), {"name": "Safes", "slug": "vaults"})
    editor_client.post(url(tag, "delete"), {"post": "yes"})
    assert lines() == [
        ("Edda Torvald", "Added", "Vaults", ""),
        ("Edda Torvald", "Changed", "Safes", "Changed Name."),
        ("Edda Torvald", "Deleted", "Safes", ""),
    ]
    assert not LogEntry.objects.exists()


def test_to_save_without_a_change_is_nothing(editor_client):
    tag = Tag.objects.create(name="Vaults", slug="vaults")
    editor_client.post(url(tag, "change"), {"name": "Vaults", "slug": "vaults"})
    assert lines() == []


def test_what_the_page_of_an_article_sends_along_by_itself_is_no_change(editor_client, article_factory):
    article = article_factory(status="draft", video_url="", summary="")
    sent = {"title": "Another headline", "section": article.section_id, "kind": "news", "sponsorship": "none"}
    sent |= {"body": article.body, "slug": article.slug, "takeaways": "[]", "questions": "[]", "window": "a-page"}
    assert editor_client.post(url(article, "change"), sent).status_code == 302
    assert lines(action="changed") == [("Edda Torvald", "Changed", "Another headline", "Changed Headline.")]


def test_long_names_are_cut(editor):
    editor.first_name = editor.last_name = "Maximiliane" * 13
    article = Article(pk=1, title="A very long headline " * 14)
    entry = AuditEntry.objects.note(Action.CHANGED, article, by=editor)
    entry.refresh_from_db()
    assert (len(entry.by_name), len(entry.object_name)) == (200, 200)


def test_every_row_that_can_be_deleted_in_the_admin_leaves_an_entry(editor_client, rows):
    kept = set()
    for model, row in rows.items():
        if model not in admin.site._registry or model is AuditEntry:
            continue
        AuditEntry.objects.all().strike()
        before = model._base_manager.filter(pk=row.pk)
        editor_client.post(url(row, "delete"), {"post": "yes"})
        if before.exists():
            kept.add(model._meta.model_name)
            continue
        (entry,) = AuditEntry.objects.filter(action="deleted")
        assert (entry.by_name, entry.object_id) == ("Edda Torvald", str(row.pk)), model
        assert entry.content_type.model_class() is model
    # What others need, what is thrown away otherwise, and what stays.
    assert kept == {
        "article", "publicnote", "section", "image", "organisation", "category", "categorygroup", "awardyear",
        "programme", "mailinglist", "subscriber", "subscriberexport", "subscriberimport", "sitesettings",
    }  # fmt: skip


def test_so_does_every_row_that_is_deleted_with_others(editor_client):
    tags = [Tag.objects.create(name=name, slug=name.lower()) for name in ("Vaults", "Safes")]
    chosen = {"action": "delete_selected", "_selected_action": [tag.pk for tag in tags], "post": "yes"}
    editor_client.post(reverse("admin:articles_tag_changelist"), chosen)
    assert not Tag.objects.exists()
    assert {(what, name) for _, what, name, _ in lines()} == {("Deleted", "Vaults"), ("Deleted", "Safes")}


def test_every_screen_of_the_admin_writes_the_log():
    own = {"log_addition", "log_change", "log_deletions", "construct_change_message", "save_related"}
    house = admin.site.get_model_admin(Tag)
    for model, each in admin.site._registry.items():
        for name in own - {"save_related"}:
            assert getattr(type(each), name) is getattr(type(house), name), model


def account(user: User, **changes) -> dict:
    fields = {"username": user.username, "email": "", "first_name": "Ada", "last_name": "Somebody", "is_active": "on"}
    return {name: value for name, value in (fields | {"is_staff": "on"} | changes).items() if value is not None}


def test_what_somebody_may_do_is_noted_as_it_was_and_as_it_is(editor_client, member):
    user, publishers = member("Editors"), Group.objects.get(name="Publishers")
    User.objects.filter(pk=user.pk).update(first_name="Ada", last_name="Somebody")
    groups = [*user.groups.values_list("pk", flat=True), publishers.pk]
    editor_client.post(url(user, "change"), account(user, groups=groups, is_superuser="on"))
    who, what, name, words = lines().pop()
    assert (who, what, name) == ("Edda Torvald", "Rights changed", "Ada Somebody")
    assert "Superuser status: no → yes." in words
    assert "Groups: Editors → Editors, Publishers." in words
    editor_client.post(url(user, "change"), account(user, is_active=None, is_superuser="on", groups=groups))
    assert lines()[-1][3] == "Active: yes → no."


def test_what_a_group_may_do_is_noted_in_words(editor_client):
    group = Group.objects.create(name="Auditors")
    permission = Permission.objects.get(codename="view_auditentry")
    editor_client.post(url(group, "change"), {"name": "Auditors", "permissions": [permission.pk]})
    assert lines() == [
        ("Edda Torvald", "Rights changed", "Auditors", "Permissions: none → Core: view entry of the audit log.")
    ]


def test_a_new_account_is_noted_with_what_it_may_do(editor_client):
    secret = {"password1": "a long enough secret", "password2": "a long enough secret"}
    groups = [Group.objects.get(name="Editors").pk]
    fields = {"username": "colleague", "is_staff": "on", "groups": groups} | secret
    editor_client.post(reverse("admin:core_user_add"), fields)
    assert {each[1:3] for each in lines()} == {("Added", "colleague"), ("Rights changed", "colleague")}
    (rights,) = lines(action="rights")
    assert "Groups: none → Editors." in rights[3]


def test_passwords_are_noted_as_changed_and_never_said(editor_client, editor, member):
    user = member("Editors")
    new = "another secret of length"
    page = reverse("admin:auth_user_password_change", args=[user.pk])
    editor_client.post(page, {"password1": new, "password2": new, "usable_password": "true"})
    own = {"old_password": "a long enough secret", "new_password1": new, "new_password2": new}
    editor_client.post(reverse("admin:password_change"), own)
    assert lines() == [
        ("Edda Torvald", "Changed", "Editor", "Changed password."),
        ("Edda Torvald", "Changed", "Edda Torvald", "Changed their own password."),
    ]


def test_the_steps_of_an_article_are_noted(member, article_factory):
    article = article_factory("The vault", status="draft")
    article.take(workflow.PUBLISH_STEP, by=member("Publishers"))
    assert lines() == [("Publisher", "Step taken", "The vault", "Published.")]


def test_a_step_that_is_not_allowed_is_noted_although_the_request_fails(client, member, article_factory):
    article = article_factory("The vault", status="draft")
    client.force_login(member("Editors"))
    assert client.post(url(article, "change"), {"_publish": ""}).status_code == 403
    assert lines() == [("Editor", "Refused", "The vault", "Publish")]


def test_a_step_is_noted_that_is_refused_after_something_was_written_already(
    client, member, article_factory, author_factory
):
    """Whoever takes their own name off an article cannot file it: all of the request is undone but for the entry."""
    writer = member("Contributors")
    article = article_factory("The vault", status="draft", authors=[author_factory(user=writer)])
    client.force_login(writer)
    fields = {"title": "Else", "section": article.section_id, "slug": article.slug, "kind": "news", "body": "<p>A</p>"}
    fields |= {"sponsorship": "none", "base": 0, "window": "", "takeaways": "[]", "questions": "[]", "_submit": ""}
    assert client.post(url(article, "change"), fields).status_code == 403
    assert Article.objects.get().title == "The vault"
    assert article.authors.exists()
    assert [each[:2] for each in lines()] == [("Contributor", "Refused")]


def test_a_step_that_lacks_something_is_noted_with_what_it_lacks(editor_client, article_factory):
    article = article_factory("The vault", status="draft", summary="")
    fields = {
        "title": "The vault",
        "section": article.section_id,
        "_publish": "",
        "sponsorship": "none",
        "kind": "news",
    }
    editor_client.post(url(article, "change"), fields)
    ((_, what, name, words),) = lines()
    assert (what, name) == ("Refused", "The vault")
    assert words.startswith("Publish.")
    assert "An article needs a quick summary." in words


def test_a_refusal_to_many_at_once_and_by_a_command_is_noted(client, member, article_factory):
    article = article_factory("The vault", status="draft", summary="")
    client.force_login(member("Publishers"))
    client.post(reverse("admin:articles_article_changelist"), {"action": "publish", "_selected_action": [article.pk]})
    with pytest.raises(CommandError):
        call_command("take_step", "withdraw", str(article.pk), by="publishers")
    assert [(who, what, words.partition(".")[0]) for who, what, _, words in lines()] == [
        ("Publisher", "Refused", "Publish"),
        ("Publisher", "Refused", "Withdraw"),
    ]


def test_whoever_tries_what_their_role_may_not_is_noted(client, member, editor):
    client.force_login(member("Editors"))
    assert client.post(url(editor, "change"), {"is_superuser": "on"}).status_code == 403
    assert lines() == [("Editor", "Refused", "", url(editor, "change"))]
    client.get(url(editor, "change"))
    assert len(lines()) == 1  # to follow a link is no attempt


def test_who_signs_in_and_who_fails_to_is_noted(client, editor):
    page = reverse("admin:login")
    client.post(page, {"username": "editor", "password": "a guess"})
    client.post(page, {"username": "my secret password", "password": "editor"})
    client.post(page, {"username": "editor", "password": "a long enough secret"})
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == ["sign-in-failed", "signed-in"]
    assert [entry.who for entry in AuditEntry.objects.order_by("pk")] == ["Somebody", "Edda Torvald"]
    assert {entry.object_name for entry in AuditEntry.objects.all()} == {"Edda Torvald"}


def test_whoever_tries_a_thousand_passwords_does_not_fill_the_log(client, editor):
    for _ in range(25):
        client.post(reverse("admin:login"), {"username": "editor", "password": "a guess"})
    assert AuditEntry.objects.count() == 20


def test_organisations_that_are_merged_away_are_noted(editor_client):
    keep, gone = (Organisation.objects.create(name=name) for name in ("Corvane Bank", "Corvane"))
    chosen = {"organisations": [keep.pk, gone.pk], "keep": keep.pk}
    editor_client.post(reverse("admin:articles_organisation_merge"), chosen)
    assert [each[1:] for each in lines()] == [
        ("Deleted", "Corvane", ""),
        ("Changed", "Corvane Bank", "Merged with ‘Corvane’."),
    ]


# -- What must not stay in it ----------------------------------------------------------


def test_no_address_and_no_name_of_somebody_outside_stays_in_the_log(editor_client, rows):
    person, letter, post = rows[Subscriber], rows[Enquiry], rows[GuestPost]
    answer = {"_answer": "", "text": "Eight, indeed.", "answers_seen": "0"}
    assert editor_client.post(url(letter, "change"), answer).status_code == 302
    editor_client.post(url(letter, "change"), {"_close": ""})
    editor_client.post(url(post, "change"), {"_decline": "", "reason": "No."})
    verb = reverse("admin:newsletters_subscriber_verb", args=[person.pk, "leave"])
    lists = [MailingList.objects.get().pk]
    assert editor_client.post(verb, {"leave-lists": lists, "lists": lists, "note": "Asked", "leave-note": "A"})
    erase = reverse("admin:newsletters_subscriber_erase", args=[person.pk])
    assert editor_client.post(erase, {"note": "Asked us to"}).status_code == 302
    for row in (letter, post):
        editor_client.post(url(row, "delete"), {"post": "yes"})
    editor_client.post(f"{reverse('admin:newsletters_subscriber_export')}?q=reader@bank.example")
    everything = "\n".join(" ".join(each) for each in lines())
    for secret in ("@", "reader", "Ada Reader", "Wendela", "Count the exceptions", "A wrong figure"):
        assert secret not in everything, secret
    assert f"Deleted Subscriber {person.pk}" in everything
    assert "Downloaded Download of subscribers" in everything


def test_entries_are_struck_after_two_years(editor):
    old = AuditEntry.objects.create(at=timezone.now() - timedelta(days=731), action=Action.ADDED)
    young = AuditEntry.objects.create(at=timezone.now() - timedelta(days=729), action=Action.ADDED)
    forget_old_audit_entries.func()
    assert set(AuditEntry.objects.filter(pk__in=[old.pk, young.pk])) == {young}


def test_an_entry_outlives_the_account_of_who_did_it(editor_client, member):
    user = member("Editors")
    AuditEntry.objects.note(Action.ADDED, Tag.objects.create(name="Vaults"), by=user)
    editor_client.post(url(user, "delete"), {"post": "yes"})
    assert not User.objects.filter(username="editors").exists()
    assert lines()[0] == ("Editor", "Added", "Vaults", "")
    assert AuditEntry.objects.get(object_name="Vaults").by is None


# -- Who reads it, and that nobody changes it --------------------------------------------


@pytest.mark.parametrize(
    "attempt",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.all().delete(),
        lambda entry: AuditEntry.objects.update(detail="changed"),
        lambda entry: AuditEntry.objects.update_or_create(pk=entry.pk, defaults={"detail": "changed"}),
    ],
)
def test_an_entry_is_never_changed_or_removed(editor, attempt):
    AuditEntry.objects.note(Action.ADDED, editor, by=editor)
    with pytest.raises(AppendOnly):
        attempt(AuditEntry.objects.get())


def test_not_even_superusers_change_it_in_the_admin(editor_client, editor):
    entry = AuditEntry.objects.note(Action.ADDED, editor, by=editor)
    count = AuditEntry.objects.count()
    assert editor_client.post(url(entry, "change"), {"detail": "changed"}).status_code == 403
    assert editor_client.post(url(entry, "delete"), {"post": "yes"}).status_code == 403
    assert editor_client.post(reverse("admin:core_auditentry_add"), {"detail": "made up"}).status_code == 403
    editor_client.post(LOG, {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"})
    assert AuditEntry.objects.filter(pk=entry.pk, detail="").exists()
    assert AuditEntry.objects.count() == count + 3  # the refusals


def test_a_group_of_ones_own_can_be_given_the_right_to_read_it(client, member):
    user = member("Editors")
    client.force_login(user)
    assert client.get(LOG).status_code == 403
    group = Group.objects.create(name="Auditors")
    group.permissions.add(Permission.objects.get(codename="view_auditentry"))
    user.groups.add(group)
    assert client.get(LOG).status_code == 200


def test_the_log_is_searched_and_filtered(editor_client, editor, member):
    other = member("Editors")
    vault, safe = (Tag.objects.create(name=name) for name in ("Vaults", "Safes"))
    AuditEntry.objects.all().strike()
    AuditEntry.objects.note(Action.ADDED, vault, by=editor)
    AuditEntry.objects.note(Action.DELETED, safe, by=other)
    AuditEntry.objects.create(action=Action.RIGHTS, object_name="Old", at=timezone.now() - timedelta(days=3))

    def found(**query) -> list[str]:
        return [entry.object_name for entry in editor_client.get(LOG, query).context["cl"].result_list]

    assert found() == ["Safes", "Vaults", "Old"]
    assert found(q="vault") == ["Vaults"]
    assert found(q="Torvald") == ["Vaults"]
    assert found(action__exact="deleted") == ["Safes"]
    assert found(by__id__exact=other.pk) == ["Safes"]
    assert found(days=1) == ["Safes", "Vaults"]
    assert found(days="nonsense") == found(kind="nonsense") == found()
    assert found(kind=ContentType.objects.get_for_model(Tag).pk) == ["Safes", "Vaults"]


def test_an_entry_leads_to_its_thing_while_that_exists(editor_client, editor):
    there, gone = (Tag.objects.create(name=name) for name in ("Vaults", "Safes"))
    for tag in (there, gone):
        AuditEntry.objects.note(Action.ADDED, tag, by=editor)
    gone.delete()
    links = {each.text: each.attributes["href"] for each in markup.read(editor_client.get(LOG).text).all("a")}
    assert links["Vaults"] == url(there, "change")
    assert "Safes" not in links


def test_what_is_called_like_markup_is_shown_as_words(editor_client, editor):
    AuditEntry.objects.note(Action.ADDED, Author.objects.create(name="<script>alert(1)</script>"), by=editor)
    assert "<script>alert(1)" not in editor_client.get(LOG).text


def test_the_log_costs_the_same_whatever_its_length(editor_client, editor):
    section = Section.objects.create(name="Banking", slug="banking")

    def fill(count: int) -> None:
        for number in range(count):
            thing = Tag.objects.create(name=f"Tag {Tag.objects.count()}") if number % 2 else section
            AuditEntry.objects.note(Action.CHANGED, thing, by=editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert editor_client.get(LOG).status_code == 200
        return len(counted)

    AuditEntry.objects.all().strike()
    fill(4)
    queries()
    few = queries()
    fill(100)
    assert queries() == few <= 12


def test_each_thing_has_its_history_from_the_same_log(editor_client, editor):
    tag, other = Tag.objects.create(name="Vaults"), Tag.objects.create(name="Safes")
    AuditEntry.objects.note(Action.CHANGED, tag, by=editor, detail="Changed Name.")
    AuditEntry.objects.note(Action.CHANGED, other, by=editor, detail="Changed Description.")
    page = editor_client.get(url(tag, "history")).text
    assert "Changed Name." in page
    assert "Changed Description." not in page
    assert url(tag, "history") in markup.read(editor_client.get(url(tag, "change")).text).values("href")


def test_whoever_arranges_the_front_page_shows_a_draft_or_moves_an_article_stands_in_the_log(member, article_factory):
    publisher, tomorrow = member("Publishers"), timezone.now() + timedelta(days=1)
    article = article_factory("Vault closes", status="draft")
    Arrangement.objects.arrange(Plan(), by=publisher, base=0)
    Arrangement.objects.arrange(Plan(), by=publisher, base=1, at=tomorrow).cancel(by=publisher)
    article.show_to("Their lawyers", by=publisher, ends_at=tomorrow)
    article.reschedule(tomorrow, by=publisher)
    assert [(who, what, thing) for who, what, thing, _ in lines()] == [
        ("Publisher", "Changed", "Front page"),
        ("Publisher", "Changed", "Front page"),
        ("Publisher", "Changed", "Front page"),
        ("Publisher", "Changed", "Vault closes"),
        ("Publisher", "Step taken", "Vault closes"),
    ]
    assert not AuditEntry.objects.filter(detail__contains="lawyers").exists()
