import Ledger

/// A condition of `clientele check`: `net.7d < -25% vs prev, n>=50`, `unidentified > 20%`, `unknown_status > 0`.
///
/// ```
/// condition  = figure comparison value [ "vs" base ] [ "," "n" comparison count ]
/// figure     = name [ "." window ]            net.7d, orders.1mo, unidentified
/// comparison = "<" | "<=" | ">" | ">=" | "=" | "!="
/// value      = number [ "%" ]                 of a ratio or a change; plain otherwise
/// base       = "prev" | "year"                the period of the same length just before, or one year earlier
/// ```
/// With `vs`, a value in percent is the change relative to the base, a plain one the difference. The guard `n` is the
/// number of valid orders in the base period with `vs`, in the period itself without.
public struct CheckCondition: Sendable {
  /// How two numbers are compared.
  public enum Comparison: String, Sendable, CaseIterable {
    case atMost = "<="
    case atLeast = ">="
    case unequal = "!="
    case below = "<"
    case above = ">"
    case equal = "="

    func holds(_ left: Double, _ right: Double) -> Bool {
      switch self {
      case .below: left < right
      case .atMost: left <= right
      case .above: left > right
      case .atLeast: left >= right
      case .equal: left == right
      case .unequal: left != right
      }
    }
  }

  /// What a figure is compared with.
  public enum Base: String, Sendable, CaseIterable {
    case previous = "prev"
    case year
  }

  /// The condition as it was written, blanks trimmed.
  public let text: String
  let metric: CheckMetric
  let window: Window?
  let comparison: Comparison
  let value: Double
  let isPercent: Bool
  let base: Base?
  let guarding: (comparison: Comparison, count: Double)?

  /// Whether a command-line argument looks like a condition rather than a file: it holds a comparison.
  public static func looksLike(_ argument: String) -> Bool { argument.contains { "<>=".contains($0) } }

  /// Reads a condition.
  ///
  /// - Throws: `SettingError` that shows the place, says what is wrong and names what is nearest.
  public init(_ text: String) throws(SettingError) {
    var parser = ConditionParser(text)
    self.text = parser.whole
    (metric, window) = try parser.figure()
    comparison = try parser.comparison()
    (value, isPercent) = try parser.number()
    base = try parser.base()
    guarding = try parser.guarding()
    try parser.end()
    if base != nil, window == nil { throw parser.failure("“vs” needs a period: \(metric.name).7d", at: 0) }
    if base == .previous, window == .all {
      throw parser.failure("there is nothing before all time: \(metric.name).30d", at: 0)
    }
    if metric.kind == .ratio, base == nil, !isPercent, abs(value) > 1 {
      throw parser.failure("\(metric.name) is a share: write 5% or 0.05", at: 0)
    }
    if isPercent, base == nil, metric.kind != .ratio {
      throw parser.failure("\(metric.name) is no share: leave the % away, or compare: vs prev", at: 0)
    }
  }
}

/// Reads the parts of a condition from left to right.
private struct ConditionParser {
  let whole: String
  private let letters: [Character]
  private var at = 0

  init(_ text: String) {
    var letters = Array(text)
    while letters.last?.isWhitespace == true { letters.removeLast() }
    while letters.first?.isWhitespace == true { letters.removeFirst() }
    self.letters = letters
    whole = String(letters)
  }

  /// What is wrong, with a mark under the place.
  func failure(_ what: String, at place: Int) -> SettingError {
    SettingError("in the condition\n  \(whole)\n  \(String(repeating: " ", count: place))^\n\(what)")
  }

  private mutating func skipBlanks() { while at < letters.count, letters[at].isWhitespace { at += 1 } }

  private mutating func word(_ isPart: (Character) -> Bool) -> (text: String, place: Int) {
    skipBlanks()
    let start = at
    while at < letters.count, isPart(letters[at]) { at += 1 }
    return (String(letters[start..<at]), start)
  }

  mutating func figure() throws(SettingError) -> (CheckMetric, Window?) {
    let (name, place) = word { $0.isLetter || $0 == "_" }
    guard let metric = CheckMetric.all.first(where: { $0.name == name.lowercased() }) else {
      let names = CheckMetric.all.map(\.name)
      let what = name.isEmpty ? "a figure is missing" : "there is no figure '\(name)'"
      throw failure(
        what + NearestName.hint(name, among: names) + "; there are: " + names.joined(separator: ", "), at: place)
    }
    guard at < letters.count, letters[at] == "." else { return (metric, nil) }
    at += 1
    let (text, start) = word { $0.isLetter || $0.isNumber }
    guard metric.hasWindow else { throw failure("\(name) is about the whole reading and has no period", at: start) }
    guard let window = Window(text) else {
      throw failure("'\(text)' is no period: write 7d, 4w, 3mo, 1y or all", at: start)
    }
    return (metric, window)
  }

  mutating func comparison() throws(SettingError) -> CheckCondition.Comparison {
    let (text, place) = word { "<>=!".contains($0) }
    let word = text == "==" ? "=" : text
    guard let comparison = CheckCondition.Comparison(rawValue: word) else {
      throw failure("a comparison is expected here: < <= > >= = !=", at: place)
    }
    return comparison
  }

  mutating func number() throws(SettingError) -> (Double, Bool) {
    let (text, place) = word { $0.isNumber || "+-−.,_".contains($0) }
    // A comma before the guard belongs to the guard.
    var digits = text
    while digits.last == "," {
      digits.removeLast()
      at -= 1
    }
    digits = digits.replacing("−", with: "-")
    digits.removeAll { $0 == "," || $0 == "_" }
    guard let value = Double(digits), value.isFinite else { throw failure("a number is expected here", at: place) }
    skipBlanks()
    guard at < letters.count, letters[at] == "%" else { return (value, false) }
    at += 1
    return (value / 100, true)
  }

  mutating func base() throws(SettingError) -> CheckCondition.Base? {
    skipBlanks()
    guard at < letters.count, letters[at] != "," else { return nil }
    let (versus, place) = word { $0.isLetter }
    guard versus.lowercased() == "vs" else {
      throw failure("“vs prev”, “vs year” or a comma is expected here", at: place)
    }
    let (name, start) = word { $0.isLetter }
    guard let base = CheckCondition.Base(rawValue: name.lowercased()) else {
      let names = CheckCondition.Base.allCases.map(\.rawValue)
      throw failure("compare with prev or year" + NearestName.hint(name, among: names), at: start)
    }
    return base
  }

  mutating func guarding() throws(SettingError) -> (CheckCondition.Comparison, Double)? {
    skipBlanks()
    guard at < letters.count, letters[at] == "," else { return nil }
    at += 1
    let (name, place) = word { $0.isLetter }
    guard name.lowercased() == "n" else {
      throw failure("a guard on the number of orders is expected: n>=50", at: place)
    }
    let comparison = try comparison()
    let (value, isPercent) = try number()
    guard !isPercent else { throw failure("n is a number of orders, not a share", at: place) }
    return (comparison, value)
  }

  mutating func end() throws(SettingError) {
    skipBlanks()
    guard at == letters.count else { throw failure("nothing more is expected here", at: at) }
  }
}
