"""What somebody could write as a city, a note, an owner, a reason or a name, so that it becomes more than words."""

MARKUP = (
    "<b>evil</b>", "<b>evil", "</b>evil", "<a href='https://evil.example'>x</a>", '<a href="tg://user?id=1">evil</a>',
    "<script>alert('evil')</script>", "<img src=x onerror=alert('evil')>", "<svg onload=alert('evil')>",
    "</title><script src=//evil.example></script>", "<iframe srcdoc='evil'></iframe>",
    "<style>@import '//evil'</style>", "<table><tr><td>evil", "<!-- evil", "<![CDATA[evil]]>", "<?xml evil?>",
    "<!doctype evil>", "<br/>evil<br>", '"><evil x="', "'><evil x='", "` onmouseover=evil",
    '" onfocus="evil" autofocus="', "evil&lt;b&gt;", "&#60;b&#62;evil", "&amp;lt;evil", "&#x3c;evil&#x3e;",
    "<B>EVIL</B>", "<\x00b>evil</b>", "<b\n>evil</b>", "<<b>evil</b>>", "<tg-spoiler>evil</tg-spoiler>",
    "<code>evil</code>", "<blockquote>evil", "<tg-emoji emoji-id='1'>evil</tg-emoji>",
    "<foreignObject>evil</foreignObject>", "<use href='//evil'/>", "<math><mtext>evil", "<u>evil</u>", "<p>evil</p>",
)  # fmt: skip
MARKDOWN = (
    "[evil](https://evil.example)", "](evil", "![evil](//evil)", "*evil*", "_evil_", "`evil`", "```\nevil\n```",
    "> evil", "# evil", "== evil", "= evil =", "- evil", "1. evil", "| evil | evil |", "~~evil~~", "||evil||",
)  # fmt: skip
SOURCES = (
    '#read("/etc/passwd") evil', '#import "@preview/evil:1.0"', '#link("https://evil.example")[x]', "$evil$", "@evil",
    '#eval("evil")', "<evil>", "evil] #text[", "\\u{202e}evil", "*/ evil /*", "{{ 7 * 7 }} evil", "{% raw %}evil",
    "{# evil #}", "{0.__class__} evil", "%(evil)s %s %n", "${evil}", "<%= evil %>", "!!python/object:evil",
    "&anchor *evil", "'; DROP evil --",
)  # fmt: skip
FORMULAS = (
    '=HYPERLINK("https://evil.example")', "+evil", "-evil", "@SUM(evil)", "\t=evil", "\r=evil", " =evil",
    "\u00a0=evil", "\ufeff=evil", "=cmd|' /C evil'!A0", "|evil", "%evil", "'=evil", '"=evil"', "evil\r\n=evil",
    'evil","=evil', "evil;=evil", "\u200b=evil", "\u202e=evil",
)  # fmt: skip
SIGNS = (
    "\u202eevil\u202c", "\u2066evil\u2069", "ev\u200bil", "evil\x00", "\x1b[31mevil\x1b[0m", "\x07evil", "evil\x7f",
    "\x85evil", "evil\ud800", "e\u0301vil", "evil \U0001f3d9", "\u061cevil", "evil\u2028evil", "evil\u2029evil",
    "evil\nevil", "evil\r\n\r\nevil", "2026-01-02 03:04:05,678 ERROR evil: x",
    "evil\n2026-01-02 03:04:05,678 ERROR vara: forged", "</script>evil", "\\u003cevil", "evil\\", '{"evil": 1}',
    '"]}evil', "x" * 600 + "evil", "evil " * 120,
)  # fmt: skip

HOSTILE = (*MARKUP, *MARKDOWN, *SOURCES, *FORMULAS, *SIGNS)
