"""manifest.json of the Teams app."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from bot.cards import say
from bot.chat import Json
from bot.ports import Words
from manifest.names import COLOUR, FULL, NAME, SHORT, about, title

SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.19"
VERSION = "1.19"
"""The oldest that has all we use, so that every government's cloud takes the package."""

HOME_LANGUAGE = "en"
SCOPES = ["personal", "team", "groupChat"]
IN_MEETINGS = ("OnlineMeeting.ReadBasic.Chat", "OnlineMeetingParticipant.Read.Chat")
"""Asked for where the app is added to a meeting: that it begins and ends, and who comes and goes."""


def app(*, version: str, app_id: str, url: str, commands: Sequence[str], words: Words) -> Json:
    """`version` is the package's own; app and bot share one id; `url` is where the bot is served."""
    return {
        "$schema": f"{SCHEMA}/MicrosoftTeams.schema.json",
        "manifestVersion": VERSION,
        "version": version,
        "id": app_id,
        "developer": developer(url, words),
        "name": {"short": NAME, "full": words(say("manifest-name", name=NAME))},
        "description": {"short": words(SHORT), "full": words(FULL)},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": COLOUR,
        "bots": [bot(app_id, commands, words)],
        "webApplicationInfo": {"id": app_id},
        "authorization": {"permissions": {"resourceSpecific": [granted(one) for one in IN_MEETINGS]}},
        "validDomains": [urlsplit(url).hostname],
        "defaultInstallScope": "personal",
    }


def granted(permission: str) -> Json:
    return {"name": permission, "type": "Application"}


def developer(url: str, words: Words) -> Json:
    """Whoever runs the bot answers for it, at its own address."""
    links = dict.fromkeys(("websiteUrl", "privacyUrl", "termsOfUseUrl"), f"{url}/")
    return {"name": words(say("manifest-developer")), **links}


def bot(app_id: str, commands: Sequence[str], words: Words) -> Json:
    listed = [{"title": words(title(name)), "description": words(about(name))} for name in commands]
    return {
        "botId": app_id,
        "scopes": SCOPES,
        "supportsFiles": False,
        "isNotificationOnly": False,
        "commandLists": [{"scopes": SCOPES, "commands": listed}],
    }


def spoken_in(languages: Iterable[str]) -> Json:
    others = [{"languageTag": language, "file": f"{language}.json"} for language in languages]
    return {"localizationInfo": {"defaultLanguageTag": HOME_LANGUAGE, "additionalLanguages": others}}


def translation(commands: Sequence[str], words: Words) -> Json:
    """The file of one other language: the texts by their place in the manifest."""
    texts: Json = {
        "$schema": f"{SCHEMA}/MicrosoftTeams.Localization.schema.json",
        "name.short": NAME,
        "name.full": words(say("manifest-name", name=NAME)),
        "description.short": words(SHORT),
        "description.full": words(FULL),
    }
    for place, name in enumerate(commands):
        texts[f"bots[0].commandLists[0].commands[{place}].title"] = words(title(name))
        texts[f"bots[0].commandLists[0].commands[{place}].description"] = words(about(name))
    return texts
