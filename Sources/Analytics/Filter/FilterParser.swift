import Ledger

/// Reads the words of a filter from left to right into a tree, names and kinds checked.
///
/// ```
/// filter    = part { "or" part }         part = step { "and" step }        step = "not" step | "(" filter ")" | test
/// test      = field [ "(" span ")" ] condition | function "(" … ")" [ span ] [ "at least" n "times" ] | "segment" "(" name ")"
/// ```
struct FilterParser {
  /// Longest text, in characters.
  static let longest = 10_000
  /// How deep parentheses, `not` and segments may stand in each other.
  static let deepest = 40

  let tokens: [FilterToken]
  var at = 0
  private var depth = 0
  private let reading: FilterSegmentReading

  /// The tree of a text.
  static func root(_ text: String, _ reading: FilterSegmentReading, depth: Int = 0) throws(FilterError) -> FilterNode {
    guard text.unicodeScalars.count <= longest else {
      throw FilterError(
        offset: 0, length: 0, what: "the filter is longer than \(Digits.grouped(longest)) characters",
        wayOut: "Split it into segments and join them: segment(a) or segment(b)")
    }
    var parser = FilterParser(tokens: try FilterLexer.tokens(of: text), reading: reading, depth: depth)
    guard parser.tokens.count > 1 else {
      throw FilterError(offset: 0, length: 0, what: "the filter is empty", wayOut: "Write one like: net > 500")
    }
    let root = try parser.either()
    try parser.end()
    return root
  }

  private init(tokens: [FilterToken], reading: FilterSegmentReading, depth: Int) {
    self.tokens = tokens
    self.reading = reading
    self.depth = depth
  }

  var next: FilterToken { tokens[min(at, tokens.count - 1)] }

  func ahead(_ count: Int) -> FilterToken { tokens[min(at + count, tokens.count - 1)] }

  @discardableResult
  mutating func take() -> FilterToken {
    let token = next
    at += 1
    return token
  }

  /// Goes past a word or sign where it is the next.
  mutating func take(_ word: String) -> Bool {
    guard next.is(word) else { return false }
    at += 1
    return true
  }

  mutating func expect(_ sign: String, _ wayOut: String) throws(FilterError) {
    guard !take(sign) else { return }
    throw FilterError(next.place, "'\(sign)' is expected here" + but(next), wayOut)
  }

  /// What stands in the place of what was expected.
  func but(_ token: FilterToken) -> String {
    token.kind == .end ? ", but the filter ends" : ", not '\(FilterText.visible(token.text))'"
  }

  private func end() throws(FilterError) {
    guard next.kind != .end else { return }
    if next.is(")") {
      throw FilterError(next.place, "this ')' closes nothing", "Leave it away, or open it further left.")
    }
    let word = FilterText.visible(next.text)
    if at > 0, [.word, .quoted].contains(tokens[at - 1].kind), next.kind == .word, FilterField.named(next.text) == nil {
      let both = FilterText.visible(tokens[at - 1].text + " " + next.text)
      throw FilterError(
        next.place, "'\(word)' is not expected here",
        "Put text of several words in quotes: \"\(both)\". Join conditions with 'and' or 'or'.")
    }
    throw FilterError(next.place, "'\(word)' is not expected here", "Join conditions with 'and' or 'or'.")
  }

  private mutating func either() throws(FilterError) -> FilterNode {
    var parts = [try both()]
    while take("or") { parts.append(try both()) }
    guard parts.count > 1 else { return parts[0] }
    return .any(
      parts.flatMap { part in
        if case .any(let inner) = part { return inner }
        return [part]
      })
  }

  private mutating func both() throws(FilterError) -> FilterNode {
    var parts = [try step()]
    while take("and") { parts.append(try step()) }
    guard parts.count > 1 else { return parts[0] }
    return .all(
      parts.flatMap { part in
        if case .all(let inner) = part { return inner }
        return [part]
      })
  }

  private mutating func step() throws(FilterError) -> FilterNode {
    let token = next
    depth += 1
    defer { depth -= 1 }
    guard depth <= FilterParser.deepest else {
      throw FilterError(
        token.place, "parentheses, 'not' and segments stand more than \(FilterParser.deepest) deep in each other",
        "Write it flatter.")
    }
    if take("not") { return .not(try step()) }
    if take("(") {
      let inner = try either()
      guard take(")") else {
        if next.kind == .end {
          throw FilterError(token.place, "the parenthesis that opens here is never closed", "Close it with ')'.")
        }
        throw FilterError(
          next.place, "')' is expected here" + but(next), "Join conditions with 'and' or 'or', or close with ')'.")
      }
      return inner
    }
    return try test()
  }

