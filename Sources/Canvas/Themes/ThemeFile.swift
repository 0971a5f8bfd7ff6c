import TOMLKit

/// A theme as it is written, before anything is resolved.
struct ThemeFile: Sendable {
  var name: String
  var description = ""
  var mode: String?
  var inherits: String?
  var glyphs: String?
  /// Palette names with `#rrggbb` or a list of it, a number of 256 and an ANSI name.
  var palette: [String: [String]] = [:]
  var roles: [Role: String] = [:]
  var series: [String]?
  var sequential: [String]?
  var diverging: [String]?
  /// Keys that mean nothing.
  var warnings: [String] = []

  /// Reads a theme file.
  ///
  /// - Parameters:
  ///   - source: what errors name: a path or a theme's name.
  init(toml: String, name: String, source: String) throws(ThemeError) {
    self.name = name
    let table: TOMLTable
    if let problem = TOMLCheck.problem(in: toml) {
      throw ThemeError.invalid(source: source, reason: "line \(problem.line): \(problem.reason)")
    }
    do {
      table = try TOMLTable(string: toml)
    } catch let error as TOMLParseError {
      throw ThemeError.invalid(
        source: source, reason: "line \(error.source.begin.line): \(error.description)")
    } catch {
      throw ThemeError.invalid(source: source, reason: "not a TOML file")
    }
    for key in table.keys.sorted() {
      switch key {
      case "name": self.name = try Self.string(table, key, source)
      case "description": description = try Self.string(table, key, source)
      case "mode": mode = try Self.string(table, key, source, oneOf: ["dark", "light"])
      case "inherits":
        let parent = try Self.string(table, key, source)
        inherits = parent.isEmpty ? nil : parent
      case "glyphs": glyphs = try Self.string(table, key, source, oneOf: ["auto", "braille", "block", "ascii"])
      case "palette": palette = try Self.palette(Self.section(table, key, source), source)
      case "roles", "meaning", "chart": try readStyles(Self.section(table, key, source), key, source)
      default: warn(key, among: Self.topLevel)
      }
    }
  }

  private static let topLevel = [
    "name", "description", "mode", "inherits", "glyphs", "palette", "roles", "meaning", "chart",
  ]

  private mutating func warn(_ key: String, among known: [String], in section: String = "") {
    let place = section.isEmpty ? "" : " in [\(section)]"
    let nearest = NearestName.of(key, among: known).map { "; nearest: \"\($0)\"" } ?? ""
    warnings.append("theme \(name): unknown key \"\(key)\"\(place)\(nearest)")
  }

  private mutating func readStyles(_ table: TOMLTable, _ section: String, _ source: String) throws(ThemeError) {
    for key in table.keys.sorted() {
      if section == "chart", let list = try Self.ramp(key, table, source) {
        switch key {
        case "series": series = list
        case "sequential": sequential = list
        default: diverging = list
        }
      } else if let role = Role(rawValue: key), role.section.rawValue == section {
        roles[role] = try Self.string(table, key, source)
      } else {
        let known = Role.allCases.filter { $0.section.rawValue == section }.map(\.rawValue)
        warn(key, among: known + (section == "chart" ? Self.ramps : []), in: section)
      }
    }
  }

  private static let ramps = ["series", "sequential", "diverging"]

  /// The list of colours of a ramp, or nil where the key is no ramp.
  private static func ramp(_ key: String, _ table: TOMLTable, _ source: String) throws(ThemeError) -> [String]? {
    guard ramps.contains(key) else { return nil }
    let least = key == "series" ? 1 : 2
    guard let list = table[key]?.array.map(strings), list.count >= least else {
      throw ThemeError.invalid(source: source, reason: "\"\(key)\" must be a list of at least \(least) colours")
    }
    return list
  }

  private static func section(_ table: TOMLTable, _ key: String, _ source: String) throws(ThemeError) -> TOMLTable {
    guard let section = table[key]?.table else {
      throw ThemeError.invalid(source: source, reason: "\"\(key)\" must be a section [\(key)]")
    }
    return section
  }

  private static func palette(_ table: TOMLTable, _ source: String) throws(ThemeError) -> [String: [String]] {
    var palette: [String: [String]] = [:]
    for key in table.keys {
      if let text = table[key]?.string {
        palette[key] = [text]
      } else if let list = table[key]?.array.map(strings), (1...3).contains(list.count) {
        palette[key] = list
      } else {
        throw ThemeError.invalid(
          source: source, reason: "\"\(key)\" in [palette] must be a colour or a list of up to three")
      }
    }
    return palette
  }

  private static func strings(_ array: TOMLArray) -> [String] {
    array.compactMap { $0.string ?? $0.int.map { String($0) } }
  }

  private static func string(
    _ table: TOMLTable, _ key: String, _ source: String, oneOf allowed: [String] = []
  ) throws(ThemeError) -> String {
    guard let text = table[key]?.string else {
      throw ThemeError.invalid(source: source, reason: "\"\(key)\" must be a text in quotes")
    }
    guard allowed.isEmpty || allowed.contains(text) else {
      let choice = allowed.map { "\"\($0)\"" }.joined(separator: ", ")
      throw ThemeError.invalid(source: source, reason: "\"\(key)\" must be one of \(choice)")
    }
    return text
  }

  /// What this file says, over what its parent says.
  func over(_ parent: ThemeFile) -> ThemeFile {
    var result = self
    result.mode = mode ?? parent.mode
    result.glyphs = glyphs ?? parent.glyphs
    result.palette = parent.palette.merging(palette) { $1 }
    result.roles = parent.roles.merging(roles) { $1 }
    result.series = series ?? parent.series
    result.sequential = sequential ?? parent.sequential
    result.diverging = diverging ?? parent.diverging
    result.warnings = parent.warnings + warnings
    return result
  }
}
