from newsletters.admin.exports import SubscriberExportAdmin
from newsletters.admin.imports import SubscriberImportAdmin
from newsletters.admin.mailing_list import MailingListAdmin
from newsletters.admin.subscriber import SubscriberAdmin

__all__ = ["MailingListAdmin", "SubscriberAdmin", "SubscriberExportAdmin", "SubscriberImportAdmin"]
