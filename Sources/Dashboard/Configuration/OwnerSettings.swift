import Ledger

/// What a person may choose about what they write and take away: the `shop.*` and `export.*` settings.
public struct OwnerSettings: Sendable, Hashable {
  /// Name under which notes and sizes of segments are kept; `nil`: the folder of the first file.
  public var shop: String?
  /// Whether CSV files begin with the mark by which spreadsheets know UTF-8; `nil`: where the locale is Chinese,
  /// Japanese or Korean.
  public var byteOrderMark: Bool?

  /// The standard choices.
  public init() {}

  /// The `shop.*` and `export.*` settings.
  public static let table: [SettingDescription] = [
    SettingDescription(
      key: "shop.name", accepts: "a text", standard: "auto",
      meaning: "Name under which notes and sizes of segments are kept; auto: the folder of the first file."),
    SettingDescription(
      key: "export.bom", accepts: "auto, yes or no", standard: "auto",
      meaning: "Whether CSV files begin with a byte order mark, for spreadsheets; auto: in Chinese, Japanese and Korean "
        + "locales."),
  ]

  /// Sets one value by name; `false` where the name is none of ``table``.
  ///
  /// - Throws: `SettingError` where the value is not accepted; nothing is changed then.
  public mutating func set(_ key: String, _ value: String) throws(SettingError) -> Bool {
    guard let setting = OwnerSettings.table.first(where: { $0.key == key }) else { return false }
    switch key {
    case "shop.name":
      guard !value.isEmpty else { throw SettingError("\(key) accepts \(setting.accepts), not ''") }
      shop = value == "auto" ? nil : value
    default:
      guard value == "auto" || value == "yes" || value == "no" else {
        throw SettingError("\(key) accepts \(setting.accepts), not '\(value)'")
      }
      byteOrderMark = value == "auto" ? nil : value == "yes"
    }
    return true
  }

  /// The value of a setting as it would be written; `nil` where the name is none of ``table``.
  public func value(_ key: String) -> String? {
    switch key {
    case "shop.name": return shop ?? "auto"
    case "export.bom": return byteOrderMark.map { $0 ? "yes" : "no" } ?? "auto"
    default: return nil
    }
  }

  /// Whether CSV files begin with a byte order mark, given the locale of the environment.
  public var writesMark: Bool {
    if let byteOrderMark { return byteOrderMark }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { UserFolders.variable($0) }.first ?? ""
    return ["zh", "ja", "ko"].contains { locale.hasPrefix($0) }
  }
}
