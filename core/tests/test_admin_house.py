import pytest
from django.urls import reverse

from core.models import SiteSettings, User

pytestmark = pytest.mark.django_db


def test_the_site_settings_open_directly(editor_client):
    response = editor_client.get(reverse("admin:core_sitesettings_changelist"), follow=True)
    assert response.redirect_chain[-1][0] == reverse("admin:core_sitesettings_change", args=[1])


def test_the_site_settings_can_be_neither_added_nor_deleted(editor_client):
    assert editor_client.get(reverse("admin:core_sitesettings_add")).status_code == 403
    SiteSettings().save()
    assert editor_client.post(reverse("admin:core_sitesettings_delete", args=[1]), {"post": "yes"}).status_code == 403


def test_a_colleague_gets_an_account(editor_client):
    fields = {
        "username": "colleague",
        "password1": "a long enough secret",
        "password2": "a long enough secret",
        "is_staff": "on",
    }
    editor_client.post(reverse("admin:core_user_add"), fields)
    colleague = User.objects.get(username="colleague")
    assert colleague.is_staff
    assert colleague.check_password("a long enough secret")


@pytest.mark.parametrize("model", ["articles_article", "images_image", "core_user", "pages_companypage"])
def test_an_address_that_leads_nowhere_is_no_server_error(editor_client, model):
    assert editor_client.get(reverse(f"admin:{model}_change", args=["nonsense"])).status_code == 302
