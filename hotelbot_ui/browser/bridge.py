"""How Python components read the browser's store and name its actions.

A live Var is a plain Reflex Var whose hook subscribes to one key of the store, so a pushed change
repaints what was drawn from it, with no event to the server and no State (docs/architecture.md).
"""

from typing import Any, Final

import reflex as rx
from reflex.vars import FunctionVar, VarData
from reflex_base.utils.imports import ImportVar

SCRIPTS: Final = (
    "words.js", "store.js", "api.js", "toasts.js", "clock.js", "thread.js", "inbox.js", "alerts.js",
    "channels.js", "stays.js", "live.js", "session.js", "lists.js", "scroller.js", "composer.js",
    "keys.js", "focus.js", "parts.js", "doubts.js", "letters.js", "delivery.js", "figures.js",
    "files.js", "attaching.js", "help.js", "wrong.js", "canned.js", "uploading.js", "recovery.js",
    "translating.js", "outgoing.js", "languages.js",
    "handling.js", "lines.js", "palette.js", "picking.js", "planned.js", "saved_views.js",
    "ai_drafts.js", "ai_rules.js", "evidence.js", "drafts.js", "merging.js", "moods.js",
    "mailing.js", "notifications.js", "presence.js", "promises.js", "second.js", "finding.js",
    "windowing.js", "templates.js", "template_view.js",
    "triggers.js", "conditions.js", "actions.js", "leaving.js", "builder.js", "rehearsal.js",
    "knowledge.js", "candidates.js", "intakes.js", "golden.js",
    "ledger.js", "skips.js", "privacy.js", "cost.js", "who.js",
)  # fmt: skip
LANGUAGES: Final = {"en": "English", "de": "Deutsch", "es": "Español", "ru": "Русский"}
"""Those of the screens, by their own names. English has no catalogue: it is the key of each."""
CATALOGUES: Final = tuple(f"words_{language}.json" for language in LANGUAGES if language != "en")
for script in (*SCRIPTS, *CATALOGUES, "sentences.json"):
    rx.asset(script, shared=True)
HOOKS: Final = rx.asset("hooks.js", shared=True).importable_path


def _data(*names: str, hooks: tuple[str, ...] = ()) -> VarData:
    return VarData(
        imports={HOOKS: [ImportVar(tag=name) for name in names]},
        hooks=dict.fromkeys(hooks),
    )


def live(key: str, kind: Any) -> rx.Var:
    """The store's value under this key, typed as `kind`; always current."""
    name = f"live_{key}"
    hook = f'const {name} = useLive("{key}");'
    data = _data("useLive", hooks=(hook,))
    return rx.Var(_js_expr=name, _var_type=kind, _var_data=data).guess_type()


def raw(name: str) -> rx.Var:
    """An action as the function it is, for an attribute that takes the browser's own event."""
    return rx.Var(_js_expr=f"act.{name}", _var_data=_data("act"))


def do(name: str, *args: Any) -> FunctionVar:
    """An event handler that runs the action `name` in the browser with these arguments."""
    given = [rx.Var.create(arg) for arg in args]
    call = f"(() => act.{name}({', '.join(str(arg) for arg in given)}))"
    data = VarData.merge(_data("act"), *(arg._get_all_var_data() for arg in given))
    return rx.Var(_js_expr=call, _var_data=data).to(FunctionVar)


def put(key: str, value: Any) -> FunctionVar:
    return do("put", key, value)


def ask(function: str, *args: Any, kind: Any = str, ticking: bool = False) -> rx.Var:
    """The answer of a pure function of the browser; `ticking` asks again as time goes by."""
    given = [rx.Var.create(arg) for arg in args]
    hooks = ('const live_now = useLive("now");',) if ticking else ()
    data = VarData.merge(
        _data("act", "clock", *(("useLive",) if ticking else ()), hooks=hooks),
        *(arg._get_all_var_data() for arg in given),
    )
    # Reading live_now keeps the component subscribed to the tick.
    said = ", ".join([*(str(arg) for arg in given), *(("live_now",) if ticking else ())])
    return rx.Var(_js_expr=f"{function}({said})", _var_type=kind, _var_data=data).guess_type()


def clock(function: str, moment: Any, *more: Any, kind: Any = str) -> rx.Var:
    """A time in the hotel's zone: time, day, stamp, moment or waited; or what is true of it."""
    return ask(f"clock.{function}", moment, *more, kind=kind, ticking=True)


def effect(hook: str, *args: Any) -> VarData | None:
    """Calls one of the browser's hooks, with Vars or plain values, in whatever draws this."""
    given = [rx.Var.create(arg) for arg in args]
    call = f"{hook}({', '.join(str(arg) for arg in given)});"
    data = (arg._get_all_var_data() for arg in given)
    return VarData.merge(*data, _data(hook), VarData(hooks={call: None}))


def marked(name: str, *effects: VarData | None) -> rx.Var[str]:
    """The plain text `name`; the component that shows it also runs the effects."""
    return rx.Var.create(name)._replace(merge_var_data=VarData.merge(*effects))
