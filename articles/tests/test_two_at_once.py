"""Two people have one article open: nobody writes over the other, and nothing that somebody typed is lost."""

import random
from itertools import pairwise

import pytest
from django.urls import reverse

from articles import snapshots
from articles.models import Article, Overtaken, Revision
from core.models import User
from core.tests import markup

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = "<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"


@pytest.fixture
def ben(db) -> User:
    return User.objects.create_superuser("ben", first_name="Ben", last_name="Author")


@pytest.fixture
def draft(article_factory, editor) -> Article:
    article = article_factory("Old headline", status="draft", standfirst="Old standfirst", body=ONE + TWO + THREE)
    article.save_revision(snapshots.take(article), by=editor)
    return article


@pytest.fixture
def sent(draft):
    """The edit page's fields as they were when it was opened now, with what somebody typed since."""

    def make(**typed) -> dict:
        draft.refresh_from_db()
        fields = snapshots.fields_of(draft)
        filled = {name.removesuffix("_id"): value for name, value in fields.items() if value is not None}
        return filled | {"base": draft.latest_revision_id, "takeaways": "[]", "questions": "[]"} | typed

    return make


@pytest.fixture
def edit(client, draft):
    """Somebody sends the edit page."""

    def send(who: User, fields: dict, button: str = "_save"):
        client.force_login(who)
        return client.post(
            reverse("admin:articles_article_change", args=[draft.pk]), fields | {button: ""}, follow=True
        )

    return send


def test_what_does_not_touch_is_put_together(draft, sent, edit, editor, ben):
    mine = sent(title="My headline", body="<p>1!</p>" + TWO + THREE)
    edit(ben, sent(standfirst="His standfirst", body=ONE + TWO + "<p>3!</p>"))
    page = edit(editor, mine).text
    draft.refresh_from_db()
    assert (draft.title, draft.standfirst, draft.body) == (
        "My headline",
        "His standfirst",
        "<p>1!</p>" + TWO + "<p>3!</p>",
    )
    assert "together with what Ben Author" in page


def test_what_both_changed_is_laid_side_by_side_and_nothing_is_written_over(draft, sent, edit, editor, ben):
    mine = sent(title="My headline", body=ONE + "<p>My two.</p>" + THREE)
    edit(ben, sent(title="His headline", body=ONE + "<p>His two.</p>" + THREE))
    response = edit(editor, mine)
    assert response.status_code == 409
    draft.refresh_from_db()
    assert draft.title == "His headline"
    page = markup.read(response.text)
    assert [legend.text for legend in page.all("legend")] == ["Headline", "Text"]
    assert "My" in response.text
    assert "His" in response.text


def test_what_is_chosen_side_by_side_is_saved(draft, sent, edit, editor, ben):
    mine = sent(title="My headline", body=ONE + "<p>My two.</p>" + THREE)
    edit(ben, sent(title="His headline", body=ONE + "<p>His two.</p>" + THREE))
    his = Article.objects.get(pk=draft.pk).latest_revision_id
    choices = {"against": his, "choice-title": "mine", "choice-body-1": "both"}
    edit(editor, mine | choices)
    draft.refresh_from_db()
    assert (draft.title, draft.body) == ("My headline", ONE + "<p>His two.</p><p>My two.</p>" + THREE)


def test_whoever_chooses_while_a_third_version_comes_in_does_not_write_over_that_one_either(
    draft, sent, edit, editor, ben
):
    mine = sent(title="My headline")
    edit(ben, sent(title="His headline"))
    against = Article.objects.get(pk=draft.pk).latest_revision_id
    edit(ben, sent(title="His second thought", standfirst="His standfirst"))
    response = edit(editor, mine | {"against": against, "choice-title": "mine"})
    assert response.status_code == 409
    draft.refresh_from_db()
    assert draft.title == "His second thought"


def test_whoever_closes_the_page_side_by_side_finds_their_text_again(draft, sent, edit, editor, ben, client):
    mine = sent(title="My headline")
    edit(ben, sent(title="His headline"))
    edit(editor, mine)
    page = client.get(reverse("admin:articles_article_change", args=[draft.pk])).text
    assert "You wrote another version" in page
    beside = draft.revisions.left_beside(editor).get()
    compare = reverse("admin:articles_article_compare", args=[draft.pk])
    assert "Put it together" in client.get(f"{compare}?from={draft.revisions.in_line().first().pk}&to={beside.pk}").text
    restore = reverse("admin:articles_article_restore", args=[draft.pk, beside.pk])
    assert client.post(restore).status_code == 409
    newest = draft.revisions.in_line().first().pk
    client.post(restore, {"against": newest, "choice-title": "mine"})
    draft.refresh_from_db()
    assert draft.title == "My headline"
    assert not draft.revisions.left_beside(editor).exists()


def test_a_page_that_does_not_say_what_it_was_written_over_writes_over_nothing(draft, sent, edit, editor):
    fields = sent(title="From nowhere")
    del fields["base"]
    assert edit(editor, fields).status_code == 409
    draft.refresh_from_db()
    assert draft.title == "Old headline"


