"""What Slack refuses in blocks and views: by the SDK's own models, and what those leave out."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Json = dict[str, object]
Element = Mapping[str, object]
VIEW: Callable[..., View] = View


def faults(blocks: object, most: int) -> list[str]:
    if not isinstance(blocks, list) or not blocks:
        return ["no blocks"]
    found = [f"{len(blocks)} blocks"] if len(blocks) > most else []
    found += [f"parse: {block}" for block in blocks if not parsed(block)]
    found += [f"twice: {name}" for name, times in Counter(ids(blocks, "block_id")).items() if times > 1]
    found += [f"twice: {name}" for name, times in Counter(ids(blocks, "action_id")).items() if times > 1]
    return [*found, *(fault for block in blocks for fault in inside(block))]


def view_faults(view: Json) -> list[str]:
    """Also what a modal needs."""
    blocks = view.get("blocks")
    found = faults(blocks, 100)
    if not isinstance(blocks, list) or view.get("type") != "modal":
        return found
    try:
        if VIEW(**view).to_dict() != view:
            found.append("view changed by the SDK")
    except SlackObjectFormationError as error:
        found.append(str(error))
    for name in ("title", "submit", "close"):
        text = view.get(name)
        if isinstance(text, dict) and len(str(text["text"])) > 24:
            found.append(f"{name}: {text['text']}")
    if any(block["type"] == "input" for block in blocks) and "submit" not in view:
        found.append("inputs without submit")
    return found


def parsed(block: object) -> bool:
    try:
        known = Block.parse(block) if isinstance(block, dict) else None
        return known is not None and known.to_dict() == block
    except SlackObjectFormationError:
        return False


def ids(value: object, name: str) -> Iterator[str]:
    for one in walked(value):
        if isinstance(one.get(name), str):
            yield str(one[name])


def walked(value: object) -> Iterator[Element]:
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from walked(one)
    elif isinstance(value, list):
        for one in value:
            yield from walked(one)


def inside(block: object) -> Iterator[str]:
    for one in walked(block):
        fits = FITS.get(str(one.get("type")))
        if fits and not fits(one):
            yield f"{one.get('type')}: {str(one)[:120]}"
        yield from chosen(one)


def letters(value: object) -> int:
    """Of a text object or a text."""
    return len(str(value["text"] if isinstance(value, dict) else value))


def texts(section: Element) -> bool:
    fields = section.get("fields", [{"text": "-"}])
    return isinstance(fields, list) and 0 < len(fields) <= 10 and max(map(letters, fields)) <= 2000


def pressable(button: Element) -> bool:
    one_purpose = ("value" in button) != ("url" in button)
    return one_purpose and letters(button["text"]) <= 75 and letters(button.get("value", "")) <= 2000


def few(element: Element, most: int) -> bool:
    options = element["options"]
    return isinstance(options, list) and 0 < len(options) <= most


def writable(field: Element) -> bool:
    room = int(str(field["max_length"]))
    return room <= 3000 and letters(field.get("initial_value", "")) <= room


def numeric(field: Element) -> bool:
    first = float(str(field.get("initial_value", field["min_value"])))
    return float(str(field["min_value"])) <= first <= float(str(field["max_value"]))


FITS: dict[str, Callable[[Element], bool]] = {
    "plain_text": lambda text: 0 < letters(text["text"]) <= 3000,
    "mrkdwn": lambda text: 0 < letters(text["text"]) <= 3000,
    "section": texts,
    "header": lambda header: letters(header["text"]) <= 150,
    "button": pressable,
    "checkboxes": lambda element: few(element, 10),
    "radio_buttons": lambda element: few(element, 10),
    "static_select": lambda element: few(element, 100),
    "multi_static_select": lambda element: few(element, 100),
    "plain_text_input": writable,
    "number_input": numeric,
}


def chosen(element: Element) -> Iterator[str]:
    """What is chosen at first has to be among the options, exactly."""
    options = element.get("options")
    first = element.get(
        "initial_options", [element["initial_option"]] if "initial_option" in element else None
    )
    if isinstance(first, list) and isinstance(options, list):
        if not first or any(one not in options for one in first):
            yield "initial option"
        values = [one["value"] for one in options]
        if len(values) != len(set(values)) or any(not 0 < len(value) <= 150 for value in values):
            yield "option values"
