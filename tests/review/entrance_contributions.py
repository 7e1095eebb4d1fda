"""The cases of `entrances`: what curators do with what was sent in, and who opens a contact; synthetic."""

from typing import Any

from django.test import Client
from django.urls import reverse

from memorial.contributions.desk_acts import ACTS
from memorial.contributions.models import Kind, State
from memorial.models import Compartment, Contribution
from memorial.review.ledger import Verb
from tests.contributions.sending import looked_at, sent_in
from tests.review.entrances import QUIET_ACTS, Case, Send, Stage, Trial, entrance

#: What each act sends besides what was looked at; the verb of its line.
VERBS = {
    "accept": Verb.CONTRIBUTION_ACCEPTED,
    "ask": Verb.CONTRIBUTION_ASKED,
    "decline": Verb.CONTRIBUTION_DECLINED,
    "merge": Verb.CONTRIBUTION_MERGED,
    "aside": Verb.CONTRIBUTION_ASIDE,
    "back": Verb.CONTRIBUTION_BACK,
    "take": Verb.TAKEN,
    "hand_over": Verb.HANDED_OVER,
}


def act_on(browser: Client, row: Contribution, name: str, **said: Any) -> Send:
    """Return the sending of one act by somebody who has looked at a contribution as it is now."""
    url = reverse("admin:contribution_act", args=[row.reference, name])
    data = {**looked_at(row), **said}
    return lambda: browser.post(url, data)


def said_with(name: str, colleague: int) -> dict[str, Any]:
    """Return what the form of an act asks for."""
    said: dict[str, dict[str, Any]] = {
        "ask": {"words": "Synthetic question"},
        "decline": {"reason": "off_topic"},
        "merge": {"reference": sent_in(Kind.MESSAGE).reference},
        "hand_over": {"person": colleague},
    }
    return said.get(name, {})


def standing_for(name: str) -> Contribution:
    """Return a contribution with which an act can be done."""
    return sent_in(Kind.MESSAGE, state=State.ASIDE if name == "back" else State.NEW)


def case_of_act(name: str) -> Case:
    """Return the case of one act: done by a curator, and in vain by others, unseen, and on what is decided."""

    def case(stage: Stage) -> Trial:
        row, over = standing_for(name), sent_in(Kind.MESSAGE, state=State.WITHDRAWN)
        said, curator = said_with(name, stage.second.pk), stage.browser("curator")
        others = [act_on(stage.browser(who), row, name, **said) for who in ("contributor", "keeper", "steward")]
        unseen = act_on(curator, row, name, **said, seen="0" * 64)
        in_vain = (*others, unseen, act_on(curator, over, name, **said))
        return Trial(VERBS[name], act_on(curator, row, name, **said), in_vain)

    return case


for act in ACTS.keys() - QUIET_ACTS:
    entrance(f"contribution {act}")(case_of_act(act))


def locked_contact() -> str:
    """Return the reference of a contribution whose contact is locked away."""
    row = sent_in()
    Compartment.objects.create(contribution=row, key="synthetic", sealed="synthetic")
    return row.reference


@entrance("contribution_contact")
def opening_a_contact(stage: Stage) -> Trial:
    url = reverse("admin:contribution_contact", args=[locked_contact()])
    none = reverse("admin:contribution_contact", args=[sent_in().reference])
    keeper, others = stage.browser("keeper"), [stage.browser(who) for who in ("curator", "contributor", "steward")]
    in_vain = [lambda browser=browser: browser.post(url) for browser in others]
    return Trial(
        Verb.CONTACT_OPENED,
        lambda: keeper.post(url),
        (*in_vain, lambda: keeper.get(url), lambda: keeper.post(none)),
    )


def put_aside_together(browser: Client, **said: str) -> Send:
    """Return the sending of what was confirmed to be put aside together."""
    listed = " ".join(sent_in(signs=["flood"]).reference for _each in range(3))
    data = {"sign": "flood", "listed": listed, "confirmed": "1", **said}
    return lambda: browser.post(reverse("admin:contributions_put_aside"), data)


@entrance("contributions_put_aside")
def putting_many_aside(stage: Stage) -> Trial:
    """Many at once are one act with one line."""
    curator = stage.browser("curator")
    in_vain = (
        put_aside_together(curator, confirmed=""),
        put_aside_together(curator, sign=""),
        put_aside_together(curator, listed=sent_in(Kind.TAKEDOWN).reference),
        put_aside_together(stage.browser("steward")),
        put_aside_together(stage.browser("keeper")),
    )
    return Trial(Verb.CONTRIBUTION_ASIDE, put_aside_together(curator), in_vain)


def hand_over_mine(browser: Client, row: Contribution, **said: Any) -> Send:
    """Return the sending of what somebody hands over."""
    data = {"reference": row.reference, **said}
    return lambda: browser.post(reverse("admin:contributions_hand_over"), data)


@entrance("contributions_hand_over")
def handing_over_what_is_in_charge(stage: Stage) -> Trial:
    mine, foreign = sent_in(in_charge=stage.curator), sent_in(in_charge=stage.second)
    curator = stage.browser("curator")
    in_vain = (
        hand_over_mine(curator, mine),
        hand_over_mine(curator, mine, person=stage.steward.pk),
        hand_over_mine(curator, foreign, person=stage.second.pk),
        hand_over_mine(stage.browser("steward"), mine, person=stage.second.pk),
    )
    return Trial(Verb.HANDED_OVER, hand_over_mine(curator, mine, person=stage.second.pk), in_vain)


def doors(name: str) -> Any:
    """Return how one of the addresses of what was sent in is opened, for the matrix of roles."""
    if name == "contribution":
        return lambda at: at.opens(reverse("admin:contribution", args=[sent_in().reference]))
    return lambda at: at.opens(reverse(f"admin:{name}"))


def acts_tried(at: Any) -> str:
    """Do every act with a contribution; it is done with all of them or with none."""
    tried: set[str] = set()
    for name in VERBS:
        row = standing_for(name)
        url = reverse("admin:contribution_act", args=[row.reference, name])
        tried.add(at.does(url, {**looked_at(row), **said_with(name, at.actor.colleague.pk)}))
    (answer,) = tried
    return answer


#: What is tried at the doors of the matrix of roles.
DOORS = {
    "what was sent in": doors("contributions"),
    "one that was sent in": doors("contribution"),
    "acts on what was sent in": acts_tried,
    "open a contact": lambda at: at.does(reverse("admin:contribution_contact", args=[locked_contact()])),
    "put many aside": lambda at: at.does(
        reverse("admin:contributions_put_aside"),
        {"sign": "flood", "listed": sent_in(signs=["flood"]).reference, "confirmed": "1"},
    ),
    "hand over what is in charge": lambda at: at.does(
        reverse("admin:contributions_hand_over"),
        {"reference": sent_in(in_charge=at.person).reference, "person": at.actor.colleague.pk},
    ),
}
