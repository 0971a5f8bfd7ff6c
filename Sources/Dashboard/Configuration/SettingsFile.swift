import Canvas
import Ingest
import Ledger
import TOMLKit

/// A settings file: TOML with the names that `clientele settings` lists.
///
/// `[deciles]` with `window = "90d"` below it, `deciles.window = "90d"` and `"deciles.window" = "90d"` are the same.
/// Numbers, true and false, and lists of numbers may stand without quotes. `[keys]` gives commands other keys:
/// `"move.open" = "Enter l"`.
public struct SettingsFile: Sendable {
  /// Path, as messages name it.
  public let path: String
  /// The settings of the file, in the order in which they are applied.
  public let assignments: [(key: String, value: String, line: Int?)]

  /// Reads the text of a settings file.
  ///
  /// - Throws: `SettingError` naming file, line and reason where the text is no TOML, a value is a date or a table, or a
  ///   name is unknown.
  public init(text: String, path: String) throws(SettingError) {
    self.path = path
    let table: TOMLTable
    if let problem = TOMLCheck.problem(in: text) {
      throw SettingError("\(path):\(problem.line): \(problem.reason)")
    }
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw SettingError("\(path):\(error.source.begin.line): \(error.description)")
    } catch {
      throw SettingError("\(path): not a TOML file")
    }
    var found: [(key: String, value: String, line: Int?)] = []
    try SettingsFile.flatten(table, prefix: "", text: text, path: path, into: &found)
    let order = Configuration.table.map(\.key)
    // A preset is listed before the bounds that it sets, so a bound in the same file wins, wherever it stands.
    assignments = found.sorted { left, right in
      (order.firstIndex(of: left.key) ?? order.count) < (order.firstIndex(of: right.key) ?? order.count)
    }
  }

  /// Reads a settings file from disk.
  ///
  /// - Throws: `SettingError` naming the file, also where it cannot be read.
  public init(path: String) throws(SettingError) {
    let text: String
    do throws(SmallFile.Problem) {
      text = try SmallFile.text(path)
    } catch {
      throw SettingError("\(path): \(error.words); --settings takes the path of a TOML file")
    }
    try self.init(text: text, path: path)
  }

  /// Puts the file's values into a configuration.
  ///
  /// - Throws: `SettingError` naming file and line where a value is not accepted.
  public func apply(to configuration: inout Configuration) throws(SettingError) {
    for assignment in assignments {
      do {
        try configuration.set(assignment.key, assignment.value)
      } catch {
        throw SettingError(place(assignment.line) + error.description)
      }
    }
  }

  private func place(_ line: Int?) -> String { path + (line.map { ":\($0)" } ?? "") + ": " }

  private static func flatten(
    _ table: TOMLTable, prefix: String, text: String, path: String,
    into found: inout [(key: String, value: String, line: Int?)]
  ) throws(SettingError) {
    for name in table.keys {
      let key = prefix.isEmpty ? name : prefix + "." + name
      guard let value = table[name] else { continue }
      if let section = value.table {
        try flatten(section, prefix: key, text: text, path: path, into: &found)
        continue
      }
      let line = SettingsFile.line(of: key, in: text)
      let place = path + (line.map { ":\($0)" } ?? "") + ": "
      guard let written = SettingsFile.text(of: value) else {
        throw SettingError("\(place)\(key) needs a text, a number, true, false or a list of numbers")
      }
      guard
        Configuration.table.contains(where: { $0.key == key }) || key.hasPrefix(Configuration.keyPrefix)
          || key.hasPrefix(ReadOptions.statusPrefix)
      else {
        throw SettingError(place + Configuration.unknown(key).description)
      }
      found.append((key, written, line))
    }
  }

  private static func text(of value: any TOMLValueConvertible) -> String? {
    if let text = value.string { return text }
    if let flag = value.bool { return flag ? "yes" : "no" }
    if let number = value.int { return String(number) }
    if let number = value.double { return Int64(exactly: number).map { String($0) } ?? String(number) }
    if let list = value.array {
      let parts = list.compactMap { text(of: $0) }
      return parts.count == list.count ? parts.joined(separator: ",") : nil
    }
    return nil
  }

  /// The line on which a setting stands, found by its text: the parser keeps no positions of values.
  private static func line(of key: String, in text: String) -> Int? {
    var section = ""
    for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = raw.filter { $0 != " " && $0 != "\t" && $0 != "\r" && $0 != "\"" && $0 != "'" }
      if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
        section = line[line.index(after: line.startIndex)..<end] + "."
      } else if let equals = line.firstIndex(of: "="), section + line[..<equals] == key {
        return index + 1
      }
    }
    return nil
  }
}
