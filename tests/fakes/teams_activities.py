"""What Teams sends: activities of one person at one place."""

from base64 import b64encode
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal

from bot.chat import Json

BOT = "28:focal"
Kind = Literal["personal", "groupChat", "channel"]
numbers = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talker:
    """Somebody in a conversation; `service` is the fake's address, as in `serviceUrl`."""

    service: str
    name: str = "ana"
    tenant: str = "tenant-fj"
    conversation: str = ""
    kind: Kind = "personal"
    locale: str = "en-US"
    bot: str = BOT
    extra: Json = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"{self.tenant}/{self.aad}"

    @property
    def aad(self) -> str:
        return f"aad-{self.name}"

    @property
    def place(self) -> str:
        return self.conversation or f"a:{self.name}"

    def in_channel(self, thread: str = "19:general@thread.tacv2;messageid=1700000000001") -> "Talker":
        return replace(self, conversation=thread, kind="channel")

    def in_group(self, conversation: str = "19:group@thread.v2") -> "Talker":
        return replace(self, conversation=conversation, kind="groupChat")

    def activity(self, kind: str, **rest: object) -> Json:
        number = next(numbers)
        conversation: Json = {"id": self.place, "conversationType": self.kind, "tenantId": self.tenant}
        if self.kind != "personal":
            conversation["isGroup"] = True
        return {
            "type": kind,
            "id": f"{1_700_000_000_000 + number}",
            "timestamp": "2026-11-24T08:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.service,
            "from": {"id": f"29:{self.name}", "name": self.name, "aadObjectId": self.aad},
            "conversation": conversation,
            "recipient": {"id": self.bot, "name": "Focal"},
            "channelData": {"tenant": {"id": self.tenant}},
            "locale": self.locale,
            **rest,
            **self.extra,
        }

    def message(self, text: str, *, mention: bool | None = None) -> Json:
        """In a shared place the bot is mentioned, unless said otherwise."""
        if not (self.kind != "personal" if mention is None else mention):
            return self.activity("message", text=text, textFormat="plain")
        entity = {"type": "mention", "mentioned": {"id": self.bot, "name": "Focal"}, "text": "<at>Focal</at>"}
        return self.activity("message", text=f"<at>Focal</at> {text}", textFormat="plain", entities=[entity])

    def file(self) -> Json:
        kind = "application/vnd.microsoft.teams.file.download.info"
        return self.activity(
            "message", attachments=[{"contentType": kind, "name": "plan.pdf", "content": {}}]
        )

    def invoke(self, name: str, value: object, on: str = "") -> Json:
        """`on`: the handle of the message that was pressed."""
        reply_to: Json = {"replyToId": on.rpartition("/")[2]} if on else {}
        activity = self.activity("invoke", name=name, value=value, **reply_to)
        return {**activity, "id": f"f:{activity['id']}"}

    def press(self, action: Json, on: str = "", **inputs: object) -> Json:
        """As the client does it: an Action.Execute, or a button that asks for a dialog."""
        data = action.get("data")
        given = {**(data if isinstance(data, dict) else {}), **inputs}
        if action["type"] == "Action.Execute":
            done = {"type": "Action.Execute", "verb": action.get("verb"), "data": given}
            return self.invoke("adaptiveCard/action", {"action": done, "trigger": "manual"}, on)
        if "msteams" in given:
            return self.invoke("task/fetch", {"data": given, "context": {"theme": "default"}}, on)
        return self.invoke("task/submit", {"data": given, "context": {"theme": "default"}})

    def installed(self, action: str = "add") -> Json:
        return self.activity("installationUpdate", action=action)

    def bot_added(self) -> Json:
        return self.activity("conversationUpdate", membersAdded=[{"id": self.bot}])

    def bot_removed(self) -> Json:
        return self.activity("conversationUpdate", membersRemoved=[{"id": self.bot}])

    def others_added(self) -> Json:
        return self.activity("conversationUpdate", membersAdded=[{"id": "29:somebody"}])

    def in_meeting(self, what: str, *members: Json) -> Json:
        """`what`: as in the event's name; in a meeting's chat, whose id its own tells."""
        meeting = b64encode(f"0#{self.place}#0".encode()).decode()
        data = {"tenant": {"id": self.tenant}, "meeting": {"id": meeting}}
        value: Json = {"members": list(members)} if members else {"Id": meeting, "MeetingType": "Scheduled"}
        name = f"application/vnd.microsoft.{what}"
        return self.activity("event", name=name, value=value, channelData=data)

    @property
    def member(self) -> Json:
        user = {"id": f"29:{self.name}", "aadObjectId": self.aad, "tenantId": self.tenant}
        return {"user": user, "meeting": {"role": "Attendee", "inMeeting": True}}

    def edited(self, text: str) -> Json:
        data = {"tenant": {"id": self.tenant}, "eventType": "editMessage"}
        return self.activity("messageUpdate", text=text, channelData=data)
