"""Everything we hold about one subscriber, as a file that a person and another service can read."""

from typing import Any

from newsletters.models import Subscriber


def data_of(subscriber: Subscriber) -> dict[str, Any]:
    return {
        "address": subscriber.email,
        "name": subscriber.name,
        "language": subscriber.locale,
        "signed up": subscriber.created_at,
        "signed up where": subscriber.source,
        "address confirmed": subscriber.confirmed_at,
        "no mail since": subscriber.suppressed_at,
        "no mail because": subscriber.get_suppressed_because_display(),
        "newsletters": [
            {
                "name": each.mailing_list.name,
                "state": each.get_state_display(),
                "asked for": each.asked_at,
                "subscribed": each.subscribed_at,
                "left": each.unsubscribed_at,
            }
            for each in subscriber.subscriptions.select_related("mailing_list").order_by("mailing_list")
        ],
        "record of consent": [
            {
                "when": each.at,
                "what": each.get_action_display(),
                "newsletter": each.mailing_list.name if each.mailing_list else "all",
                "where": each.source,
                "wording": each.text,
                "version of the wording": each.version,
                "done by": "our staff" if each.by_id else "",
                "reason": each.note,
            }
            for each in subscriber.consents.select_related("mailing_list").order_by("at", "pk")
        ],
    }
