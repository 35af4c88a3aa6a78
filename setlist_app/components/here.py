"""The address in the browser right now, so that a page shows nothing of the place it came from."""

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars.base import VarData

pathname = rx.Var(
    _js_expr="herePath",
    _var_type=str,
    _var_data=VarData(
        imports={"react-router": [ImportVar(tag="useLocation")]},
        hooks={"const herePath = useLocation().pathname;": None},
    ),
).to(str)
