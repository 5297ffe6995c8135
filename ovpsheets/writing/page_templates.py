"""Pages from templates: self-contained HTML, and Markdown.

Everything that a template puts in is escaped, whoever wrote it: HTML by
Jinja2's autoescape, Markdown by :func:`escape_markdown`.
"""

import base64
import io
import re
from collections.abc import Callable
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    Environment,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.nodes import EvalContextModifier, Filter, ScopedEvalContextModifier
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ovpsheets.errors import SettingsError
from ovpsheets.member_text import visible
from ovpsheets.templates import active, cached, packaged
from ovpsheets.writing.compiled_pages import CompiledPages
from ovpsheets.writing.look import logo, look

PAGES: Final = "summary"
"""The folder of the pages' templates: the package's, and a workspace's instead."""

_MARKUP: Final = re.compile(r"[\\`*_\[\]<>#|~$&]|:(?=//)|(?<=www)\.", re.IGNORECASE)
# At the start of a line these would make a list, a heading or a rule.
_AT_START: Final = re.compile(r"^(?:[-+=]|\d+(?=[.)](?:\s|$)))")


def _logo() -> str:
    """Return the logo as a page carries it, "" for none."""
    own = logo()
    # In the page itself: a file that is mailed on alone would else have no logo.
    return "" if own is None else base64.b64encode(own).decode("ascii")


def render_page(name: str, **values: object) -> bytes:
    """Return what the template *name* makes of *values* as one HTML file (UTF-8), in our look."""
    own = look()
    template = _html().get_template(name)
    look_of = {"colours": own.colours, "font": own.font, "mono": own.mono, "logo": _logo()}
    return _rendered(template, **look_of, **values)


def render_markdown_page(name: str, **values: object) -> bytes:
    """Return what the template *name* makes of *values*, each escaped as Markdown (UTF-8)."""
    return _rendered(_markdown().get_template(name), **values)


def _rendered(template: Template, **values: object) -> bytes:
    """Return what a template makes, put together a thousand of its pieces at a time.

    The page of a large plan has a million pieces, which take several times its room.
    """
    pieces, out = template.stream(**values), io.BytesIO()
    pieces.enable_buffering(1000)
    try:
        pieces.dump(out, "utf-8")
    except TemplateError as fault:
        if not _has_own():
            raise
        raise SettingsError(
            "templates_unusable", file=f"templates/{PAGES}", detail=fault.message or str(fault)
        ) from fault
    return out.getvalue()


def escape_markdown(text: str) -> str:
    """Return *text* so that Markdown shows it and takes none of it as markup.

    Line breaks become spaces: inside a table cell they would end the row.
    """
    plain = " ".join(visible(text).split())
    escaped = _MARKUP.sub(r"\\\g<0>", plain)
    # GitHub makes a link of every address, escaped or not, unless something stands in it.
    escaped = escaped.replace("@", "@<!-- -->")
    return _AT_START.sub(_behind_backslash, escaped)


def _behind_backslash(start: re.Match[str]) -> str:
    # A digit cannot be escaped; the dot or bracket after the number can.
    return f"{start[0]}\\" if start[0].isdigit() else f"\\{start[0]}"


def _plain_text(value: object) -> object:
    """Show what is not seen but acts; the autoescape comes after."""
    return visible(value) if type(value) is str else value


def _as_markdown(value: object) -> str:
    return escape_markdown(str(value))


def page_names() -> tuple[str, ...]:
    """Return the names of the templates of pages, which a workspace may have instead."""
    return tuple(sorted(file.name for file in packaged(PAGES).iterdir()))


def fault_of_page(name: str) -> tuple[str, str] | None:
    """Return why a workspace's own template is not used, and what stands in it; None if it is.

    ``page``: it cannot be read; ``active``: something in it runs, fetches something from
    elsewhere, or lets through as markup what members typed.
    """
    data = active().files.get(f"{PAGES}/{name}")
    try:
        source = "" if data is None else data.decode("utf-8-sig")
        tree = _html().parse(source)
    except (TemplateSyntaxError, UnicodeDecodeError) as fault:
        return "page", str(fault)
    through = [own.name for own in tree.find_all(Filter) if own.name in _LETS_THROUGH]
    through += ["autoescape"] * any(tree.find_all((EvalContextModifier, ScopedEvalContextModifier)))
    found = _ACTIVE.search(source)
    if found or through:
        return "active", " ".join(found[0].split()) if found else through[0]
    return None


_LETS_THROUGH: Final = frozenset({"safe", "attr", "xmlattr"})
_ACTIVE: Final = re.compile(
    r"<\s*(?:script|iframe|frame|object|embed|applet|link|base|form|foreignobject)\b"
    r"|<\s*meta[^>]*http-equiv(?!=\"Content-Security-Policy)"
    r"|(?<![\w-])on\w+\s*=|javascript\s*:|@import|expression\s*\("
    r"|(?:src|srcset|poster|background|xlink:href)\s*=\s*[\"']?\s*(?!data:image/|\{\{|#)[^\s>\"']"
    r"|url\(\s*[\"']?\s*(?!data:image/|data:font/|#)[^)\s\"']",
    re.IGNORECASE,
)
"""What a page may not have: it runs, is fetched from elsewhere, or sends something there."""


def _source(name: str) -> str:
    own = active().files.get(f"{PAGES}/{name}")
    if own is None or fault_of_page(name):
        return packaged(PAGES, name).read_text("utf-8")
    return own.decode("utf-8-sig")


def _loader() -> BaseLoader:
    return FunctionLoader(_source)


def _has_own() -> bool:
    """Tell whether the workspace brings a page's template."""
    return any(name.startswith(f"{PAGES}/") for name in active().files)


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, which asks of each kind of object once whether a template may have a name of it.

    It looks at the kind and at the name alone. A large page asks a million times.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether *attr* of *obj* may be used; see :class:`SandboxedEnvironment`."""
        name = (type(obj), attr)
        if name not in self._safe:
            self._safe[name] = super().is_safe_attribute(obj, attr, value)
        return self._safe[name]


def _environment(finalize: Callable[[object], object], *, autoescape: bool) -> Environment:
    # Sandboxed where a workspace brings templates, which somebody may have sent: none of them
    # reaches into Python, and none is kept compiled. Ours need none, and take two thirds of the
    # time without. And strict: a name that is misspelt must not print nothing in silence.
    kind = _Sandbox if _has_own() else Environment
    return kind(
        loader=_loader(),
        bytecode_cache=None if _has_own() else CompiledPages("html" if autoescape else "md"),
        undefined=StrictUndefined,
        autoescape=autoescape,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cached
def _html() -> Environment:
    own = _environment(_plain_text, autoescape=True)
    own.filters["css"] = css_text
    return own


def css_text(text: str) -> str:
    """Return *text* as it stands between quotation marks of a style sheet (CSS Syntax 4.3.7).

    Nothing is left of it that ends the string or the element, or that HTML would escape.
    """
    return "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in visible(text))


@cached
def _markdown() -> Environment:
    # finalize escapes everything: a template has no macros, only includes
    return _environment(_as_markdown, autoescape=False)
