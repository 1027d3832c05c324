"""Bash: the script that completes in bash, without the package bash-completion.

Bash parts words at = and : and wants only what follows the last of them, but in quotes the whole.
"""

from collections.abc import Iterable
from string import Template

from handler.commands.completing.menu import Menu

SCRIPT = Template(r"""# What completes tintype in bash; made by `tintype completion bash`.
_tintype_options() {
    case $$1 in
$options
    esac
}
_tintype_choices() {
    case "$$1" in
$choices
    esac
}
_tintype_takes() {
    case "$$1 $$2" in
$takes
    *) return 1 ;;
    esac
}
_tintype_values() {
    case $$1 in
$values
    esac
}
_tintype_parameters() {
    local head=$${1%"$${1##*[,&?]}"} last=$${1##*[,&?]} before name value
    if [[ $$last == *=* ]]; then
        for value in $$(_tintype_values "$${last%%=*}"); do echo "$$head$${last%%=*}=$$value"; done
        return
    fi
    before=$${head%[,&?]}
    before=$${before##*[&?]}
    if [[ $$head == *, && $$before == *=* ]]; then
        before=$${before%=*}
        for value in $$(_tintype_values "$${before##*,}"); do echo "$$head$$value"; done
    fi
    for name in $names; do echo "$$head$$name="; done
}
_tintype() {
    local line=$${COMP_LINE:0:COMP_POINT} cur quoted="" candidates="" word
    cur=$${line##*[[:space:]]}
    if [[ $$cur == [\'\"]* ]]; then quoted=1 cur=$${cur:1}; fi
    local -a before
    read -ra before <<< "$${line%"$${line##*[[:space:]]}"}"
    local command=$${before[1]} previous=$${before[-1]} given=0 skip=""
    for word in "$${before[@]:2}"; do
        if [[ -n $$skip ]]; then skip=""
        elif _tintype_takes "$$command" "$$word" > /dev/null; then skip=1
        elif [[ $$word != -?* ]]; then given=$$((given + 1))
        fi
    done
    if [[ $${#before[@]} -lt 2 ]]; then
        candidates="$commands"
    elif [[ -n $$skip ]]; then
        candidates=$$(_tintype_takes "$$command" "$$previous")
    elif [[ $$cur == -* ]]; then
        candidates=$$(_tintype_options "$$command")
    elif [[ $$command == render && $$given -eq 0 && $$cur == g* ]]; then
        candidates="$generators"
    elif [[ $$command == render && $$given -ge 2 ]]; then
        candidates=$$(_tintype_parameters "$$cur")
    elif [[ $$command == explain && $$cur == *\?* ]]; then
        candidates=$$(_tintype_parameters "$$cur")
    else
        candidates=$$(_tintype_choices "$$command $$given")
    fi
    local IFS=$$' \t\n'
    COMPREPLY=()
    for word in $$candidates; do
        if [[ $$word == "$$cur"* ]]; then COMPREPLY+=("$$word"); fi
    done
    if [[ $${COMPREPLY[0]} == *= ]]; then compopt -o nospace 2> /dev/null; fi
    local prefix=$${cur%"$${cur##*[=:]}"}
    if [[ -z $$quoted && -n $$prefix ]]; then COMPREPLY=("$${COMPREPLY[@]#"$$prefix"}"); fi
}
complete -o default -F _tintype tintype
""")


def bash_script(menu: Menu) -> str:
    """Return the script."""
    return SCRIPT.substitute(
        options=_cases((each.name, [option.name for option in each.options]) for each in menu.commands),
        choices=_cases((f'"{each.name} 0"', each.choices) for each in menu.commands if each.choices),
        takes=_cases(
            (f'"{each.name} {option.name}"', option.choices)
            for each in menu.commands
            for option in each.options
            if option.takes
        ),
        values=_cases(item for item in menu.values.items() if item[1]),
        names=" ".join(menu.values),
        commands=" ".join([*(each.name for each in menu.commands), "--help", "--version"]),
        generators=" ".join(f"generate:{name}" for name in menu.generators),
    )


def _cases(words: Iterable[tuple[str, Iterable[str]]]) -> str:
    return "\n".join(f'    {name}) echo "{" ".join(some)}" ;;' for name, some in words)
