"""The list of that floor, simply kept: one line of who waits, one who has the floor, one log."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.cards import say
from bot.domain.countries import ALPHA2
from tests.words.readers import network, reader

Json = dict[str, object]
BEGAN = datetime(2022, 3, 24, 7, 58, 12, tzinfo=UTC)
KINDS = {"statement": "statement", "point-of-order": "point of order", "right-of-reply": "right of reply"}


def name(code: str, language: str = "en") -> str:
    return reader(language).words(say("delegation", id=code))


@dataclass
class Entry:
    code: str
    mode: str = "room"
    kind: str = "statement"
    state: str = "listed"
    id: str = ""
    name: str = ""
    speaker: str = ""
    group: str = ""
    note: str = ""
    why: str = ""
    asked_at: datetime = BEGAN
    asked_text: str = "asked in Teams"
    ready: bool = False
    late: bool = False
    limit_s: int | None = None
    spoken: timedelta = timedelta()
    since: datetime | None = None
    ended_at: datetime | None = None

    @property
    def rank(self) -> int:
        return 0 if self.kind == "point-of-order" else 3


@dataclass
class Speakers:
    """`refuses`: the reason the next command is refused with; `language`: of the names."""

    waiting: list[Entry] = field(default_factory=list)
    replies: list[Entry] = field(default_factory=list)
    ended: list[Entry] = field(default_factory=list)
    holder: Entry | None = None
    paused: Entry | None = None
    language: str = "en"
    state: str = "open"
    closed_at: datetime | None = None
    suspended: bool = False
    voting: bool = False
    limit_s: int = 420
    version: int = 1
    refuses: str = ""
    log: list[Json] = field(default_factory=list)
    title: str = "Presentation and discussion on SSC proposals"
    script: str = "I now give the floor to Malaysia, to be followed by Sri Lanka."
    forecast: Json = field(default_factory=lambda: {"needed_s": 2940, "left_s": 3240, "options": []})
    fairness: Json = field(
        default_factory=lambda: {
            "room": {"turns": 4, "seconds": 1680, "wait_s": 540},
            "online": {"turns": 2, "seconds": 780, "wait_s": 1260},
            "hint": "Three from the room in a row; two online wait longer than 20 min.",
        }
    )
    number: "count[int]" = field(default_factory=lambda: count(1))

    def add(self, one: Entry) -> Entry:
        one.id = one.id or f"e{next(self.number)}"
        one.name = one.name or name(one.code, self.language)
        line = self.replies if one.kind == "right-of-reply" else self.waiting
        line.append(one)
        line.sort(key=lambda each: (each.rank, each.asked_at if each.kind == "point-of-order" else BEGAN))
        self.version += 1
        return one

    def do(self, wish: Json, now: datetime) -> str:
        """The reason why not; empty where it was done."""
        if self.refuses:
            reason, self.refuses = self.refuses, ""
            return reason
        verb = str(wish["verb"]).removeprefix("floor.")
        reason = self.verbs().get(verb, self.other)(wish, now)
        if not reason:
            self.version += 1
            done: Json = {"number": self.version, "at": now.isoformat(), "undone": False}
            self.log.append(done | {"text": f"{verb} {self.of(wish)}".strip()})
        return reason

    def verbs(self) -> dict[str, Callable[[Json, datetime], str]]:
        return {
            "add": self.added,
            "next": self.next,
            "start": self.start,
            "pause": self.pause,
            "resume": self.resume,
            "end": self.end,
            "move": self.move,
            "edit": self.edit,
            "close": self.close,
            "limit": self.limit,
        }

    def of(self, wish: Json) -> str:
        given = wish.get("given")
        code = given.get("delegation") if isinstance(given, dict) else None
        found = next((one for one in self.every() if one.id == wish["of"]), None)
        return found.name if found else name(str(code), self.language) if code else ""

    def every(self) -> list[Entry]:
        return [*self.waiting, *self.replies, *self.ended, *filter(None, (self.holder, self.paused))]

    def given(self, wish: Json) -> dict[str, str]:
        given = wish.get("given")
        assert isinstance(given, dict)
        return {str(key): str(value) for key, value in given.items()}

    def added(self, wish: Json, now: datetime) -> str:
        given = self.given(wish)
        code, kind = given["delegation"], given["kind"]
        if any(one.code == code and one.kind == kind for one in self.waiting):
            return f"{name(code, self.language)} is on the list already."
        asked = datetime.fromisoformat(given["asked_at"]) if "asked_at" in given else now
        entry = Entry(code, given.get("mode", "room"), kind, note=given.get("note", ""), asked_at=asked)
        self.add(entry)
        later = next((one for one in self.waiting if one.asked_at > asked and one.rank == entry.rank), None)
        if "asked_at" in given and later:
            self.waiting.remove(entry)
            self.waiting.insert(self.waiting.index(later), entry)
        return ""

    def next(self, wish: Json, now: datetime) -> str:
        if wish["saw"] != f"{self.holder.id if self.holder else ''},{self.first()}":
            return f"{self.holder.name if self.holder else 'Nobody'} is speaking now."
        self.end(wish, now)
        self.holder = self.waiting.pop(0)
        self.holder.state = "called"
        return ""

    def start(self, wish: Json, now: datetime) -> str:
        assert self.holder
        self.holder.state, self.holder.since, self.holder.limit_s = "speaking", now, self.limit_s
        return ""

    def pause(self, wish: Json, now: datetime) -> str:
        assert self.holder
        assert self.holder.since
        self.holder.spoken += now - self.holder.since
        self.holder.state, self.holder.since = "paused", None
        return ""

    def resume(self, wish: Json, now: datetime) -> str:
        assert self.holder
        self.holder.state, self.holder.since = "speaking", now
        return ""

    def end(self, wish: Json, now: datetime) -> str:
        if self.holder:
            self.holder.spoken += now - self.holder.since if self.holder.since else timedelta()
            self.holder.state, self.holder.since, self.holder.ended_at = "finished", None, now
            self.ended.append(self.holder)
        self.holder = None
        return ""

    def move(self, wish: Json, now: datetime) -> str:
        one = next(each for each in self.waiting if each.id == wish["of"])
        self.waiting.remove(one)
        before = next((at for at, each in enumerate(self.waiting) if each.id == wish["saw"]), None)
        self.waiting.insert(len(self.waiting) if before is None else before, one)
        return ""

    def edit(self, wish: Json, now: datetime) -> str:
        one = next((each for each in self.waiting if each.id == wish["of"]), None)
        if one is None:
            return "It is not on the list any more."
        for key, value in self.given(wish).items():
            setattr(one, key, value)
        return ""

    def close(self, wish: Json, now: datetime) -> str:
        self.state, self.closed_at = "closed", now
        return ""

    def limit(self, wish: Json, now: datetime) -> str:
        self.limit_s = int(self.given(wish)["limit_s"])
        return ""

    def other(self, wish: Json, now: datetime) -> str:
        return ""

    def first(self) -> str:
        return self.waiting[0].id if self.waiting else ""

    def resumes(self) -> str:
        stands = self.paused or (self.holder if self.holder and self.holder.state == "paused" else None)
        return stands.id if stands else ""

    def desk(self) -> Json:
        return {
            "version": self.version,
            "meeting": self.meeting(),
            "item": self.item(),
            "items": [
                {"number": "2", "title": self.title, "state": self.state, "waiting": len(self.waiting)},
                {"number": "3", "title": "Way forward", "state": "inscription", "waiting": 0},
            ],
            "holder": self.one(self.holder),
            "paused": self.one(self.paused),
            "waiting": self.many(self.waiting),
            "questions": [],
            "replies": self.many(self.replies),
            "interrupted": [],
            "ended": self.many(self.ended),
            "next": {
                "speaker": self.holder.id if self.holder else "",
                "calls": self.first(),
                "name": self.waiting[0].name if self.waiting else "",
                "resumes": self.resumes(),
            },
            "undo": {"of": self.version, "what": str(self.log[-1]["text"])} if self.log else None,
            "script": self.script,
            "forecast": self.forecast,
            "fairness": self.fairness,
            "log": self.log,
        }

    def board(self) -> Json:
        return {
            "version": self.version,
            "meeting": self.meeting(),
            "item": self.item(),
            "holder": self.one(self.holder),
            "paused": self.one(self.paused),
            "next": self.many(self.waiting[:3]),
            "waiting_count": len(self.waiting),
            "closed": self.state == "closed",
            "suspended": self.suspended,
        }

    def meeting(self) -> Json:
        title = "Roundtable on Network for South-South Cooperation in Asia-Pacific"
        return {"id": "roundtable-2022", "title": title, "zone": "Asia/Bangkok", "room": "CR-3"}

    def item(self) -> Json:
        return {
            "number": "2",
            "title": self.title,
            "state": self.state,
            "suspended": self.suspended,
            "voting": self.voting,
            "closed_at": self.closed_at.isoformat() if self.closed_at else None,
            "limit_s": self.limit_s,
            "ends": "2022-03-24T09:15:00+00:00",
            "replies": True,
        }

    def one(self, entry: Entry | None) -> Json | None:
        return shown(entry, None) if entry else None

    def many(self, entries: list[Entry]) -> list[Json]:
        return [shown(one, place) for place, one in enumerate(entries, 1)]

    def people(self) -> list[Json]:
        return [
            {
                "code": member.id,
                "iso2": ALPHA2.get(member.id, ""),
                "name": name(member.id, self.language),
                "words": [*member.aliases, name(member.id)],
            }
            for member in network().members
        ]


def shown(entry: Entry, place: int | None) -> Json:
    return {
        "id": entry.id,
        "place": place,
        "code": entry.code,
        "iso2": ALPHA2.get(entry.code, ""),
        "name": entry.name,
        "kind": entry.kind,
        "kind_text": KINDS.get(entry.kind, entry.kind),
        "class": entry.rank,
        "list": "replies" if entry.kind == "right-of-reply" else "statements",
        "state": entry.state,
        "mode": entry.mode,
        "mode_text": entry.mode,
        "speaker": entry.speaker,
        "group": entry.group,
        "note": entry.note,
        "asked_at": entry.asked_at.isoformat(),
        "asked_text": entry.asked_text,
        "why": entry.why,
        "ready": entry.ready,
        "late": entry.late,
        "moved": bool(entry.why),
        "limit_s": entry.limit_s or 420,
        "spoken_s": entry.spoken.total_seconds(),
        "since": entry.since.isoformat() if entry.since else None,
        "ended_at": entry.ended_at.isoformat() if entry.ended_at else None,
        "there": "19:31" if entry.code == "FJI" else None,
    }
