from django.contrib.admin import AdminSite


class NewsroomAdminSite(AdminSite):
    """The newsroom's side of the site."""

    site_header = site_title = "Newsroom"
    index_title = "Newsroom"
