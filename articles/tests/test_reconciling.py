"""Two people's changes to one article: nothing of either is lost, and what does not touch is put together."""

import random

import pytest

from articles.blocks import blocks_of
from articles.reconciling import BOTH, MINE, THEIRS, reconcile

ONE, TWO, THREE = "<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"


def text(mine: str, theirs: str, base: str = ONE + TWO + THREE, **choices: str):
    choices = {key.replace("_", "-"): choice for key, choice in choices.items()}
    return reconcile({"body": base}, {"body": mine}, {"body": theirs}, choices)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "Words alone",
        "<p>A</p>\n<p>B<br>b</p>words<hr><ul><li>1</li><li><p>2</p></li></ul>",
        '<p>Ä &amp; <a href="https://a.example/?b=1&amp;c=&gt;">x</a></p><figure data-image="1"></figure>',
        "<table><tbody><tr><td>1\n2</td></tr></tbody></table><pre>a\n\n  b</pre>",
        '<p>A<sup class="note">B, <a data-article="1">C</a></sup></p><aside class="pull-quote"><p>D</p>'
        '<footer>E</footer></aside><aside class="fact-box"><h3>F</h3><ul><li>G</li></ul></aside>'
        '<figure data-article="2"></figure><p>H</p>',
    ],
)
def test_the_blocks_of_a_text_are_the_text(html):
    assert "".join(blocks_of(html)) == html


def test_blocks_are_the_outermost_elements():
    assert blocks_of("<p>A<br>a</p><hr><ul><li>1</li></ul>\n<p>B</p>") == [
        "<p>A<br>a</p>", "<hr>", "<ul><li>1</li></ul>\n", "<p>B</p>",
    ]  # fmt: skip


def test_different_fields_are_put_together():
    base = {"title": "Old", "kicker": "Rates", "standfirst": ""}
    result = reconcile(base, base | {"title": "Mine"}, base | {"standfirst": "Theirs"})
    assert result.snapshot == {"title": "Mine", "kicker": "Rates", "standfirst": "Theirs"}
    assert (result.conflicts, result.theirs) == ([], ["standfirst"])


def test_the_same_change_on_both_sides_is_no_conflict():
    assert reconcile({"title": "Old"}, {"title": "New"}, {"title": "New"}).conflicts == []


def test_a_field_that_both_changed_is_laid_side_by_side():
    result = reconcile({"title": "Old"}, {"title": "Mine"}, {"title": "Theirs"})
    [conflict] = result.conflicts
    assert (conflict.key, conflict.base, conflict.mine, conflict.theirs) == ("title", "Old", "Mine", "Theirs")


@pytest.mark.parametrize(("choice", "taken"), [(MINE, "Mine"), (THEIRS, "Theirs")])
def test_what_was_chosen_is_taken(choice, taken):
    result = reconcile({"title": "Old"}, {"title": "Mine"}, {"title": "Theirs"}, {"title": choice})
    assert (result.snapshot["title"], result.conflicts) == (taken, [])


def test_a_field_that_one_side_does_not_know_comes_from_the_other():
    assert reconcile({}, {"title": "Mine"}, {"kicker": "Theirs"}).snapshot == {"title": "Mine", "kicker": "Theirs"}
    assert reconcile({"kicker": "Old"}, {}, {"kicker": "Old"}).snapshot == {"kicker": "Old"}


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("<p>1!</p>" + TWO + THREE, ONE + TWO + "<p>3!</p>", "<p>1!</p>" + TWO + "<p>3!</p>"),
        ("<p>1!</p>" + TWO + THREE, ONE + "<p>2!</p>" + THREE, "<p>1!</p><p>2!</p>" + THREE),
        (ONE + "<p>New.</p>" + TWO + THREE, ONE + "<p>2!</p>" + THREE, ONE + "<p>New.</p><p>2!</p>" + THREE),
        (ONE + TWO + "<p>New.</p>" + THREE, ONE + "<p>2!</p>" + THREE, ONE + "<p>2!</p><p>New.</p>" + THREE),
        (TWO + THREE, ONE + TWO + THREE + "<p>New.</p>", TWO + THREE + "<p>New.</p>"),
        (ONE + THREE, ONE + TWO + "<p>3!</p>", ONE + "<p>3!</p>"),
        ("<p>1!</p><p>2!</p>" + THREE, ONE + TWO + "<p>3!</p>", "<p>1!</p><p>2!</p><p>3!</p>"),
    ],
)
def test_paragraphs_that_do_not_touch_are_put_together(mine, theirs, both):
    for one, other in ((mine, theirs), (theirs, mine)):
        result = text(one, other)
        assert (result.snapshot["body"], result.conflicts) == (both, [])


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (ONE + "<p>Mine.</p>" + THREE, ONE + "<p>Theirs.</p>" + THREE),
        (ONE + THREE, ONE + "<p>Theirs.</p>" + THREE),
        (ONE + TWO + THREE + "<p>Mine.</p>", ONE + TWO + THREE + "<p>Theirs.</p>"),
        ("<p>All anew.</p>", ONE + "<p>Theirs.</p>" + THREE),
    ],
)
def test_a_paragraph_that_both_touched_is_laid_side_by_side(mine, theirs):
    assert len(text(mine, theirs).conflicts) == 1


