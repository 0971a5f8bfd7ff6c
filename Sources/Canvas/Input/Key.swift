/// A key with its modifiers, as keymaps name it: `j`, `C-d`, `M-x`, `Enter`, `F5`, `Space`.
public struct Key: Hashable, Sendable {
  /// Which key.
  public enum Code: Hashable, Sendable {
    /// A printable character, as typed (upper case with Shift).
    case character(Character)
    /// Enter, Return.
    case enter
    /// Escape.
    case escape
    /// Tab.
    case tab
    /// Shift-Tab.
    case backTab
    /// Backspace.
    case backspace
    /// Delete.
    case delete
    /// Insert.
    case insert
    /// The up arrow.
    case up
    /// The down arrow.
    case down
    /// The left arrow.
    case left
    /// The right arrow.
    case right
    /// Home.
    case home
    /// End.
    case end
    /// Page up.
    case pageUp
    /// Page down.
    case pageDown
    /// F1 … F63.
    case function(Int)
  }

  /// Which key.
  public var code: Code
  /// Whether Control was held.
  public var control: Bool
  /// Whether Alt (Meta) was held.
  public var alt: Bool

  /// Makes a key.
  public init(_ code: Code, control: Bool = false, alt: Bool = false) {
    self.code = code
    self.control = control
    self.alt = alt
  }

  /// Makes the key of a printable character.
  public init(_ character: Character) {
    self.init(.character(character))
  }

  /// Makes the key that a name means, or nil where it means none.
  ///
  /// Prefixes `C-` and `M-` (also `A-`) in any order, then one character or the name of a key in any case. A Control
  /// key with a letter is always the lower-case letter: terminals cannot tell them apart.
  public init?(name: String) {
    var rest = Substring(name)
    var (control, alt) = (false, false)
    while rest.count > 2, rest.dropFirst().first == "-", rest.lowercased() != "s-tab" {
      switch rest.first {
      case "C": control = true
      case "M", "A": alt = true
      default: return nil
      }
      rest = rest.dropFirst(2)
    }
    guard let first = rest.first else { return nil }
    if rest.count == 1 {
      guard !first.isWhitespace, !first.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
      else { return nil }
      let character = control ? (first.lowercased().first ?? first) : first
      self.init(.character(character), control: control, alt: alt)
      return
    }
    let word = rest.lowercased()
    if let code = Self.named.first(where: { $0.name.lowercased() == word })?.code ?? Self.otherNames[word] {
      self.init(code, control: control, alt: alt)
      return
    }
    guard word.first == "f", let number = Int(word.dropFirst()), (1...63).contains(number) else { return nil }
    self.init(.function(number), control: control, alt: alt)
  }

  /// The name that `init(name:)` understands, also what a person is shown.
  public var name: String {
    let prefix = (control ? "C-" : "") + (alt ? "M-" : "")
    switch code {
    case .function(let number): return prefix + "F\(number)"
    case .character(let character) where character != " ": return prefix + String(character)
    default: return prefix + (Self.named.first { $0.code == code }?.name ?? "")
    }
  }

  private static let named: [(name: String, code: Code)] = [
    ("Space", .character(" ")), ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("S-Tab", .backTab),
    ("Backspace", .backspace), ("Del", .delete), ("Ins", .insert), ("Up", .up), ("Down", .down), ("Left", .left),
    ("Right", .right), ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown),
  ]

  private static let otherNames: [String: Code] = [
    "return": .enter, "escape": .escape, "backtab": .backTab, "delete": .delete, "insert": .insert,
    "pageup": .pageUp, "pagedown": .pageDown, "bspace": .backspace,
  ]
}
