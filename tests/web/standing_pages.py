"""Pages of standing: enrollments, what they may do, and their restrictions, on both sides."""

# ruff: noqa: E501 - table
from collections.abc import Callable

from tests.web.page import Page
from tests.web.pressing import press
from tests.web.story import Story


def at(more: str = "") -> Callable[[Story], str]:
    """Graphic Design's enrollment, as its people have it."""
    return lambda story: story.company("graphic", f"enrollments/{story.keys['enrolled']}/{more}")


def desk(more: str = "") -> Callable[[Story], str]:
    """The same at the desk."""
    return lambda story: f"/desk/enrollments/{story.keys['enrolled']}/{more}"


def other(more: str) -> Callable[[Story], str]:
    """Relecloud's at the desk, which waits to be verified."""
    return lambda story: f"/desk/enrollments/{story.keys['changing']}/{more}"


def asking(more: str) -> Callable[[Story], str]:
    """Woodgrove's, which has asked a provider."""
    return lambda story: story.company("woodgrove", f"enrollments/{story.keys['asking']}/{more}")


def _signal(story: Story) -> str:
    """The key of the first signal about it."""
    return story.keys["signal"]


STANDING = (
    Page("enrollments", "filled", "Where a company stands in each region.", lambda story: story.company("graphic", "enrollments/"), who="ada"),
    Page("enrollment", "restricted", "A restricted enrollment: why, what is stopped, what goes on, and what was before.", at(), who="ada"),
    Page("restriction", "open", "A restriction whose first step was taken: five answers, its steps, and what may be done.", at("restrictions/1/"), who="ada"),
    Page("restriction_deed", "cure", "Saying that the cause is mended.", at("restrictions/1/claim_cure/"), who="ada"),
    Page("restriction_customers", "filled", "Customers, renewals and prepaid terms inside the steps of a restriction.", at("restrictions/1/customers/"), who="ada"),
    Page("desk_restriction_customers", "filled", "The same at the desk.", desk("restrictions/2/customers/"), who="rea"),
    Page("enrollment_leave", "moving", "Who moves its customers to a provider is told that no notice is needed, and what ends.", at("leave/"), who="ada"),
    Page("enrollment_waivers", "granted", "What the company is excused from, until when and why.", at("waivers/"), who="ada"),
    Page("transition", "moving", "The transition under way: both at once, with its customers.", at("transition/"), who="ada"),
    Page("transition_deed", "list", "Customers of the ledger to choose from, and others by name.", asking("transition/list/"), who="ada"),
    Page("transition_customer", "planned", "A customer with the checklist of its subscriptions.", at("transition/customers/1/"), who="ada"),
    Page("transition_customer_deed", "refused", "A consent without its days.", at("transition/customers/2/record_consent/"), who="ada", do=press(), status=422),
    Page("provider", "open", "The provider reads who asks, and accepts or declines.", lambda story: story.links["provider"], who=""),
    Page("desk_departures", "filled", "What changes: transitions, waivers, notices.", lambda _: "/desk/departures/", who="rea"),
    Page("desk_leave", "none", "An enrollment of which no notice was given, at the desk.", desk("leave/"), who="rea"),
    Page("desk_waivers", "refused", "A proposal without its last day.", other("waivers/"), who="rea", do=press("button[value=propose]"), status=422),
    Page("desk_transition", "to_verify", "A transition that waits to be verified.", other("transition/"), who="rea"),
    Page("desk_transition_deed", "send_back", "A verification sent back without a reason.", other("transition/send_back/"), who="rea", do=press(), status=422),
    Page("desk_customer", "released", "A customer at the desk, which goes elsewhere.", desk("transition/customers/3/"), who="rea"),
    Page("desk_customer_deed", "verify", "A customer that goes elsewhere is verified.", desk("transition/customers/3/verify/"), who="rea"),
    Page("desk_enrollments", "filled", "Every enrollment, and before them the restrictions that wait for the desk.", lambda _: "/desk/enrollments/", who="rea"),
    Page("desk_enrollment", "restricted", "An enrollment at the desk, where a restriction can be proposed.", desk(), who="rea"),
    Page("desk_restriction", "proposed", "A restriction that one person of the desk proposed.", desk("restrictions/2/"), who="rea"),
    Page("desk_restriction_deed", "lift", "Recommending to lift a restriction.", desk("restrictions/1/recommend_lift/"), who="rea"),
    Page("desk_restrict", "refused", "A proposal without a cause.", desk("restrict/"), who="rea", do=press("main form button"), status=422),
    Page("desk_signal", "refused", "Laying a signal aside without a reason.", lambda story: desk(f"signals/{_signal(story)}/")(story), who="rea", do=press("main form button"), status=422),
    Page("desk_population", "filled", "The partners in figures: plots with their tables.", lambda _: "/desk/population/", who="max"),
    Page("enrollment_next", "bound", "What changes for a company with the next edition, and when.", at("next/"), who="ada", later=True),
)  # fmt: skip