def test_of_two_new_paragraphs_at_one_place_both_can_be_kept():
    mine, theirs = ONE + TWO + THREE + "<p>Mine.</p>", ONE + TWO + THREE + "<p>Theirs.</p>"
    [conflict] = text(mine, theirs).conflicts
    assert conflict.can_keep_both
    result = reconcile({"body": ONE + TWO + THREE}, {"body": mine}, {"body": theirs}, {conflict.key: BOTH})
    assert result.snapshot["body"] == ONE + TWO + THREE + "<p>Theirs.</p><p>Mine.</p>"


def test_beside_a_conflict_the_rest_is_put_together():
    result = text(
        "<p>1!</p><p>Mine.</p>" + THREE + "<p>4</p>", ONE + "<p>Theirs.</p>" + THREE + "<p>4!</p>",
        ONE + TWO + THREE + "<p>4</p>",
    )  # fmt: skip
    [conflict] = result.conflicts
    assert (conflict.mine, conflict.theirs) == ("<p>Mine.</p>", "<p>Theirs.</p>")
    assert result.snapshot["body"] == "<p>1!</p><p>Mine.</p>" + THREE + "<p>4!</p>"


def test_tags_of_both_come_together_and_what_one_took_away_is_gone():
    result = reconcile({"tags": ["a", "b", "c"]}, {"tags": ["b", "c", "mine"]}, {"tags": ["a", "b", "theirs"]})
    assert (result.snapshot["tags"], result.conflicts) == (["b", "mine", "theirs"], [])


def test_authors_that_both_sides_added_are_laid_side_by_side_since_their_order_counts():
    assert reconcile({"authors": [1]}, {"authors": [1, 2]}, {"authors": [3, 1]}).snapshot["authors"] == [3, 1, 2]
    assert reconcile({"authors": [1]}, {"authors": [1, 2]}, {"authors": [1, 3]}).conflicts


def test_questions_that_do_not_touch_are_put_together():
    first, second = {"question": "Why?", "answer": "So."}, {"question": "When?", "answer": "Now."}
    mine = [first | {"answer": "Thus."}, second]
    result = reconcile({"questions": [first, second]}, {"questions": mine}, {"questions": [first]})
    assert result.snapshot["questions"] == [first | {"answer": "Thus."}]


def test_whatever_two_people_do_every_word_stands_in_the_result_or_in_a_conflict():
    chance = random.Random(3)  # noqa: S311
    for _ in range(300):
        base = [f"<p>base{number}</p>" for number in range(chance.randint(0, 6))]
        sides = [_edited(chance, base, name) for name in ("mine", "theirs")]
        result = text(*("".join(side) for side in sides), base="".join(base))
        found = result.snapshot["body"] + "".join(each.mine + each.theirs for each in result.conflicts)
        new = [block for side in sides for block in side if block not in base]
        assert all(block in found for block in new)
        if not result.conflicts:
            kept = [block for block in base if all(block in side for side in sides)]
            assert [block for block in blocks_of(result.snapshot["body"]) if block in kept] == kept


def _edited(chance: random.Random, base: list[str], name: str) -> list[str]:
    blocks = list(base)
    for number in range(chance.randint(0, 3)):
        at = chance.randint(0, len(blocks))
        blocks[at : at + chance.choice([0, 0, 1, 1, 2])] = [f"<p>{name}{number}</p>"] * chance.choice([0, 1, 1])
    return blocks


def test_an_aside_is_one_block_and_a_note_belongs_to_its_paragraph():
    box = '<aside class="fact-box"><h3>A box</h3><p>Its facts.</p></aside>'
    note = '<p>One<sup class="note">Source</sup>.</p>'
    assert blocks_of(note + box + TWO) == [note, box, TWO]
    result = text(ONE + box.replace("facts", "figures") + TWO, note + box + TWO, ONE + box + TWO)
    assert (result.snapshot["body"], result.conflicts) == (note + box.replace("facts", "figures") + TWO, [])
