"""Maths of titles as LaTeX: only what cannot do more than set a formula."""

import re
from types import MappingProxyType
from typing import Final

_LETTERS: Final = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda "
    "mu nu xi omicron pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega digamma "
    "ell hbar hslash imath jmath aleph beth gimel daleth wp Re Im partial nabla infty"
)
_FONTS: Final = (
    "mathbb mathbf mathcal mathfrak mathit mathnormal mathrm mathscr mathsf mathtt mathds mathbbm "
    "boldsymbol bm text textbf textit textrm textsc textsf texttt textnormal mbox ensuremath emph "
    "operatorname rm bf it cal sf tt displaystyle textstyle scriptstyle scriptscriptstyle"
)
_SHAPES: Final = (
    "frac dfrac tfrac cfrac nicefrac binom dbinom tbinom sqrt over atop choose stackrel "
    "overset underset overline underline overbrace underbrace overrightarrow "
    "overleftarrow widehat widetilde hat check tilde acute grave dot ddot dddot breve bar vec "
    "mathring prime backprime left right middle big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr "
    "biggr Biggr bigm Bigm limits nolimits not phantom hphantom vphantom boxed cancel quad qquad "
    "thinspace medspace thickspace negthinspace enspace xspace"
)
_FUNCTIONS: Final = (
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf injlim ker lg lim "
    "liminf limsup ln log max min Pr projlim sec sin sinh sup tan tanh bmod pmod mod"
)
_OPERATORS: Final = (
    "sum prod coprod int iint iiint oint bigcap bigcup bigsqcup bigvee bigwedge bigodot bigotimes "
    "bigoplus biguplus pm mp times div cdot ast star circ bullet cap cup uplus sqcap sqcup vee "
    "wedge lor land setminus smallsetminus wr diamond bigtriangleup bigtriangledown triangleleft "
    "triangleright oplus ominus otimes oslash odot bigcirc dagger ddagger amalg ltimes rtimes "
    "boxplus boxminus boxtimes boxdot intercal"
)
_RELATIONS: Final = (
    "le leq ge geq ne neq lt gt ll gg lll ggg leqslant geqslant lesssim gtrsim lessgtr prec succ "
    "preceq succeq precsim succsim subset supset subseteq supseteq subsetneq supsetneq nsubseteq "
    "sqsubset sqsupset sqsubseteq sqsupseteq in ni notin equiv sim simeq approx approxeq cong "
    "doteq coloneqq eqqcolon asymp propto varpropto models vDash vdash dashv Vdash perp parallel "
    "nparallel mid nmid smile frown bowtie triangleq nleq ngeq nless ngtr"
)
_ARROWS: Final = (
    "to gets leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow longleftarrow "
    "longrightarrow longleftrightarrow Longleftarrow Longrightarrow Longleftrightarrow mapsto "
    "longmapsto hookleftarrow hookrightarrow uparrow downarrow updownarrow Uparrow Downarrow "
    "Updownarrow nearrow searrow swarrow nwarrow rightharpoonup rightharpoondown leftharpoonup "
    "leftharpoondown rightleftharpoons leftrightarrows rightrightarrows rightsquigarrow leadsto "
    "twoheadrightarrow xrightarrow xleftarrow iff implies impliedby nrightarrow nleftarrow"
)
_SIGNS: Final = (
    "ldots cdots vdots ddots dots dotsc dotsb colon forall exists nexists neg lnot top bot "
    "emptyset varnothing angle triangle square Box Diamond blacksquare lozenge flat natural sharp "
    "clubsuit diamondsuit heartsuit spadesuit checkmark degree therefore because surd complement "
    "lbrace rbrace lbrack rbrack langle rangle lfloor rfloor lceil rceil lvert rvert lVert rVert "
    "vert Vert backslash slash"
)
_COMMANDS: Final = frozenset(
    " ".join(
        (_LETTERS, _FONTS, _SHAPES, _FUNCTIONS, _OPERATORS, _RELATIONS, _ARROWS, _SIGNS)
    ).split()
)
"""Commands that read, write and define nothing."""

_CONTROL_SIGNS: Final = frozenset(",;:!>| {}%#&$_")
# Any letter may belong to a command's name: XeTeX and LuaTeX do not stop at ASCII.
_COMMAND: Final = re.compile(r"\\(?:([^\W\d_]+)|(.?))", re.DOTALL)
# Tables, parameters and comments; and ^^5c is a backslash to TeX.
_REFUSED: Final = re.compile(r"[#&%$]|\^\^")
_BRACE: Final = re.compile(r"\\.", re.DOTALL)
_BRACES: Final = MappingProxyType({r"\{": r"\lbrace ", r"\}": r"\rbrace "})


def latex_maths(tex: str) -> str:
    """A formula between dollars, in braces where it has capitals.

    Empty where it is more than ordinary maths or would not end where it should.
    """
    if not _is_ordinary(tex):
        return ""
    # BibTeX counts braces whatever stands before them.
    tex = _BRACE.sub(lambda found: _BRACES.get(found[0], found[0]), tex)
    if not _is_balanced(tex):
        return ""
    return f"${tex}$" if tex == tex.lower() else f"{{${tex}$}}"


def _is_ordinary(tex: str) -> bool:
    commands = _COMMAND.findall(tex)
    known = all(name in _COMMANDS if name else sign in _CONTROL_SIGNS for name, sign in commands)
    return known and not _REFUSED.search(_COMMAND.sub(" ", tex))


def _is_balanced(tex: str) -> bool:
    depth = 0
    for character in tex:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0
