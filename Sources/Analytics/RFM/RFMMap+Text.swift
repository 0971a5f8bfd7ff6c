/// Why a text is no map: where, what is wrong, and what to write instead.
public struct RFMMapError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Name of the text, usually its path.
  public let name: String
  /// Line counted from 1; `nil` where the text as a whole is wrong.
  public let line: Int?
  /// What is wrong and what to write instead.
  public let message: String

  /// `my.map, line 3: there is no score 6 …`.
  public var description: String { name + (line.map { ", line \($0)" } ?? "") + ": " + message }
}

extension RFMMap {
  /// Reads a map from text.
  ///
  /// One segment a line: its name, a colon, and the scores that belong to it. Ranges of one rule stand with commas
  /// between them, alternatives with semicolons; whole codes may stand instead, and advice after an arrow. `scores: 3`
  /// before the first segment makes the scores 1 to 3, `scores: 2` makes them 0 and 1; they are 1 to 5 otherwise.
  /// Lines that begin with `#` are remarks.
  /// ```
  /// # two examples
  /// Champions: R 4-5, FM 4-5 -> thank them
  /// At Risk: R 2, FM 3-5; R 1, FM 3
  /// ```
  ///
  /// - Parameters:
  ///   - name: What the map is called in settings and in errors: the path of its file.
  /// - Throws: `RFMMapError` for the first line that is none of this.
  public static func parse(_ text: String, name: String) throws(RFMMapError) -> RFMMap {
    var title = ""
    var scale = Scale.five
    var segments: [Segment] = []
    // CR LF is one character of Swift's, so lines are cut at any newline character.
    for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let reader = LineReader(name: name, line: index + 1, scale: scale)
      let line = trimmed(raw.drop { $0 == "\u{FEFF}" })
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let colon = line.firstIndex(of: ":") else {
        throw reader.error("no colon after a segment's name: write “Champions: R 4-5, FM 4-5”")
      }
      let head = trimmed(line[..<colon])
      let rest = trimmed(line[line.index(after: colon)...])
      if segments.isEmpty, head == "title" {
        title = try reader.title(rest)
      } else if segments.isEmpty, head == "scores" {
        guard let number = Int(rest), let read = Scale(rawValue: number) else {
          throw reader.error("scores may be 5, 3 or 2, not “\(LineReader.shown(rest))”")
        }
        scale = read
      } else {
        let segment = try reader.segment(head, rest)
        guard !segments.contains(where: { $0.id == segment.id }), segment.id != RFMMap.others.id else {
          throw reader.error(
            segment.id == RFMMap.others.id
              ? "“Others” is who no rule takes: choose another name"
              : "“\(segment.title)” stands here twice: write alternatives on one line with ; between them")
        }
        guard segments.count < 100 else {
          throw reader.error("more than 100 segments: one screen has no room for them")
        }
        segments.append(segment)
      }
    }
    guard !segments.isEmpty else {
      throw RFMMapError(
        name: name, line: nil, message: "no segment in it: write lines such as “Champions: R 4-5, FM 4-5”")
    }
    return RFMMap(id: name, title: title.isEmpty ? "own map" : title, scale: scale, segments)
  }

  static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0.isWhitespace }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}

/// One line of a map.
private struct LineReader {
  let name: String
  let line: Int
  let scale: RFMMap.Scale

  func error(_ message: String) -> RFMMapError { RFMMapError(name: name, line: line, message: message) }

