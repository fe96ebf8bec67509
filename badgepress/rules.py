"""Every rule's permanent short name with what it means; the reference's list of problems."""

from collections.abc import Mapping

RULES: Mapping[str, str] = {
    "address-length": (
        "An address would be longer than 254 characters, the most that old backpacks store."
    ),
    "ambiguous-term": "A word, an abbreviation or a form stands for two terms of the glossary.",
    "artwork": "The badge's picture cannot be drawn from these words.",
    "base-url": "The site's public home has a question mark or a `#`, or is no folder's address.",
    "choice": "A word is not one of those that may stand here, or a choice asks for too many.",
    "circle": "Something requires, contains or replaces itself; the chain is printed.",
    "conflict-marker": "Lines of a git merge conflict are still in the file.",
    "control-character": "There is an invisible control character, or one that turns directions.",
    "corrections": "The place for corrections is no e-mail address and no repository.",
    "dangling-reference": "What is named does not exist, or is of another kind.",
    "date": "A date is not written as year-month-day, or is no day of the calendar.",
    "dates-in-order": "Something ends before it begins.",
    "dead-link": "A hand-written page links a page that does not exist.",
    "draft-reference": "Something that is published names a draft, which is not.",
    "duplicate-address": "Two files, or a file and a hand-written page, have one address.",
    "duplicate-ctid": (
        "One CTID stands for two things, or for two versions, in the Credential Registry."
    ),
    "duplicate-id": "Two things in one file have the same id.",
    "duplicate-key": "A field stands twice in one place.",
    "duplicate-name": "Two micro-credentials, or two stacks, have the same name.",
    "email": "An e-mail address is none.",
    "empty-field": "A field is there, but holds nothing, or neither letter nor digit.",
    "empty-file": "A file is empty.",
    "file-name": "A file's or folder's name does not end as it should.",
    "file-read": "A file or folder is missing or cannot be read.",
    "file-size": "A YAML file is larger than any catalog needs.",
    "former-id": "A former id is in use, or two documents name it.",
    "hours-and-ceu": "The CEU are not what the hours make, and no `ceu_note` says why.",
    "id": "An id, or a file's name, has other characters than an id may have, or too many.",
    "image": "An image file of your own is missing, or not what badge platforms take.",
    "length": "A text is too long, or a list too short.",
    "markdown-image": "A text holds an image, which pages and backpacks do not show.",
    "markdown-link": "A link in a text leads to no full address of the web or of e-mail.",
    "markdown-size": "A text holds more links, lists or other signs than can be read quickly.",
    "missing-field": "A field that is needed is missing.",
    "more": "The file has more problems than are shown.",
    "not-in-settings": "A role, grade or renewal category is not in the lists of `mkdocs.yml`.",
    "not-published": "Versions or addresses are public, but not published yet (a warning).",
    "one-line": "A text of several lines stands where only one may.",
    "outside-folder": "A path or link leads out of the project's folder.",
    "passing-rule": "A passing rule is none, or does not fit the levels or the parts.",
    "pattern": "A text does not have the form that this field needs.",
    "platform-limit": (
        "A platform that `badgepress export` writes for would refuse this (a warning of `export`)."
    ),
    "published-address": "An address that was published would answer no more.",
    "published-correction": (
        "A text of a published badge was corrected, but not recorded (a warning)."
    ),
    "published-file": "A published file was changed or is missing.",
    "published-forged": (
        "What is in `published/` contradicts itself, or holds a program: no command wrote it."
    ),
    "published-home": "The `base_url` was changed, but no move is recorded.",
    "published-meaning": "A field that says what was earned differs from what was published.",
    "published-version": "A `version` is neither the last published one nor the next.",
    "range": "A number is too large or too small.",
    "recognition": "A recognition names nothing, or more than one thing.",
    "repeated": "A list has the same item twice.",
    "repeated-recognition": "The same thing is recognized twice for one purpose at one time.",
    "repeated-step": "A stack names the same thing in two of its steps.",
    "reserved-id": "The id is kept for the site's own addresses, for languages or by Windows.",
    "retired": "The status and what is said about retirement do not fit together.",
    "rubric": "A part has no rubric, or has it in both forms.",
    "rubric-levels": "A rubric leaves out a level of the scoring guide, or has one of its own.",
    "self-check": "The built site breaks a promise of a badge class; nothing was published.",
    "step": "A step of a stack names nothing, or more than one thing.",
    "text-needs-quotes": "YAML reads a text as a number, a date, or yes or no.",
    "todo": (
        "A placeholder of `badgepress new` or `import` is left in something that is published (a"
        " warning)."
    ),
    "unknown-field": "There is no field of that name here.",
    "unread-file": "A file lies among the YAML files, but nothing reads it (a warning).",
    "url": "An address of the web is none, or would give away a password.",
    "utf-8": "A file is not UTF-8 text.",
    "value": "A value is wrong in a way that has no rule of its own.",
    "version": "A step asks for a version that does not exist yet.",
    "verification": "What is said on where awards may be hosted contradicts itself.",
    "word-limits": "The limits of a written part contradict each other, or there are none.",
    "wrong-type": "A list, a number or a group of fields stands where something else belongs.",
    "yaml-alias": "YAML's aliases (`*name`) are not read; the value must be written out.",
    "yaml-anchor": "YAML's anchors (`&name`) are not read.",
    "yaml-documents": "A file holds several YAML documents.",
    "yaml-key": "A field's name is a list or a group, not a text.",
    "yaml-merge": "YAML's merge (`<<`) is not read; the fields must be written out.",
    "yaml-shape": "A file holds a list or a single value, not named fields.",
    "yaml-syntax": "A file is not YAML.",
    "yaml-tag": "YAML's tags (`!name`) are not read.",
}
