from pages.admin.advertising import AdvertisingFormatAdmin, MediaKitAdmin
from pages.admin.company_page import CompanyPageAdmin
from pages.admin.department import DepartmentAdmin
from pages.admin.enquiry import EnquiryAdmin
from pages.admin.guest_post import GuestPostAdmin
from pages.admin.menu_item import MenuItemAdmin

__all__ = [
    "AdvertisingFormatAdmin",
    "CompanyPageAdmin",
    "DepartmentAdmin",
    "EnquiryAdmin",
    "GuestPostAdmin",
    "MediaKitAdmin",
    "MenuItemAdmin",
]
