"""Tables of what goes out."""

from lms.outbox.models.message import Channel, Delivery, DeliveryState, MessageOut

__all__ = ["Channel", "Delivery", "DeliveryState", "MessageOut"]
