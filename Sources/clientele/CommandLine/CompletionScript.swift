/// A shell that completes words, and how it asks the program for them.
///
/// The scripts hold no names: at each Tab the shell runs `clientele completions --for SHELL -- WORD…` with the words up to
/// the cursor. The first line of the answer says which paths the shell offers itself (`none`, `files`, `folders`), every
/// other one is a word, for some shells with a tab and what it means.
enum CompletionScript: String, CaseIterable {
  case bash, zsh, fish

  /// The answer to a shell.
  func answer(_ words: [String], in tree: CommandTree) -> String {
    guard self == .bash else {
      let found = Completion.of(words, in: tree)
      let lines = found.words.map { $0.help.isEmpty ? $0.text : "\($0.text)\t\(Self.line($0.help))" }
      return ([found.paths.rawValue] + lines).joined(separator: "\n") + "\n"
    }
    let (words, kept) = Self.whole(words)
    let found = Completion.of(words, in: tree)
    let lines = found.words.map { String($0.text.dropFirst(kept)) }
    return ([found.paths.rawValue] + lines).joined(separator: "\n") + "\n"
  }

  /// A meaning in one line.
  private static func line(_ help: String) -> String { help.split(whereSeparator: \.isNewline).joined(separator: " ") }

  /// The words as they were typed: bash cuts them at `=` and `:` too, and leaves an open quotation mark at the last one.
  ///
  /// - Returns: the words, and how many characters of the last one stand before the piece that bash replaces.
  static func whole(_ pieces: [String]) -> (words: [String], kept: Int) {
    var words: [String] = []
    var joins = false
    var kept = 0
    for piece in pieces {
      let isBreak = !piece.isEmpty && piece.allSatisfy { $0 == "=" || $0 == ":" }
      if (isBreak || joins), let last = words.popLast() {
        kept = isBreak ? last.count + piece.count : last.count
        words.append(last + unquoted(piece))
      } else {
        kept = 0
        words.append(unquoted(piece))
      }
      joins = isBreak
    }
    return (words, kept)
  }

  private static func unquoted(_ word: String) -> String {
    var word = word
    guard let mark = word.first, mark == "'" || mark == "\"" else { return word }
    word.removeFirst()
    if word.last == mark { word.removeLast() }
    return word
  }

  /// What the shell reads once.
  var text: String {
    switch self {
    case .bash: Self.bashScript
    case .zsh: Self.zshScript
    case .fish: Self.fishScript
    }
  }

  private static let bashScript = #"""
    # bash completion for clientele
    _clientele() {
      local paths line cur=$2
      COMPREPLY=()
      {
        read -r paths
        while IFS= read -r line; do COMPREPLY+=("$line"); done
      } < <("${COMP_WORDS[0]}" completions --for bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
      case $cur in '=' | ':') cur= ;; esac
      case $paths in
        files) compopt -o filenames && while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$cur") ;;
        folders) compopt -o filenames && while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$cur") ;;
      esac
      if [ ${#COMPREPLY[@]} = 1 ]; then
        case ${COMPREPLY[0]} in *[=:]) compopt -o nospace ;; esac
      fi
    }
    complete -F _clientele clientele

    """#

  private static let zshScript = #"""
    #compdef clientele
    _clientele() {
      local -a lines ending going
      local line word help prefix=
      lines=("${(@f)$("${(Q)words[1]}" completions --for zsh -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
      for line in "${(@)lines[2,-1]}"; do
        [[ -n $line ]] || continue
        word=${line%%$'\t'*}
        help=
        [[ $line == *$'\t'* ]] && help=:${line#*$'\t'}
        if [[ $word == *[=:] ]]; then going+=("${word//:/\\:}$help"); else ending+=("${word//:/\\:}$help"); fi
      done
      (( $#ending )) && _describe -t values 'word' ending
      (( $#going )) && _describe -t values 'word' going -S ''
      [[ $PREFIX == --*=* ]] && compset -P '*='
      case $lines[1] in
        files) _files ;;
        folders) _files -/ ;;
      esac
    }
    if [[ ${funcstack[1]} == _clientele ]]; then _clientele "$@"; else compdef _clientele clientele; fi

    """#

  private static let fishScript = #"""
    # fish completion for clientele
    function __clientele_complete
        set -l before (commandline -opc)
        set -l typed (commandline -ct | string replace -r '^[\'"]' '')
        set -l lines (command $before[1] completions --for fish -- $before[2..-1] "$typed" 2>/dev/null)
        for line in $lines[2..-1]
            echo $line
        end
        switch "$lines[1]"
            case files
                __fish_complete_path (string replace -r '^--[a-z-]*=' '' -- $typed)
            case folders
                __fish_complete_directories (string replace -r '^--[a-z-]*=' '' -- $typed)
        end
    end
    complete -c clientele -f -a '(__clientele_complete)'

    """#
}
