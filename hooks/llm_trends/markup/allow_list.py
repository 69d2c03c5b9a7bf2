"""The HTML that may stand in a page: elements and their attributes."""

from __future__ import annotations

TEXT = set(
    "a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure "  # noqa: SIM905
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub "
    "summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
MATHEMATICS = set(
    "math menclose mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow ms "  # noqa: SIM905
    "mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics "
    "annotation mprescripts mlabeledtr maction merror".split()
)
EVERYWHERE = {"class", "id", "title", "lang", "dir", "role", "tabindex", "hidden"}
ATTRIBUTES = {
    "*": EVERYWHERE,
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "time": {"datetime"},
    "details": {"open"},
} | {
    tag: {
        *("accent", "accentunder", "align", "columnalign", "columnlines", "columnspacing"),
        *("display", "displaystyle", "fence", "form", "frame", "height", "depth", "largeop"),
        *("linebreak", "linethickness", "lspace", "mathcolor", "mathsize", "mathvariant"),
        *("maxsize", "minsize", "movablelimits", "notation", "open", "close", "rowlines"),
        *("rowspacing", "rspace", "scriptlevel", "separator", "separators", "stretchy"),
        *("symmetric", "voffset", "width", "xmlns", "mathbackground"),
    }
    for tag in MATHEMATICS
}
