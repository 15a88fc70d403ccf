from newsletters.models.address_change import AddressChange
from newsletters.models.consent import Consent, Erased
from newsletters.models.export import SubscriberExport
from newsletters.models.imports import ImportBatch, SubscriberImport
from newsletters.models.mailing_list import MailingList
from newsletters.models.subscriber import Refused, Subscriber
from newsletters.models.subscription import Subscription

__all__ = [
    "AddressChange",
    "Consent",
    "Erased",
    "ImportBatch",
    "MailingList",
    "Refused",
    "Subscriber",
    "SubscriberExport",
    "SubscriberImport",
    "Subscription",
]
