"""Platforms that take a badge by hand alone: Blackboard, Schoology, Haiku and Openbadges.me.

Sources stand with each of them; all were read in November 2026.
"""

from badgepress.platforms import values
from badgepress.platforms.badge import Badge
from badgepress.platforms.form import Field, Platform, Source, Standing

_BLACKBOARD_DESCRIPTION = 500
_INTERNAL = "Awards stay inside it: give earners the badge class's address, so that they can show"


def _nothing(badge: Badge) -> str:
    return ""


_PICTURE = Field("Image", values.image, ("artwork",), note="PNG, 600 by 600; download it")
_ADDRESS = Field(
    "Address of the badge class",
    values.address,
    ("version",),
    note="for the description, where it fits, or for a page of the course",
)

BLACKBOARD = Platform(
    id="blackboard",
    name="Blackboard (Anthology)",
    standing=Standing.ALIVE,
    about=(
        "Course badges are made by hand, in each course, and are not Open Badges. No public import"
        f" format was found. {_INTERNAL} what was required."
    ),
    steps=(
        "In the course, open Achievements, and choose New Course Badge.",
        "Copy title and description; the description ends with the badge class's address where both"
        " fit into 500 characters.",
        "Choose the image, set the performance criteria, and publish. What is published cannot be"
        " edited.",
    ),
    fields=(
        Field("Title", values.name, ("name",)),
        Field(
            "Description",
            values.with_address(_BLACKBOARD_DESCRIPTION),
            ("summary",),
            _BLACKBOARD_DESCRIPTION,
        ),
        Field(
            "Image",
            values.image,
            ("artwork",),
            note="from its library, or, where your version allows it, uploaded: download the PNG",
        ),
        Field("Performance criteria", _nothing, note="items of your course's gradebook"),
        _ADDRESS,
    ),
    decide=("Which items of the gradebook must reach which score.",),
    unknown=(
        "The longest title is not published.",
        "Sources differ on whether an own image can be uploaded.",
    ),
    sources=(
        Source(
            "Anthology Help: Award Course Badges with Achievements",
            "https://help.blackboard.com/node/48936",
        ),
        Source(
            "Sacred Heart University: How to Create and View Achievements in Blackboard Ultra",
            "https://techsupport.sacredheart.edu/TDClient/263/Portal/KB/ArticleDet?ID=13244",
        ),
        Source(
            "Southern Illinois University Edwardsville: Creating Achievements: Badges",
            "https://kb.siue.edu/155480",
        ),
    ),
)

SCHOOLOGY = Platform(
    id="schoology",
    name="Schoology (PowerSchool)",
    standing=Standing.ALIVE,
    about=(
        "Badges are made by hand, in a course or in Resources, from which courses import them; they"
        f" are not Open Badges, and no API for them was found. {_INTERNAL} what was required."
    ),
    steps=(
        "In Resources, choose Add Resources and Add Badge (or in a course Badges, Add Badges and"
        " Create New Badge).",
        "Copy title and message, upload the PNG, and submit.",
        "In each course, choose Add Badges and Import from Resources.",
    ),
    fields=(
        Field("Title", values.name, ("name",)),
        Field("Message", values.with_address(None), ("summary",), note="what students read"),
        _PICTURE,
        _ADDRESS,
    ),
    decide=("In which collection of Resources it lies, and which courses import it.",),
    unknown=("Longest title and message, and the size of images, are not published.",),
    sources=(
        Source(
            "PowerSchool: Schoology, Badges",
            "https://uc.powerschool-docs.com/en/schoology/latest/badges",
        ),
        Source(
            "Schoology Support: Badges",
            "https://support.schoology.com/hc/en-us/articles/201001833-How-do-I-use-Badges-",
        ),
    ),
)

HAIKU = Platform(
    id="haiku",
    name="Haiku (PowerSchool Learning)",
    standing=Standing.UNKNOWN,
    about=(
        "Haiku Learning became PowerSchool Learning, whose badges were its own, without an exchange"
        " format. Whether it still runs anywhere could not be verified; PowerSchool offers"
        " Schoology. If yours runs, copy these."
    ),
    steps=("Create a badge, copy name and description, and upload the PNG.",),
    fields=(
        Field("Name", values.name, ("name",)),
        Field("Description", values.with_address(None), ("summary",)),
        _PICTURE,
        _ADDRESS,
    ),
    decide=("Whether to make new badges in a system whose future is not known.",),
    unknown=(
        "Its form's fields, their order and their lengths could not be found.",
        "Whether it is still offered could not be verified.",
    ),
    sources=(
        Source(
            "PowerSchool Community: How do I undo or revoke a Badge I awarded?",
            "https://help.powerschool.com/t5/Learning-Badges-Student-Profiles/How-do-I-undo-or-revoke-a-Badge-I-awarded/ta-p/538",
        ),
    ),
)

OPENBADGES_ME = Platform(
    id="openbadges-me",
    name="Openbadges.me",
    standing=Standing.ALIVE,
    about=(
        "Its API awards badges that were designed in it; no import of definitions was found. Design"
        " the badge there with these words, then let your system send an event for each award."
    ),
    steps=(
        "Design a badge with the name, description and criteria below, and upload the PNG.",
        "Take the badge's identifier from its summary screen.",
        "For each award, post an event to https://events.openbadges.me/api/ActivityEvents with the"
        " fields below that nobody knows before somebody has earned the badge.",
    ),
    fields=(
        Field("Name", values.name, ("name",)),
        Field("Description", values.description, ("summary",)),
        Field("Criteria", values.criteria, ("version",)),
        _PICTURE,
        Field("ActivityId", _nothing, note="the badge's identifier, from its summary screen there"),
        Field("ActivityTime", _nothing, note="when it was earned"),
        Field("UserId", _nothing, note="the earner's e-mail address or number in your system"),
        Field("Email", _nothing, note="the earner's"),
        Field("FirstName", _nothing, note="the earner's"),
        Field("LastName", _nothing, note="the earner's"),
        _ADDRESS,
    ),
    decide=(
        "Who is told of awards, and under which UserId.",
        "The API key, which your account makes under System settings.",
    ),
    unknown=("The form in which badges are designed, and its lengths, are not published.",),
    sources=(
        Source(
            "Openbadges.me: Simple Badge Issuing API",
            "https://openbadges.zendesk.com/hc/en-us/articles/360005942914-Simple-Badge-Issuing-API",
        ),
        Source(
            "Openbadges.me: Advanced Badge Issuing API",
            "https://www.openbadges.me/post/advanced-badge-issuing-api",
        ),
    ),
)
