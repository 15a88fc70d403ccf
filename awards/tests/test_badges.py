"""The badge of a winner: it fits what it says, whatever it says, and is made once."""

from xml.etree import ElementTree

import pytest
from django.core.files.storage import default_storage

from awards import badges

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"


def drawn(winner) -> ElementTree.Element:
    return ElementTree.fromstring(badges.svg(winner))  # noqa: S314  (our own drawing)


def words(winner) -> str:
    return " ".join(text.text or "" for text in drawn(winner).iter(f"{SVG}text"))


def test_a_badge_says_programme_place_award_year_and_winner(programme, winner_factory, category_factory):
    winner = winner_factory("Corvane Bank", category=category_factory("Best Bank"), country="KE", place=2)
    assert words(winner) == ("2025 Meridian Banking & Finance Awards Highly commended Best Bank, Kenya Corvane Bank")


@pytest.mark.parametrize(
    "name",
    [
        "Best Bank",
        "Best Programme for the Inclusion of Small and Middle-sized Agricultural Enterprises in Rural Districts",
        "W" * 120,
        "Donaudampfschifffahrtsgesellschaftskapitänsversicherung",
        "最佳零售银行" * 20,
    ],
)
def test_every_line_fits_between_the_frame(programme, winner_factory, category_factory, name):
    winner = winner_factory("Q" * 200, category=category_factory(name[:120]))
    lines = list(drawn(winner).iter(f"{SVG}text"))[1:]
    for line in lines:
        assert badges.width_of(line.text, float(line.get("font-size"))) <= 312
        assert 30 < float(line.get("y")) < 476
    said = words(winner).replace("- ", "") if len(name.split()) == 1 else words(winner)
    assert said.replace(" ", "").count(name[:120].replace(" ", "")) == 1


def test_lines_are_of_equal_width_rather_than_one_full_and_one_short():
    _, lines = badges.block("Meridian Banking & Finance Awards", largest=21, height=50)
    assert lines == ["Meridian Banking &", "Finance Awards"]


def test_a_long_word_is_set_smaller_rather_than_parted():
    size, lines = badges.block("Sächsische Landwirtschaftsentwicklungsgesellschaft", largest=18, height=52)
    assert size < 18
    assert lines == ["Sächsische", "Landwirtschaftsentwicklungsgesellschaft"]


def test_a_word_that_no_size_makes_fit_is_parted_with_a_hyphen():
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    _, lines = badges.block(word, largest=18, height=52)
    assert all(line.endswith("-") for line in lines[:-1])
    assert "".join(lines).replace("-", "") == word


@pytest.mark.parametrize(
    "name", ["<script>x()</script>", 'A "Bank" & <Sons>', "]]>&amp;", "Bell\x08 and \x00\ufffe Co"]
)
def test_a_hostile_name_stays_text(winner_factory, organisation_factory, name):
    organisation = organisation_factory("Corvane Bank")
    winner = winner_factory(organisation)
    organisation.name = name
    clean = "".join(each for each in name if each not in "\x00\x08\ufffe")
    tags = {element.tag for element in drawn(winner).iter()}
    assert "".join(words(winner).split()).endswith("".join(clean.split()))
    assert f"{SVG}script" not in tags


def test_both_kinds_are_served_as_what_they_are(client, winner_factory):
    address = winner_factory().get_absolute_url()
    svg, png = client.get(f"{address}badge.svg"), client.get(f"{address}badge.png")
    assert (svg["Content-Type"], png["Content-Type"]) == ("image/svg+xml", "image/png")
    assert svg.content.startswith(b"<svg")
    assert png.content.startswith(b"\x89PNG")
    assert (int.from_bytes(png.content[16:20]), int.from_bytes(png.content[20:24])) == (1200, 1500)


def test_the_picture_is_made_once_and_anew_when_the_name_changes(winner_factory, monkeypatch):
    winner = winner_factory("Corvane Bank")
    first = badges.png(winner)
    monkeypatch.setattr(badges, "rendered", lambda *args: b"made again")
    assert badges.png(winner) == first
    winner.organisation.name = "Vela Bank"
    assert badges.png(winner) == b"made again"
    assert len(default_storage.listdir("awards/badges")[1]) == 2
