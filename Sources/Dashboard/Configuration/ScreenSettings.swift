import Ledger

/// What a person may choose about the screen: the `screen.*` settings.
public struct ScreenSettings: Sendable, Hashable {
  /// When colours are used.
  public enum Color: String, Sendable, CaseIterable {
    /// On a terminal, unless `NO_COLOR` is set.
    case auto
    /// Always.
    case always
    /// Never: bold, underlined and reversed text only.
    case never
  }

  /// Name of the theme.
  public var theme = "terminal"
  /// When colours are used.
  public var color = Color.auto
  /// Whether only ASCII signs are drawn; `nil`: where the locale is not UTF-8.
  public var ascii: Bool?
  /// Whether the mouse is listened to.
  public var mouse = true

  /// The standard choices.
  public init() {}

  /// The `screen.*` settings.
  public static let table: [SettingDescription] = [
    SettingDescription(
      key: "screen.theme", accepts: "a name from 'clientele themes'", standard: "terminal",
      meaning: "Theme of the screen."),
    SettingDescription(
      key: "screen.color", accepts: "auto, always or never", standard: "auto",
      meaning: "When colours are used; auto honours NO_COLOR."),
    SettingDescription(
      key: "screen.ascii", accepts: "auto, yes or no", standard: "auto",
      meaning: "Whether only ASCII signs are drawn; auto: where the locale is not UTF-8."),
    SettingDescription(
      key: "screen.mouse", accepts: "yes or no", standard: "yes",
      meaning: "Whether the mouse is listened to; no leaves it to the terminal's own text selection."),
  ]

  /// Sets one value by name; `false` where the name is none of ``table``.
  ///
  /// - Throws: `SettingError` where the value is not accepted; nothing is changed then. Whether a theme exists is asked
  ///   when it is loaded.
  public mutating func set(_ key: String, _ value: String) throws(SettingError) -> Bool {
    guard let setting = ScreenSettings.table.first(where: { $0.key == key }) else { return false }
    let refusal = SettingError("\(key) accepts \(setting.accepts), not '\(value)'")
    switch key {
    case "screen.theme":
      guard !value.isEmpty else { throw refusal }
      theme = value
    case "screen.color":
      guard let choice = Color(rawValue: value) else { throw refusal }
      color = choice
    case "screen.ascii":
      guard value == "auto" || value == "yes" || value == "no" else { throw refusal }
      ascii = value == "auto" ? nil : value == "yes"
    default:
      guard value == "yes" || value == "no" else { throw refusal }
      mouse = value == "yes"
    }
    return true
  }

  /// The value of a setting as it would be written; `nil` where the name is none of ``table``.
  public func value(_ key: String) -> String? {
    switch key {
    case "screen.theme": return theme
    case "screen.color": return color.rawValue
    case "screen.ascii": return ascii.map { $0 ? "yes" : "no" } ?? "auto"
    case "screen.mouse": return mouse ? "yes" : "no"
    default: return nil
    }
  }
}
