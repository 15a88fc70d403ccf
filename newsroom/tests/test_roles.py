"""The groups that every newsroom begins with are what their roles say, and a check tells where they are not."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import User
from newsroom.checks import groups_are_as_their_roles_say

pytestmark = pytest.mark.django_db

WARNING = "Nobody but superusers can publish"


def said() -> list[str]:
    return [each.msg for each in groups_are_as_their_roles_say(None, databases=["default"])]


def test_after_a_migration_every_group_is_what_its_role_says():
    assert said() == []


def test_a_group_that_lacks_something_or_may_more_is_named_with_it():
    editors = Group.objects.get(name="Editors")
    editors.permissions.remove(Permission.objects.get(codename="review_article"))
    editors.permissions.add(Permission.objects.get(codename="delete_user"))
    assert said() == [
        "The group ‘Editors’ is not what its role says. It lacks: approve articles and send them back. "
        "It has beyond it: delete user."
    ]


def test_a_group_that_may_more_and_lacks_nothing_is_named_too():
    Group.objects.get(name="Editors").permissions.add(Permission.objects.get(codename="delete_user"))
    assert said() == ["The group ‘Editors’ is not what its role says. It has beyond it: delete user."]


def test_a_group_that_is_gone_is_named():
    Group.objects.get(name="Publishers").delete()
    (sentence,) = said()
    assert sentence.startswith("The group ‘Publishers’ is not what its role says. It lacks: ")


def test_what_the_check_recommends_makes_it_right():
    Group.objects.get(name="Publishers").delete()
    Group.objects.get(name="Editors").permissions.clear()
    call_command("migrate", verbosity=0, skip_checks=True)
    assert said() == []


def test_a_group_of_ones_own_is_nobodys_business():
    Group.objects.create(name="Auditors")
    assert said() == []


def test_without_a_database_nothing_is_asked():
    with CaptureQueriesContext(connection) as counted:
        assert groups_are_as_their_roles_say(None, databases=None) == []
    assert len(counted) == 0


def test_superusers_are_told_where_nobody_else_can_publish(editor_client):
    page = reverse("admin:index")
    assert WARNING not in editor_client.get(page).text  # a house without editors
    user = User.objects.create_user("colleague", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    assert WARNING in editor_client.get(page).text
    user.groups.add(Group.objects.get(name="Publishers"))
    assert WARNING not in editor_client.get(page).text


def test_editors_are_not_told(client):
    user = User.objects.create_user("colleague", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    assert WARNING not in client.get(reverse("admin:index")).text
