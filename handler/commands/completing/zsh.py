"""Zsh: the script that completes in zsh. A word is whole there, with its equals signs."""

from collections.abc import Iterable
from string import Template

from handler.commands.completing.menu import Menu

SCRIPT = Template(r"""#compdef tintype
# What completes tintype in zsh; made by `tintype completion zsh`.
_tintype_parameters() {
    local head=$${1%$${1##*[,&?]}} last=$${1##*[,&?]} before
    typeset -A values
    values=(
$values
    )
    if [[ $$last == *=* ]]; then
        compadd -Q -- $${head}$${last%%=*}=$${^=values[$${last%%=*}]}
        return
    fi
    before=$${$${head%[,&?]}##*[&?]}
    if [[ $$head == *, && $$before == *=* ]]; then
        before=$${before%=*}
        compadd -Q -- $${head}$${^=values[$${before##*,}]}
    fi
    compadd -Q -S '' -- $${head}$${^$${=:-$names}}=
}
_tintype() {
    local cur=$$PREFIX command=$$words[2] word skip="" given=0
    typeset -A options takes choices
    options=(
$options
    )
    takes=(
$takes
    )
    choices=(
$choices
    )
    if (( CURRENT == 2 )); then
        local -a commands
        commands=(
$commands
        )
        _describe command commands
        return
    fi
    for word in $${words[3,CURRENT-1]}; do
        if [[ -n $$skip ]]; then skip=""
        elif [[ -v takes[$$command:$$word] ]]; then skip=$$command:$$word
        elif [[ $$word != -?* ]]; then (( given += 1 ))
        fi
    done
    if [[ -n $$skip ]]; then
        if [[ -n $$takes[$$skip] ]]; then
            compadd -- $${=takes[$$skip]}
        else
            _files
        fi
    elif [[ $$cur == -* ]]; then
        compadd -- $${=options[$$command]}
    elif [[ $$command == render && $$given -ge 2 ]]; then
        _tintype_parameters $$cur
    elif [[ $$command == explain && $${cur} == *\?* ]]; then
        _tintype_parameters $$cur
    elif [[ $$given -eq 0 && -n $$choices[$$command] ]]; then
        compadd -- $${=choices[$$command]}
    else
        [[ $$command == render && $$given -eq 0 ]] && compadd -- $generators
        _files
    fi
}
if [[ $${zsh_eval_context[-1]} == loadautofunc ]]; then _tintype "$$@"; else compdef _tintype tintype; fi
""")


def zsh_script(menu: Menu) -> str:
    """Return the script."""
    return SCRIPT.substitute(
        options=_pairs((each.name, [option.name for option in each.options]) for each in menu.commands),
        choices=_pairs((each.name, each.choices) for each in menu.commands if each.choices),
        takes=_pairs(
            (f"{each.name}:{option.name}", option.choices)
            for each in menu.commands
            for option in each.options
            if option.takes
        ),
        values=_pairs(item for item in menu.values.items() if item[1]),
        names=" ".join(menu.values),
        commands="\n".join(f'            "{each.name}:{each.about}"' for each in menu.commands),
        generators=" ".join(f"generate:{name}" for name in menu.generators),
    )


def _pairs(words: Iterable[tuple[str, Iterable[str]]]) -> str:
    return "\n".join(f'        "{name}" "{" ".join(some)}"' for name, some in words)
