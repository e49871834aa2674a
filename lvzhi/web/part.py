"""One block of a template by itself, for htmx; blocks that a template has from the one it extends are found, too."""

from functools import cache
from typing import Any

from jinja2 import Environment, Template, nodes


def has_part(env: Environment, template: str, part: str) -> bool:
    return any(part in one.blocks for one in family(env, template))


def rendered_part(env: Environment, template: str, part: str, context: dict[str, Any]) -> str:
    """What the whole page would show in this block. What the template sets outside its blocks does not happen."""
    chain = family(env, template)
    made = chain[0].new_context(context)
    for ancestor in chain[1:]:
        for name, block in ancestor.blocks.items():
            made.blocks.setdefault(name, []).append(block)
    return "".join(made.blocks[part][0](made))


def family(env: Environment, template: str) -> list[Template]:
    """The template and those it extends, the nearest first."""
    found = [env.get_template(template)]
    while (parent := parent_of(env, str(found[-1].name))) is not None:
        found.append(env.get_template(parent))
    return found


@cache
def parent_of(env: Environment, template: str) -> str | None:
    """The name that the template's own `extends` gives, if it has one."""
    assert env.loader is not None
    source = env.loader.get_source(env, template)[0]
    extends = next(env.parse(source, template).find_all(nodes.Extends), None)
    return extends.template.as_const() if extends is not None else None
