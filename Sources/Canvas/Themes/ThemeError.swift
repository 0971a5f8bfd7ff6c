/// Why a theme cannot be used.
public enum ThemeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No theme has that name.
  case unknown(name: String, nearest: String?)
  /// The file cannot be read.
  case unreadable(path: String)
  /// The file is not valid: where, and why.
  case invalid(source: String, reason: String)
  /// Themes inherit from each other in a circle.
  case circular(name: String)

  /// One sentence for a person.
  public var description: String {
    switch self {
    case .unknown(let name, let nearest):
      "there is no theme \"\(name)\"" + (nearest.map { "; nearest: \"\($0)\"" } ?? "")
    case .unreadable(let path): "the theme file \(path) cannot be read"
    case .invalid(let source, let reason): "theme \(source): \(reason)"
    case .circular(let name): "the theme \"\(name)\" inherits from itself"
    }
  }
}

/// What a list of themes says of each.
public struct ThemeSummary: Hashable, Sendable {
  /// The name by which it is chosen.
  public var name: String
  /// Whether it is meant for a light background.
  public var isLight: Bool
  /// Where it comes from.
  public var origin: Origin
  /// One line.
  public var description: String

  /// `light` or `dark`.
  public var mode: String { isLight ? "light" : "dark" }

  /// Where a theme comes from.
  public enum Origin: Hashable, Sendable {
    /// The program itself.
    case embedded
    /// A file of the user.
    case file(path: String)
  }
}
