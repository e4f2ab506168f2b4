"""Tables of what goes out."""

from lms.outbox.models.consent import TextConsent
from lms.outbox.models.message import Channel, Delivery, DeliveryState, MessageOut
from lms.outbox.models.reminder import RemindedMatter, Reminder

__all__ = ["Channel", "Delivery", "DeliveryState", "MessageOut", "RemindedMatter", "Reminder", "TextConsent"]
