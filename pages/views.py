from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from pages.models import CompanyPage


def company_page(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_object_or_404(CompanyPage.objects.public(), slug=slug)
    return render(request, "pages/company_page.html", {"page": page})
