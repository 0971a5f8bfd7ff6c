import Ledger

/// What can be written at the cursor of a filter that is being typed.
public enum FilterCompletion {
  /// One thing to write.
  public struct Suggestion: Sendable, Hashable {
    /// What is put in the place of `range`.
    public let replacement: String
    /// The characters of the text that it replaces; empty where nothing has been typed of it.
    public let range: Range<Int>
    /// What a list shows.
    public let title: String
    /// What it means; may be empty.
    public let help: String
  }

  /// Most suggestions that are given.
  public static let most = 60

  /// What can stand at the cursor, the likely ones first: fields, comparisons that suit the field, values that occur in
  /// the data, words, names of segments. `cursor` counts characters before it.
  ///
  /// Complexity: O(text), and O(lines) the first time that products are asked for.
  public static func suggestions(
    _ text: String, cursor: Int, data: FilterData? = nil, segments: FilterSegments = .none
  ) -> [Suggestion] {
    let letters = Array(text)
    let cursor = min(max(0, cursor), letters.count)
    guard cursor <= FilterParser.longest,
      var tokens = try? FilterLexer.tokens(of: String(letters[..<cursor]), toCursor: true),
      tokens.removeLast().text.isEmpty
    else { return [] }
    var typed = ""
    var range = cursor..<cursor
    if let last = tokens.last, last.place.offset + last.place.length == cursor {
      let isOpen = last.kind == .quoted && (last.place.length == 1 || !isClosed(letters, last.place))
      if last.kind == .word || isOpen {
        typed = last.text
        range = last.place.offset..<cursor
        tokens.removeLast()
      }
    }
    var walk = FilterWalk()
    for (index, token) in tokens.enumerated() {
      walk.step(token, next: index + 1 < tokens.count ? tokens[index + 1] : nil)
    }
    let offers = FilterOffers(data: data, segments: segments).offers(walk)
    return matching(offers, typed).prefix(most).map {
      Suggestion(replacement: $0.text, range: range, title: $0.title, help: $0.help)
    }
  }

  private static func isClosed(_ letters: [Character], _ place: FilterPlace) -> Bool {
    let last = letters[place.offset + place.length - 1]
    return FilterWords.quotes[letters[place.offset]]?.contains(last) == true
  }

  /// Those that begin with what was typed, then those that hold it.
  private static func matching(_ offers: [FilterOffer], _ typed: String) -> [FilterOffer] {
    guard !typed.isEmpty else { return offers }
    let folded = typed.lowercased()
    let titles = offers.map { $0.title.lowercased() }
    let first = offers.indices.filter { titles[$0].hasPrefix(folded) || offers[$0].text.lowercased().hasPrefix(folded) }
    let taken = Set(first)
    let others = offers.indices.filter { !taken.contains($0) && titles[$0].contains(folded) }
    return (first + others).map { offers[$0] }
  }
}

/// Something that can be written.
struct FilterOffer {
  let text: String
  let title: String
  let help: String

  init(_ text: String, title: String? = nil, _ help: String = "") {
    (self.text, self.title, self.help) = (text, title ?? text, help)
  }
}

/// Where in the grammar the cursor stands: steps over the words before it, lenient where they are wrong.
struct FilterWalk {
  enum Place {
    case condition
    case comparison(FilterTarget, FilterField?)
    case value(FilterTarget, isBetween: Bool)
    case between(FilterTarget)
    case afterIs
    case with(FilterTarget)
    case window
    case item(FilterFunction)
    case segment
    case listEnd
    case join
    /// Behind a function, where a span of time may follow.
    case clause
    case duration
    case date
    case least
    case times
  }

  enum Frame { case group, list(FilterTarget), items(FilterFunction), window(FilterField), segment }

  private(set) var place = Place.condition
  private(set) var frames: [Frame] = []
  private var opening: Frame?

  /// Goes past a word or sign.
  mutating func step(_ token: FilterToken, next: FilterToken?) {
    if token.is("("), let frame = opening {
      opening = nil
      return open(frame)
    }
    opening = nil
    if token.is(")") { return close() }
    if token.is(",") { return separate() }
    switch place {
    case .condition: condition(token)
    case .item(let function): item(token, function, next)
    case .comparison(let target, _): comparison(token, target)
    case .value(let target, let isBetween):
      if token.kind == .sign { return }
      // `today - 90d` is one value.
      place = isBetween ? .between(target) : ended
    case .between(let target): if token.is("and") { place = .value(target, isBetween: false) }
    case .with(let target): place = token.is("with") ? .value(target, isBetween: false) : ended
    case .afterIs: if !token.is("not") { place = ended }
    case .window, .segment, .listEnd: return
    case .join, .clause: join(token)
    case .duration, .date, .times: place = .clause
    case .least: if !token.is("least") { place = .times }
    }
  }

  /// What follows a complete condition here.
  private var ended: Place {
    switch frames.last {
    case .items, .list: .listEnd
    default: .join
    }
  }

  private mutating func open(_ frame: Frame) {
    frames.append(frame)
    switch frame {
    case .group: place = .condition
    case .list(let target): place = .value(target, isBetween: false)
    case .items(let function): place = .item(function)
    case .window: place = .window
    case .segment: place = .segment
    }
  }

  private mutating func close() {
    switch frames.popLast() {
    case .items: place = .clause
    case .window(let field): place = .comparison(FilterTarget(field), nil)
    case .group, .list, .segment, nil: place = ended
    }
  }

  private mutating func separate() {
    switch frames.last {
    case .items(let function): place = .item(function)
    case .list(let target): place = .value(target, isBetween: false)
    default: return
    }
  }

  private mutating func condition(_ token: FilterToken) {
    if token.is("not") { return }
    if token.is("(") { return open(.group) }
    let name = token.text.lowercased()
    if name == "segment" {
      opening = .segment
    } else if let function = FilterFunction(rawValue: name) {
      opening = .items(function)
    } else if let field = FilterField.named(name) {
      place = .comparison(FilterTarget(field), field)
      if field.takesWindow { opening = .window(field) }
    }
  }

  private mutating func item(_ token: FilterToken, _ function: FilterFunction, _ next: FilterToken?) {
    if token.kind == .word, let column = FilterItem.Column(rawValue: token.text.lowercased()), function != .usedCoupon,
      next?.is(",") != true, next?.is(")") != true
    {
      place = .comparison(FilterTarget(text: column.rawValue), nil)
    } else {
      place = .listEnd
    }
  }

  private mutating func comparison(_ token: FilterToken, _ target: FilterTarget) {
    switch token.text.lowercased() {
    case "=", "!=", "<", "<=", ">", ">=", "~", "!~", "contains": place = .value(target, isBetween: false)
    case "between": place = .value(target, isBetween: true)
    case "starts", "ends": place = .with(target)
    case "is": place = .afterIs
    case "in": opening = .list(target)
    case "not": return
    case "and", "or": place = .condition
    default: place = ended
    }
  }

  private mutating func join(_ token: FilterToken) {
    var isClause = false
    if case .clause = place { isClause = true }
    switch token.text.lowercased() {
    case "and", "or": place = .condition
    case "within" where isClause: place = .duration
    case "before" where isClause, "after" where isClause, "since" where isClause, "in" where isClause: place = .date
    case "at" where isClause: place = .least
    default: return
    }
  }
}
