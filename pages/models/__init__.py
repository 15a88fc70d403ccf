"""What the publisher says about itself, and what readers write to it."""

from pages.models.advertising import AdvertisingFormat, MediaKit
from pages.models.company_page import CompanyPage
from pages.models.department import Department
from pages.models.enquiry import Enquiry, EnquiryReply
from pages.models.guest_post import GuestPost
from pages.models.menu_item import MenuItem

__all__ = [
    "AdvertisingFormat",
    "CompanyPage",
    "Department",
    "Enquiry",
    "EnquiryReply",
    "GuestPost",
    "MediaKit",
    "MenuItem",
]
