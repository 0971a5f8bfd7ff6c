import Analytics
import Ingest
import Ledger

/// Every setting of the program: how files are read, what the figures mean, how the screen looks.
///
/// Later layers win: standard values, the user's settings file, `--settings FILE`, `--set KEY=VALUE`.
public struct Configuration: Sendable {
  /// Thresholds of the analyses.
  public var analytics = AnalyticsSettings()
  /// How files are read.
  public var reading = ReadOptions()
  /// How the screen looks.
  public var screen = ScreenSettings()
  /// What the owner writes, and takes away.
  public var owner = OwnerSettings()

  /// Commands with other keys than their own: `keys.COMMAND = "KEY KEY"`.
  public private(set) var keys: [(command: String, keys: [String])] = []

  static let keyPrefix = "keys."

  /// The standard values.
  public init() {}

  /// The keys of all commands.
  public var keymap: Keymap {
    // Every change was tried when it was set.
    (try? Keymap(changes: keys)) ?? .standard
  }

  /// Every setting there is, in the order in which they are listed and applied.
  public static var table: [SettingDescription] {
    ReadOptions.settings + AnalyticsSettings.table + ScreenSettings.table + OwnerSettings.table
  }

  /// Sets one value by name.
  ///
  /// - Throws: `SettingError` naming the nearest setting where there is none of this name, or what would be accepted
  ///   where the value is not.
  public mutating func set(_ key: String, _ value: String) throws(SettingError) {
    if try reading.set(key, value) { return }
    if key == "rfm.map", let map = try Configuration.map(value) {
      analytics.rfm.use(map)
      return
    }
    if try analytics.set(key, value) { return }
    if try screen.set(key, value) { return }
    if try owner.set(key, value) { return }
    if key.hasPrefix(Configuration.keyPrefix) {
      let command = String(key.dropFirst(Configuration.keyPrefix.count))
      let names = value.split { $0 == " " || $0 == "," }.map(String.init)
      let changed = keys.filter { $0.command != command } + [(command, names)]
      _ = try Keymap(changes: changed)
      keys = changed
      return
    }
    throw Configuration.unknown(key)
  }

  /// The RFM map of a file; `nil` for the name of a built-in map, and for a word that is neither.
  ///
  /// - Throws: `SettingError` where the file cannot be read, or is no map.
  private static func map(_ value: String) throws(SettingError) -> RFMMap? {
    if RFMMap.named(value) != nil { return nil }
    guard let text = UserFolders.text(ofFile: value) else {
      guard value.contains("/") || value.contains(".") else { return nil }
      throw SettingError("rfm.map: \(value) cannot be read; 'clientele settings' lists the maps that are built in")
    }
    do throws(RFMMapError) {
      return try RFMMap.parse(text, name: value)
    } catch {
      throw SettingError("rfm.map: " + error.description)
    }
  }

  /// Sets one value from `KEY=VALUE`.
  ///
  /// - Throws: `SettingError`, see ``set(_:_:)``; also where there is no equals sign.
  public mutating func set(_ assignment: String) throws(SettingError) {
    guard let equals = assignment.firstIndex(of: "="), equals > assignment.startIndex else {
      throw SettingError("'\(assignment)' is no setting: write KEY=VALUE, for example deciles.window=90d")
    }
    try set(
      Configuration.trimmed(assignment[..<equals]),
      Configuration.trimmed(assignment[assignment.index(after: equals)...]))
  }

  /// The value of a setting as it would be written; `nil` where there is none of this name.
  public func value(_ key: String) -> String? {
    reading.value(key) ?? analytics.value(key) ?? screen.value(key) ?? owner.value(key)
  }

  static func unknown(_ key: String) -> SettingError {
    SettingError(
      "there is no setting '\(key)'\(NearestName.hint(key, among: table.map(\.key))) ('clientele settings' lists all)")
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
