"""What Slack refuses, in the bot's own errors; causes are the outbox's plain words."""

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import DeliveryFailed, Unreachable

TOO_MANY, FIRST_SERVER_FAULT, DEFAULT_WAIT = 429, 500, 30.0

# By docs.slack.dev/reference/methods: chat.postMessage, chat.update, conversations.open, views.publish.
CAUSES = {
    "gone": (
        "channel_not_found is_archived user_not_found users_not_found user_disabled not_in_channel "
        "message_not_found cant_update_message cant_delete_message edit_window_closed view_not_found"
    ),
    "removed": (
        "account_inactive token_revoked token_expired invalid_auth not_authed org_login_required "
        "team_access_not_granted team_not_found invalid_refresh_token app_uninstalled not_allowed_token_type "
        "bad_client_secret invalid_client_id"
    ),
    "refused": (
        "cannot_dm_bot user_not_visible restricted_action restricted_action_read_only_channel "
        "restricted_action_thread_only_channel restricted_action_non_threadable_channel no_permission "
        "access_denied missing_scope messages_tab_disabled ekm_access_denied not_enabled "
        "invalid_code code_already_used bad_redirect_uri"
    ),
    "too-large": "msg_too_long msg_blocks_too_long invalid_blocks invalid_blocks_format too_many_attachments",
}
CAUSE = {word: cause for cause, words in CAUSES.items() for word in words.split()}
LATER = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
DOUBTFUL = frozenset({"fatal_error", "internal_error", "service_unavailable", "request_timeout"})


def refused(error: SlackApiError) -> DeliveryFailed:
    status, word = status_of(error), word_of(error)
    if status == TOO_MANY or word in LATER:
        return DeliveryFailed("rate-limited", waiting(error))
    if status >= FIRST_SERVER_FAULT or word in DOUBTFUL or not word:
        return DeliveryFailed("uncertain")
    return Unreachable(CAUSE[word]) if word in CAUSE else DeliveryFailed(word)


def broken(error: aiohttp.ClientError | TimeoutError) -> DeliveryFailed:
    """A connection that was never made has carried nothing; one that broke may have."""
    never = isinstance(error, aiohttp.ClientConnectorError | aiohttp.InvalidURL)
    return DeliveryFailed("not-sent" if never else "uncertain")


def status_of(error: SlackApiError) -> int:
    match error.response:
        case AsyncSlackResponse() as response:
            return int(response.status_code)
        case aiohttp.ClientResponse() as response:
            return response.status
        case _:
            return FIRST_SERVER_FAULT


def word_of(error: SlackApiError) -> str:
    data = error.response.data if isinstance(error.response, AsyncSlackResponse) else None
    word = data.get("error") if isinstance(data, dict) else None
    return word if isinstance(word, str) else ""


def waiting(error: SlackApiError) -> float:
    """Seconds."""
    said = str(error.response.headers.get("Retry-After", ""))
    return float(said) if said.isdecimal() else DEFAULT_WAIT
