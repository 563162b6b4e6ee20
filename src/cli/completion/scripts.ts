import type { Shell } from './answer.ts';

/** Answers end with one of these where more is to follow: no blank is put behind them. */
const bash = `# Completion of allora-sim for bash. In ~/.bashrc: source <(allora-sim completion bash)
_allora_sim() {
  local word character escaped
  COMPREPLY=()
  while IFS= read -r word; do
    for character in ' ' "'" '"' '(' ')' ';' '$'; do
      escaped="\\\\$character"
      word=\${word//"$character"/$escaped}
    done
    COMPREPLY+=("$word")
  done < <("\${COMP_WORDS[0]}" --complete bash "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [[ "\${COMPREPLY[0]}" == *[/=,] ]] && type compopt >/dev/null 2>&1; then compopt -o nospace; fi
}
complete -F _allora_sim allora-sim
`;

const zsh = `#compdef allora-sim
# Completion of allora-sim for zsh. In ~/.zshrc, behind compinit: source <(allora-sim completion zsh)
_allora_sim() {
  local -a answers open
  answers=("\${(@f)$("\${(Q)words[1]}" --complete zsh "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  open=(\${(M)answers:#*[/=,]})
  answers=(\${answers:#*[/=,]})
  compadd -- $answers
  compadd -S '' -- $open
}
if [[ "\${funcstack[1]}" = _allora_sim ]]; then _allora_sim "$@"; else compdef _allora_sim allora-sim; fi
`;

const fish = `# Completion of allora-sim for fish: allora-sim completion fish > ~/.config/fish/completions/allora-sim.fish
function __allora_sim
  set -l words (commandline -opc)
  set -l begun (commandline -ct | string unescape 2>/dev/null; or commandline -ct | string trim -l -c "\\"'")
  $words[1] --complete fish $words[2..] "$begun" 2>/dev/null
end
complete -c allora-sim -f -a '(__allora_sim)'
`;

/** What makes a shell complete the command lines of this program. */
export const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
