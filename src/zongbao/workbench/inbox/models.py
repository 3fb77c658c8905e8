"""消息：what a person is told inside the office.

Grain: `Message` one sentence to one person about one thing.
"""

from django.db import models


class Message(models.Model):
    """One sentence to one person, with the place it is about."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="messages")
    at = models.DateTimeField()
    sentence = models.CharField(max_length=300)
    place = models.CharField(max_length=200)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["user", "read_at"], name="message_unread"),
            models.Index(fields=["place", "read_at"], name="message_about"),
        ]
