"""Fish: the script that completes in fish, with a word of help beside each."""

from collections.abc import Iterator
from string import Template

from handler.commands.completing.menu import CommandEntry, Menu

SCRIPT = Template(r"""# What completes tintype in fish; made by `tintype completion fish`.
function __tintype_values
    switch $$argv[1]
$values
    end
end
function __tintype_parameters
    set -l cur (string trim -l -c '\'"' -- (commandline -ct))
    set -l head (string match -r '^.*[,&?]' -- $$cur; or echo)
    set -l last (string replace -r '^.*[,&?]' '' -- $$cur)
    if string match -q '*=*' -- $$last
        set -l name (string replace -r '=.*' '' -- $$last)
        for value in (__tintype_values $$name)
            echo "$$head$$name=$$value"
        end
        return
    end
    set -l before (string match -r '([a-z-]+)=[^=]*,$$' -- $$head)
    if set -q before[2]
        for value in (__tintype_values $$before[2])
            echo "$$head$$value"
        end
    end
    for name in $names
        echo "$$head$$name="
    end
end
function __tintype_given
    set -l words (commandline -opc)
    test (count $$words) -ge 2; and test $$words[2] = $$argv[1]; or return 1
    set -l given (count (string match -v -- '-?*' $$words[3..-1]))
    test $$given -ge $$argv[2]
end
complete -c tintype -n __fish_use_subcommand -l version -d 'the version'
$commands
complete -c tintype -n '__tintype_given render 2' -f -a '(__tintype_parameters)'
complete -c tintype -n 'not __tintype_given render 1; and __tintype_given render 0' -a '$generators'
function __tintype_asks
    __tintype_given explain 0; and string match -q '*\?*' -- (commandline -ct)
end
complete -c tintype -n __tintype_asks -f -a '(__tintype_parameters)'
""")


def fish_script(menu: Menu) -> str:
    """Return the script."""
    values = (
        f"        case {name}\n            printf '%s\\n' {' '.join(some)}"
        for name, some in menu.values.items()
        if some
    )
    return SCRIPT.substitute(
        values="\n".join(values),
        names=" ".join(menu.values),
        commands="\n".join(line for each in menu.commands for line in _lines(each)),
        generators=" ".join(f"generate:{name}" for name in menu.generators),
    )


def _lines(command: CommandEntry) -> Iterator[str]:
    yield f"complete -c tintype -n __fish_use_subcommand -f -a {command.name} -d {_quoted(command.about)}"
    of = f"complete -c tintype -n '__fish_seen_subcommand_from {command.name}'"
    for option in command.options:
        takes = f" -x -a '{' '.join(option.choices)}'" if option.choices else " -r" if option.takes else ""
        yield f"{of} -l {option.name.removeprefix('--')} -d {_quoted(option.about)}{takes}"
    if command.choices:
        yield f"{of} -f -a '{' '.join(command.choices)}'"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