def test_publishing_from_a_stale_page_puts_together_first(draft, sent, edit, editor, ben, client):
    mine = sent(title="My headline")
    edit(ben, sent(standfirst="His standfirst"))
    edit(editor, mine, "_publish")
    page = client.get(Article.objects.get(pk=draft.pk).get_absolute_url()).text
    assert "My headline" in page
    assert "His standfirst" in page


def test_of_a_hundred_autosaves_from_two_sessions_no_character_is_lost(draft, editor, ben):
    """Both begin with the same version and type on, by turns that chance decides."""
    chance = random.Random(11)  # noqa: S311
    base = snapshots.complete(draft, draft.latest_revision)
    typed = {editor: [base["body"]], ben: [base["body"]]}
    over = {editor: draft.latest_revision_id, ben: draft.latest_revision_id}
    for number in range(100):
        who = chance.choice([editor, ben])
        text = typed[who][-1].removesuffix("</p>") + f" {who.username}{number}</p>"
        typed[who].append(text)
        revision = draft.autosave(base | {"body": text}, by=who, base=over[who])
        over[who] = over[who] if revision.is_beside else revision.pk
    for who, texts in typed.items():
        kept = draft.revisions.filter(created_by=who, kind=Revision.Kind.AUTOSAVED)
        assert {each.snapshot["body"] for each in kept} >= set(texts[1:])
    in_line = list(draft.revisions.in_line().order_by("pk").values_list("snapshot__body", flat=True))
    assert all(len(later) >= len(earlier) for earlier, later in pairwise(in_line))


def test_after_the_race_saving_brings_both_texts_together_or_lays_them_side_by_side(draft, editor, ben):
    base = snapshots.complete(draft, draft.latest_revision)
    began = draft.latest_revision_id
    draft.autosave(base | {"body": "<p>1!</p>" + TWO + THREE}, by=editor, base=began)
    draft.autosave(base | {"body": ONE + TWO + "<p>3!</p>"}, by=ben, base=began)
    draft.save_revision(base | {"body": ONE + TWO + "<p>3!</p>"}, by=ben, base=began)
    draft.refresh_from_db()
    assert draft.body == "<p>1!</p>" + TWO + "<p>3!</p>"
    with pytest.raises(Overtaken):
        draft.save_revision(base | {"body": "<p>Mine.</p>" + TWO + THREE}, by=ben, base=began)


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_the_same_moment_follow_one_another(draft, at_once, editor, ben):
    base, began = snapshots.complete(draft, draft.latest_revision), draft.latest_revision_id
    at_once(
        lambda: Article.objects.get(pk=draft.pk).save_revision(base | {"title": "Mine"}, by=editor, base=began),
        lambda: Article.objects.get(pk=draft.pk).save_revision(base | {"kicker": "His"}, by=ben, base=began),
    )
    draft.refresh_from_db()
    assert (draft.title, draft.kicker) == ("Mine", "His")


@pytest.mark.parametrize("nonsense", ["²", "-1", "1e3", "9" * 40, "null"])
def test_numbers_that_are_none_break_nothing(client, draft, sent, editor, nonsense):
    client.force_login(editor)

    def address(name: str) -> str:
        return reverse(f"admin:articles_article_{name}", args=[draft.pk])

    assert client.get(f"{address('compare')}?to={nonsense}").status_code == 404
    assert client.post(address("presence"), {"base": nonsense}).status_code == 200
    assert client.post(address("autosave"), sent(base=nonsense)).status_code == 200
    assert client.post(address("change"), sent(against=nonsense, _save="")).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Old headline"


def test_nobody_is_overtaken_by_what_their_own_page_saves_by_itself(draft, sent, edit, editor):
    """Its answer may come after the button was pressed, or never."""
    fields = sent(title="My headl", window="this page")
    began = fields["base"]
    draft.autosave(snapshots.take(draft) | {"title": "My headl"}, by=editor, base=began, window="this page")
    page = edit(editor, fields | {"title": "My headline"})
    assert page.status_code == 200
    assert "together with" not in page.text
    draft.refresh_from_db()
    assert draft.title == "My headline"


def test_a_page_one_goes_back_to_does_not_write_over_what_was_put_together_from_it(draft, sent, edit, editor, ben):
    mine = sent(title="My headline", window="this page")
    edit(ben, sent(standfirst="His standfirst"))
    edit(editor, mine)
    edit(editor, mine | {"kicker": "Once more"})
    draft.refresh_from_db()
    assert (draft.standfirst, draft.kicker) == ("His standfirst", "Once more")


def test_the_name_of_a_page_is_good_for_its_owner_only(draft, sent, edit, editor, ben):
    fields = sent(title="My headline", window="this page")
    his = snapshots.take(draft) | {"title": "His headline"}
    draft.autosave(his, by=ben, base=fields["base"], window="this page")
    assert edit(editor, fields).status_code == 409