  /// A text from outside for an error: short, on one line, without signs that a terminal obeys.
  static func shown(_ text: String) -> String {
    let plain = text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : String($0) }.joined()
    return plain.count > 30 ? plain.prefix(29) + "…" : plain
  }

  func title(_ text: String) throws(RFMMapError) -> String {
    guard !text.isEmpty, text.count <= 30 else {
      throw error("a name has 1 to 30 letters, “\(LineReader.shown(text))” has \(text.count)")
    }
    guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
      throw error("the name “\(LineReader.shown(text))” has a control character in it: leave it out")
    }
    return text
  }

  func segment(_ head: String, _ rest: String) throws(RFMMapError) -> RFMMap.Segment {
    let title = try title(head)
    var rules = rest
    var advice = ""
    if let arrow = rest.firstIndex(of: "→") {
      rules = String(rest[..<arrow])
      advice = RFMMap.trimmed(rest[rest.index(after: arrow)...])
    } else if let arrow = LineReader.arrow(rest) {
      rules = String(rest[..<arrow])
      advice = RFMMap.trimmed(rest[rest.index(arrow, offsetBy: 2)...])
    }
    guard advice.count <= 60, advice.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
      throw error("advice has at most 60 letters and no control characters")
    }
    var read: [RFMMap.Rule] = []
    for alternative in rules.split(separator: ";", omittingEmptySubsequences: false) {
      read += try self.rules(RFMMap.trimmed(alternative))
    }
    return RFMMap.Segment(LineReader.id(title), title, advice: advice, read)
  }

  private static func arrow(_ text: String) -> String.Index? {
    text.indices.first { text[$0] == "-" && text[$0...].hasPrefix("->") }
  }

  /// Small letters and digits with `_` between words; letters of other scripts stay.
  private static func id(_ title: String) -> String {
    let words = title.lowercased().filter { $0 != "'" && $0 != "’" }
      .split { !$0.isLetter && !$0.isNumber }
    return words.isEmpty ? title : words.joined(separator: "_")
  }

  /// `R 4-5, FM 3` or `333 332`.
  private func rules(_ text: String) throws(RFMMapError) -> [RFMMap.Rule] {
    guard let first = text.first else {
      throw error("no scores: write “R 4-5, FM 4-5” or codes such as “\(example)”")
    }
    guard first.isNumber else {
      var rule = RFMMap.Rule()
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        try read(RFMMap.trimmed(part), into: &rule)
      }
      return [rule]
    }
    var rules: [RFMMap.Rule] = []
    for code in text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "\t" }) {
      let scores = code.compactMap { $0.isASCII ? $0.wholeNumberValue : nil }
      guard code.count == 3, scores.count == 3, scores.allSatisfy(scale.scores.contains) else {
        throw error("“\(LineReader.shown(String(code)))” is no code: three scores from \(range), such as \(example)")
      }
      rules.append(.init(r: scores[0]...scores[0], f: scores[1]...scores[1], m: scores[2]...scores[2]))
    }
    return rules
  }

  private func read(_ part: String, into rule: inout RFMMap.Rule) throws(RFMMapError) {
    let name = part.prefix { $0.isLetter }.uppercased()
    let numbers = part.dropFirst(name.count).filter { !$0.isWhitespace }
      .split(whereSeparator: { $0 == "-" || $0 == "–" }).map { Int($0) }
    let scores = numbers.compactMap { $0 }
    guard let low = scores.first, let high = scores.last, scores.count == numbers.count, scores.count <= 2, low <= high
    else {
      throw error("“\(LineReader.shown(part))” is no range of scores: write R 4-5 or R 4")
    }
    guard scale.scores.contains(low), scale.scores.contains(high) else {
      throw error("“\(LineReader.shown(part))” leaves the scores of this map, which go from \(range)")
    }
    let isNew: Bool
    switch name {
    case "R": (isNew, rule.r) = (rule.r == nil, low...high)
    case "F": (isNew, rule.f) = (rule.f == nil, low...high)
    case "M": (isNew, rule.m) = (rule.m == nil, low...high)
    case "FM" where scale != .two: (isNew, rule.fm) = (rule.fm == nil, low...high)
    default:
      throw error(
        "“\(LineReader.shown(part))” begins with no score: " + (scale == .two ? "R, F or M" : "R, F, M or FM"))
    }
    guard isNew else { throw error("\(name) stands twice in one rule: write alternatives with ; between them") }
  }

  private var range: String { "\(scale.scores.lowerBound) to \(scale.scores.upperBound)" }
  private var example: String { scale == .two ? "101" : scale == .three ? "321" : "545" }
}