  /// A field with its condition, a function, or a segment.
  private mutating func test() throws(FilterError) -> FilterNode {
    let token = next
    guard token.kind == .word, !FilterWords.reserved.contains(token.text.lowercased()) else {
      throw FilterError(
        token.kind == .end ? FilterPlace(offset: token.place.offset, length: 0) : token.place,
        "a condition is expected here" + but(token), "Write a field and a comparison: net > 500")
    }
    let name = token.text.lowercased()
    let isCall = ahead(1).is("(")
    if name == "segment" {
      guard isCall else { throw needsParentheses(token, "segment(vip)") }
      return try segment()
    }
    if let function = FilterFunction(rawValue: name) {
      guard isCall else { throw needsParentheses(token, function.example) }
      return .event(try event(function))
    }
    guard let field = FilterField.named(name) else { throw unknown(token, isCall: isCall) }
    take()
    var span: FilterSpan?
    if isCall {
      guard field.takesWindow else {
        throw FilterError(
          next.place, "\(field.id) has no window",
          "Those with one are \(FilterParser.windowed.joined(separator: ", ")). Write: \(field.example)")
      }
      take()
      span = try window(field)
      try expect(")", "Write the window in parentheses: \(field.id)(90d)")
    }
    return .test(try condition(field, span, token.place))
  }

  private static let windowed = FilterField.all.filter(\.takesWindow).map(\.id)

  private func needsParentheses(_ token: FilterToken, _ example: String) -> FilterError {
    FilterError(token.place, "'\(token.text)' needs parentheses", "Write: \(example)")
  }

  private func unknown(_ token: FilterToken, isCall: Bool) -> FilterError {
    let functions = FilterFunction.allCases.map(\.rawValue) + ["segment"]
    let fields = FilterField.all.map(\.id)
    let noun = isCall ? "function" : "field"
    let near =
      NearestName.of(token.text, among: isCall ? functions + FilterParser.windowed : fields)
      ?? NearestName.of(token.text, among: isCall ? fields : functions)
    let wayOut =
      near.map { "Did you mean '\($0)'?" }
      ?? "'clientele filters' lists all \(noun)s; among them are "
      + (isCall ? functions : ["net", "purchases", "last_purchase", "stage"]).joined(separator: ", ") + "."
    return FilterError(token.place, "there is no \(noun) '\(FilterText.visible(token.text))'", wayOut)
  }

  private mutating func segment() throws(FilterError) -> FilterNode {
    let start = take().place
    take()
    let token = next
    guard token.kind == .word || token.kind == .quoted else {
      throw FilterError(token.place, "the name of a segment is expected here" + but(token), "Write: segment(vip)")
    }
    take()
    try expect(")", "Write: segment(\(FilterText.quoted(FilterText.visible(token.text))))")
    let (name, body) = try reading.body(token.text, at: token.place, depth: depth)
    return .segment(FilterSegmentCall(name: name, body: body, place: start.through(tokens[at - 1].place)))
  }
}

/// Reads the segments that a filter calls, each once, and finds those that call themselves.
final class FilterSegmentReading {
  private let segments: FilterSegments
  private var bodies: [String: FilterSegmentBody] = [:]
  private var open: [String] = []

  init(_ segments: FilterSegments) { self.segments = segments }

  /// The segment of a name that stands at a place, with the name as the segment has it.
  func body(_ written: String, at place: FilterPlace, depth: Int) throws(FilterError) -> (String, FilterSegmentBody) {
    guard let name = segments.name(written) else {
      let near = NearestName.of(written, among: segments.names)
      throw FilterError(
        place, "there is no segment '\(FilterText.visible(written))'",
        near.map { "Did you mean '\($0)'?" }
          ?? (segments.names.isEmpty ? "No segments are known here." : "There are: " + offered + "."))
    }
    if let body = bodies[name] { return (name, body) }
    if let start = open.firstIndex(of: name) {
      let circle = (open[start...] + [name]).map { FilterText.visible($0) }.joined(separator: " → ")
      throw FilterError(place, "the segment '\(FilterText.visible(name))' calls itself: \(circle)", "Break the circle.")
    }
    guard let text = segments.text(of: name) else {
      throw FilterError(place, "the segment '\(FilterText.visible(name))' cannot be read", "Look at its file.")
    }
    open.append(name)
    defer { open.removeLast() }
    do {
      let body = FilterSegmentBody(try FilterParser.root(text, self, depth: depth))
      bodies[name] = body
      return (name, body)
    } catch {
      if error.what.hasPrefix("in the segment") || error.what.contains(" calls itself: ") {
        throw FilterError(place, error.what, error.wayOut)
      }
      throw FilterError(
        place, "in the segment '\(FilterText.visible(name))', position \(error.offset + 1): \(error.what)", error.wayOut
      )
    }
  }

  private var offered: String {
    segments.names.prefix(8).map { FilterText.visible($0) }.joined(separator: ", ")
      + (segments.names.count > 8 ? ", …" : "")
  }
}
