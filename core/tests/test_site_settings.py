import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from core.models import SiteSettings


@pytest.mark.parametrize(
    ("name", "short_name", "nameplate"),
    [
        ("Meridian Banking & Finance Review", "Meridian", ("Meridian", "Banking & Finance Review")),
        ("Meridian", "Meridian", ("Meridian", "")),
        ("The Paper", "", ("The Paper", "")),
        ("The Paper", "Another", ("The Paper", "")),
    ],
)
def test_the_masthead_sets_the_short_name_large_and_the_rest_beside_it(name, short_name, nameplate):
    assert SiteSettings(name=name, short_name=short_name).nameplate == nameplate


@pytest.mark.parametrize(("first_year", "years"), [(2010, "2010–2026"), (2026, "2026"), (2030, "2026"), (None, "2026")])
def test_copyright_runs_from_the_first_year_to_this_one(time_machine, first_year, years):
    time_machine.move_to("2026-11-24")
    assert SiteSettings(first_year=first_year).copyright_years == years


def test_the_year_of_copyright_changes_at_midnight_of_the_site(time_machine, settings):
    settings.TIME_ZONE = "Asia/Kolkata"
    time_machine.move_to("2026-12-31T19:00:00Z")
    assert SiteSettings(first_year=2010).copyright_years == "2010–2027"


@pytest.mark.django_db
def test_there_is_one_row_of_settings():
    SiteSettings.objects.create(name="First")
    SiteSettings(name="Second").save()
    assert [site.name for site in SiteSettings.objects.all()] == ["Second"]
    with pytest.raises(IntegrityError):
        SiteSettings.objects.bulk_create([SiteSettings(pk=2)])


@pytest.mark.django_db
def test_a_logo_that_could_carry_a_script_is_refused():
    logo = SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")
    with pytest.raises(ValidationError) as refused:
        SiteSettings(name="The Paper", logo=logo).full_clean()
    assert set(refused.value.message_dict) == {"logo"}


@pytest.mark.django_db
def test_texts_of_the_footer_are_cleaned_whichever_way_they_come():
    site = SiteSettings.objects.create(name="The Paper", about="<p onclick='x()'>We <script>x()</script>report.</p>")
    assert site.about == "<p>We report.</p>"
