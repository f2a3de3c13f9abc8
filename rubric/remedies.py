"""What each kind of mistake is called, and what to do about it: the words of every problem.

Written for people who edit the content, in English only. Each entry is (what is wrong, how to fix it).
"""

from collections.abc import Mapping

REMEDIES: Mapping[str, tuple[str, str]] = {
    # Files and folders
    "folder.missing": ("there is no such folder", "give the folder that holds rubric.yaml"),
    "folder.file": ("this is a file, not a folder", "give the folder that holds rubric.yaml"),
    "folder.unreadable": ("the folder cannot be read ({reason})", "allow this program to read it"),
    "folder.expected": ("this should be a folder of pages", "make it a folder with one .yaml file a page"),
    "folder.unknown": ("nothing reads this folder", "{guess}remove it, or move its pages to one of: {known}"),
    "file.missing": ("the page is missing", "write it; docs/editing-the-rubric shows how a page looks"),
    "file.unknown": ("nothing reads this file", "{guess}remove or rename it; read here: {known}"),
    "file.extension": ("the name ends in .yml", "rename the file to {name}"),
    "file.directory": ("this is a folder, but a page is expected", "make it one file"),
    "file.special": ("this is not an ordinary file", "put an ordinary text file in its place"),
    "file.outside": ("the link leads out of the content folder or nowhere", "put the file itself in its place"),
    "file.unreadable": ("the file cannot be read ({reason})", "allow this program to read it"),
    "file.large": ("the file is larger than {most} kB", "split it or shorten it: a page is a few pages of text"),
    "file.encoding": ("the text is not UTF-8", "save the file again with the encoding UTF-8"),
    "file.empty": ("the page is empty", "write its keys, or remove the file"),
    "file.shape": ("the page should be made of keys, but it is {found}", 'begin lines with a key, such as "{key}: …"'),
    # Translations
    "translation.missing": ("there is no translation into {language}", "choose the language en"),
    "translation.page": ("{english} is not translated", "write this page, with the words of the English one"),
    "translation.lacking": ("{name} is not translated", 'add "{key}: …" with the words of {english}'),
    "translation.empty": ("{name} is not translated", "write its words between the quotes"),
    "translation.fixed": (
        'the key "{key}" holds no words of this language: it is the same in every language',
        "remove it; it comes from the English page",
    ),
    "translation.unknown": ('the English page has no "{key}" here', "{guess}remove it, or write it there first"),
    "translation.items": ("{name} has {count} items, the English page has {most}", "translate each, in the same order"),
    "translation.stale": (
        "the English words of {name} have changed since they were translated",
        "compare the two, then run vara translated {language}",
    ),
    "translation.unmarked": (
        "{count} texts, from {name} on, were never marked as translated",
        "compare them with the English ones, then run vara translated {language}",
    ),
    "translation.english": ("{name} is still in English", "translate it"),
    "translation.placeholders": (
        "{name} does not fill in the same as the English sentence ({difference})",
        "use what stands in {{{{ }}}} and {{% %}} as it is there",
    ),
    "translation.wordless": (
        "the rubric is translated into {language}, the wording is not",
        "translate dialogues/wording and dialogues/phrases as well; until then nobody is offered {language}",
    ),
    "translation.rubricless": (
        "the wording is translated into {language}, the rubric is not",
        "translate it in translations/{language}; until then nobody is offered {language}",
    ),
    "translation.nameless": (
        "this language does not say how it is called",
        'write "this_language: …"; until then nobody is offered it',
    ),
    # Characters and texts
    "text.control": ("an invisible or control character stands here ({code})", "delete it, and type the place again"),
    "text.tab": ("a tab stands where spaces are needed", "indent with spaces, two for each step"),
    "text.empty": ("{name} has no text", "write it, or remove the key if it may be left out"),
    "text.spaces": ("{name} begins or ends with a space", "remove the space inside the quotes"),
    "text.markup": ('{name} holds markup ("{found}")', "write plain words only; the bot does the layout"),
    "text.todo": ('{name} is unfinished ("{found}")', "write the final words"),
    "text.garbled": ('{name} holds garbled characters ("{found}")', "type them again, and save the file as UTF-8"),
    "text.long": ("{name} has {count} characters, at most {most} fit", "shorten it by {over}"),
    "text.together": ("{name} has {count} characters together, at most {most} fit", "shorten by {over}"),
    "text.twin": ("{name} says the same as {other}", "word the two so that people can tell them apart"),
    # YAML
    "yaml.colon": (
        "the text holds a colon followed by a space, which would begin a new key",
        "put the whole text in double quotes",
    ),
    "yaml.nospace": ("a space is missing after the colon", 'write "key: value" with a space after the colon'),
    "yaml.deeper": ("the line is indented deeper than the line above allows", "line it up with its neighbours"),
    "yaml.indent": (
        "the line does not fit the lines above",
        "line up its indentation with its neighbours, and look for a quote that ends too early",
    ),
    "yaml.sign": (
        "a value begins with a character that means something else in YAML",
        "put the whole value in double quotes",
    ),
    "yaml.key": ("a key without its colon", 'write "key: value", or indent the line if it belongs to the text above'),
    "yaml.quote": ("a quote is opened here but not closed where it should be", "close it at the end of the text"),
    "yaml.escape": (
        "a backslash in double quotes begins something unknown",
        "write two backslashes, or use single quotes",
    ),
    "yaml.bracket": ("a bracket or brace is not closed", "close it, or put the text in double quotes"),
    "yaml.dash": ("a dash stands where no list can begin", "put each list item on its own line, under the key"),
    "yaml.block": ("text follows directly after > or |", "begin the text on the next line, indented"),
    "yaml.other": ("the line cannot be read", "put texts in double quotes, and check colons and indentation"),
    "yaml.directive": ("a line beginning with % is not allowed here", "remove it"),
    "yaml.documents": ("a second document begins here", "remove the line ---; one file is one page"),
    "yaml.alias": ("*{name} refers to another place", 'write the value itself, or "*{name}" in quotes if it is text'),
    "yaml.anchor": ("&{name} marks a place to be referred to", "remove it, or put the text in double quotes"),
    "yaml.merge": ("<< copies keys from another place", "write the keys themselves"),
    "yaml.tag": ("{name} asks for a special type", "remove it, or put the text in double quotes"),
    "yaml.deep": ("values are nested more than {most} deep", "write them less deep; no page needs more"),
    "yaml.keyshape": (
        "a key is not one word",
        'write a single word before the colon; braces need double quotes: "{{…}}"',
    ),
    "yaml.duplicate": ('the key "{key}" stands here a second time (first in line {first})', "remove one of the two"),
    "yaml.duplicates": (
        'several keys stand here a second time, from "{key}" on (first in line {first})',
        'begin a new item of the list with "- " before them, or remove them',
    ),
    "yaml.comment": (
        "everything after # is left out as a comment",
        "put the whole value in double quotes, or the comment on its own line",
    ),
    # Plain values that tools read differently
    "trap.truth": (
        "{written} without quotes means yes or no to some tools",
        'write "{written}" in double quotes, or true or false',
    ),
    "trap.key": (
        "the key {written} without quotes means yes or no to some tools",
        'write "{written}": in double quotes',
    ),
    "trap.octal": (
        "{written} begins with a zero and is read as another number by some tools",
        'write it without the zero, or in double quotes: "{written}"',
    ),
    "trap.time": ("{written} without quotes is read as a time by some tools", 'put it in double quotes: "{written}"'),
    "trap.date": ("{written} without quotes is read as a date", 'put it in double quotes: "{written}"'),
    "trap.number": (
        "{written} is read as a number by some tools",
        'write plain digits, or put it in double quotes: "{written}"',
    ),
    "trap.nothing": ("{name} has no value", "write it, or remove the key if it may be left out"),
    # Keys and types
    "key.unknown": ('the key "{key}" is unknown', "{guess}allowed here: {known}"),
    "key.missing": ('the key "{key}" is missing {where}', 'add "{key}: …"'),
    "key.competency": ("a tactic does not name its competency", "remove this line; the page says it once, at its top"),
    "type.text": ("{name} should be text, but {written} is read as {found}", 'put it in double quotes: "{written}"'),
    "type.words": (
        "{name} should be text, but is {found}",
        "write one text; if it holds a colon, put it in double quotes",
    ),
    "type.whole": ("{name} should be a whole number, but is {found}", "write digits only, without quotes"),
    "type.truth": ("{name} should be true or false, but is {found}", "write true or false, without quotes"),
    "type.list": ("{name} should be a list, but is {found}", 'write each item on its own line, after "- "'),
    "type.keys": ("{name} should be made of keys, but is {found}", 'write "key: value" lines, indented under it'),
    "type.choice": ('{name} is "{written}"', "{guess}write one of: {known}"),
    "type.low": ("{name} is {written}, which is too low", "the lowest allowed is {least}"),
    "type.high": ("{name} is {written}, which is too high", "the highest allowed is {most}"),
    "type.few": ("{name} has too few items", "write at least {least}"),
    "type.many": ("{name} has too many items", "write at most {most}"),
    "type.id": ('{name} is "{written}"', "use small letters, digits and _ only, as in {sample}"),
    "type.other": ("{name} is not as expected ({reason})", "compare it with a similar place in another page"),
    # Across pages
    "id.file": ('the page says {key} "{written}", its file is named {stem}', "make the two the same"),
    "id.unlisted": (
        '"{written}" is not listed under competencies in rubric.yaml',
        "{guess}add it there, or remove this page",
    ),
    "id.prefix": ('"{written}" stands on the page of {page}', "begin it with {page}. and nothing else"),
    "id.duplicate": ('the id "{written}" is taken already ({first})', "give one of the two another name"),
    "id.reserved": ('"{written}" has a meaning of its own in the chat', "choose another id"),
    "id.button": (
        'a button for "{written}" would have {count} bytes, Telegram allows {most}',
        "shorten the id by {over}",
    ),
    "id.twice": ('"{written}" stands twice in this list', "remove one"),
    "id.nowhere": ('nothing on this page has the id "{written}"', "{guess}name one that stands on the page"),
    "area.unknown": ('no competency is named "{written}"', "{guess}write one of: {known}"),
    "page.missing": ('"{written}" has no page {page}', "{guess}write the page, or take it off this list"),
    "levels.twice": ("level {level} is described twice (first in line {first})", "keep one of the two"),
    "levels.lacking": ("{name} lack {levels}", "describe each level from 1 to 5 once"),
    "levels.reach": (
        "no answers can reach {levels}: no statement stands there",
        "write at least one statement for each level",
    ),
    "points.order": (
        "{better} is worth {more} and {worse} is worth {less}",
        "points must fall from fully to no, and end at 0 or more",
    ),
    "points.holds": ("holds_at is {written}, which no answers can reach", "choose a whole number from 1 to {most}"),
    "points.free": (
        "holds_at is {written}, so a level would hold without any answer",
        "choose a whole number from 1 to {most}",
    ),
    "impact.order": (
        "{nearer} begins at {less} and {further} at {more}",
        "the numbers of areas must rise from narrow to broad",
    ),
    "list.empty": ("{name} is an empty list", "write at least one item"),
    "helps.unknown": ('{key} names "{written}", which no page has', "{guess}write the full id of a {kind}"),
    "helps.kind": ('{key} names "{written}", which is a {kind}', "move it to {other}"),
    "helps.level": (
        'the tactic starts at level {start}, but "{written}" belongs to level {level}',
        "help statements of a higher level than from_level",
    ),
    "helps.nobody": ('no tactic helps "{written}"', "write it under helps of a tactic in playbook/"),
    "eases.nobody": ('no tactic eases "{written}"', "write it under eases of a tactic in playbook/"),
    "ways.few": ("from {ways}", "write at least two tactics for each step from one level to the next"),
    "year.odd": ("{name} is {written}, which is no likely year", "write a year with four digits, such as 2019"),
    "year.order": (
        "year is {written}, later than as_of {limit}",
        "as_of is the year for which the fact is known to hold",
    ),
}
