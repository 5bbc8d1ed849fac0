"""Which delegations a meeting of a body is for, and where each comes in the order of speakers."""

from collections.abc import Collection

from bot.domain.network import Body, BodyKind, Category, Member, MemberKind, Network

CATEGORIES = {
    MemberKind.MEMBER: Category.MEMBERS,
    MemberKind.ASSOCIATE: Category.ASSOCIATES,
    MemberKind.OBSERVER: Category.OBSERVERS,
    MemberKind.ORGANIZATION: Category.ORGANIZATIONS,
}


def takes_part(delegation: str, body: Body, network: Network, accepted: Collection[str]) -> bool:
    """`accepted`: the delegations with an accepted interest in the body.

    Everybody in the network's own meetings, in those of another body who is in it.
    """
    if network.member(delegation) is None:
        return False
    return body.kind is BodyKind.NETWORK or delegation in body.proposed or delegation in accepted


def category(delegation: str, network: Network, *, for_a_group: bool = False) -> int | None:
    """From 0 in the network's order of speakers; None: without the right to speak."""
    found = network.member(delegation)
    if found is None:
        return None
    of = Category.GROUPS if for_a_group else CATEGORIES[found.kind]
    order = network.floor.categories
    return order.index(of) if of in order else None


def may_speak(delegation: str, network: Network) -> bool:
    return category(delegation, network) is not None


def expected(body: Body, network: Network, accepted: Collection[str]) -> tuple[Member, ...]:
    """Member States that a statement of each is to be reckoned with, in the network's order.

    Those of the body; where none are known yet, all that may come.
    """
    members = [one for one in network.members if one.kind is MemberKind.MEMBER]
    inside = [one for one in members if one.id in body.proposed or one.id in accepted]
    coming = [one for one in members if takes_part(one.id, body, network, accepted)]
    return tuple(inside or coming)
