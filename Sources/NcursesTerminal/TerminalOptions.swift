/// What somebody wants of the terminal.
public struct TerminalOptions: Sendable, Hashable {
  /// When colours are used.
  public enum ColorChoice: String, Sendable, CaseIterable {
    /// As the terminal and `NO_COLOR` say.
    case auto
    /// Even where `NO_COLOR` is set.
    case always
    /// Attributes only.
    case never
  }

  /// When colours are used.
  public var color: ColorChoice
  /// Whether the mouse is asked for; without it the terminal selects text by itself.
  public var mouse: Bool
  /// ASCII signs: yes, no, or nil to decide by the locale and the kind of terminal.
  public var ascii: Bool?

  /// Makes options.
  public init(color: ColorChoice = .auto, mouse: Bool = true, ascii: Bool? = nil) {
    self.color = color
    self.mouse = mouse
    self.ascii = ascii
  }
}

/// Why a terminal cannot be used.
///
/// Nothing about it has been changed.
public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Input or output is a file or a pipe.
  case notATerminal
  /// The kind of terminal is not known: the value of `TERM`, nil where it is not set.
  case unknownKind(String?)
  /// The terminal cannot place its cursor.
  case noCursorAddressing(String)
  /// A system call failed.
  case system(String)

  /// One sentence for a person.
  public var description: String {
    switch self {
    case .notATerminal: "input and output must be a terminal; `clientele print` writes to files and pipes"
    case .unknownKind(nil): "the environment variable TERM is not set"
    case .unknownKind(.some(let name)): "the terminal \"\(name)\" is not known here; try TERM=xterm-256color"
    case .noCursorAddressing(let name): "the terminal \"\(name)\" cannot place its cursor; try TERM=xterm-256color"
    case .system(let what): "the terminal cannot be opened: \(what)"
    }
  }
}
