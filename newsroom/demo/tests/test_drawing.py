"""The pictures: the same for the same seed, different for another, of the promised size."""

import struct

import pytest

from newsroom.demo.drawing import CLOTHING, HAIR, MOTIFS, draw, draw_portrait


def size(png: bytes) -> tuple[int, int]:
    """Width and height, as the PNG's header states them."""
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


def sit(seed="ottilie", *, hair="short", glasses=False, beard=False, clothing="jacket") -> bytes:
    return draw_portrait(seed, hair=hair, glasses=glasses, beard=beard, clothing=clothing)


@pytest.mark.parametrize("motif", sorted(MOTIFS))
def test_every_motif_fills_a_sheet_of_three_to_two(motif):
    assert size(draw(motif, "a story")) == (1620, 1080)


def test_the_same_seed_gives_the_same_picture():
    assert draw("candles", "a story") == draw("candles", "a story")


def test_another_seed_gives_another_picture():
    assert len({draw("candles", seed) for seed in ("one", "two", "three")}) == 3


def test_an_unknown_motif_is_refused_with_the_ones_there_are():
    with pytest.raises(ValueError, match=r"no motif 'unicorn'.*skyline"):
        draw("unicorn", "a story")


@pytest.mark.parametrize("hair", HAIR)
def test_a_portrait_is_square_whatever_the_hair(hair):
    assert size(sit(hair=hair)) == (1080, 1080)


@pytest.mark.parametrize("clothing", CLOTHING)
def test_a_portrait_is_drawn_in_any_clothes_with_glasses_and_beard(clothing):
    assert size(sit(clothing=clothing, glasses=True, beard=True)) == (1080, 1080)


def test_two_people_do_not_look_alike():
    assert sit("ottilie") != sit("henrik")


@pytest.mark.parametrize("wish", [{"hair": "mohawk"}, {"clothing": "armour"}])
def test_a_portrait_nobody_can_draw_is_refused(wish):
    with pytest.raises(ValueError, match="Use one of"):
        sit(**wish)


def test_unknown_skin_is_refused():
    with pytest.raises(ValueError, match="pale, tan, brown"):
        draw_portrait("ada", hair="short", glasses=False, beard=False, clothing="shirt", skin="green")
