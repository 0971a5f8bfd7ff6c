import Ledger

extension FilterParser {
  /// What is asked of a field.
  mutating func condition(_ field: FilterField, _ span: FilterSpan?, _ start: FilterPlace) throws(FilterError)
    -> FilterTest
  {
    let (condition, isNegated) = try comparison(FilterTarget(field))
    let place = start.through(tokens[max(0, at - 1)].place)
    return FilterTest(field: field.id, window: span, condition: condition, isNegated: isNegated, place: place)
  }

  /// A sign or word of comparison and what follows it.
  mutating func comparison(_ target: FilterTarget) throws(FilterError) -> (FilterCondition, isNegated: Bool) {
    let token = next
    if token.kind == .sign, FilterWords.comparisons.contains(token.text) {
      take()
      if token.text == "=" { return (.compare(.equal, try literal(target)), false) }
      if token.text == "!=" { return (.compare(.equal, try literal(target)), true) }
      guard let comparison = FilterComparison(rawValue: token.text), target.isOrdered else {
        throw FilterError(
          token.place, "'\(token.text)' does not suit \(target.id), which is \(target.kind.words)", target.suitable)
      }
      return (.compare(comparison, try literal(target)), false)
    }
    if token.is("~") || token.is("!~") {
      try needsText(target, token)
      take()
      return (.matches(try pattern(target)), token.is("!~"))
    }
    if token.is("is") { return try missing(target) }
    // `net > 5 and not …` never comes here: a field stands before.
    let isNegated = token.is("not")
    let word = isNegated ? ahead(1) : token
    if isNegated, ["in", "between", "contains", "starts", "ends"].contains(where: { word.is($0) }) { take() }
    if take("in") { return (.isIn(try list(target)), isNegated) }
    if word.is("between") {
      guard target.isOrdered else {
        throw FilterError(
          word.place, "'between' does not suit \(target.id), which is \(target.kind.words)", target.suitable)
      }
      take()
      let low = try literal(target)
      try expect("and", "Write both ends: \(target.id) between \(target.sample) and \(target.sample)")
      return (.between(low, try literal(target)), isNegated)
    }
    if word.is("contains") {
      try needsText(target, word)
      take()
      return (.contains(try part(target)), isNegated)
    }
    if word.is("starts") || word.is("ends") {
      try needsText(target, word)
      take()
      _ = take("with")
      let part = try part(target)
      return (word.is("starts") ? .starts(part) : .ends(part), isNegated)
    }
    if target.kind == .flag, !isNegated { return (.compare(.equal, .flag(true)), false) }
    throw FilterError(token.place, "a comparison is expected after \(target.id)" + but(token), target.suitable)
  }

  private func needsText(_ target: FilterTarget, _ token: FilterToken) throws(FilterError) {
    guard target.kind != .text else { return }
    throw FilterError(
      token.place, "'\(FilterText.visible(token.text))' is for texts, but \(target.id) is \(target.kind.words)",
      target.suitable)
  }

  private mutating func missing(_ target: FilterTarget) throws(FilterError) -> (FilterCondition, isNegated: Bool) {
    take()
    let isNegated = take("not")
    if take("missing") { return (isNegated ? .known : .missing, false) }
    if take("known") { return (isNegated ? .missing : .known, false) }
    throw FilterError(
      next.place, "'missing' or 'known' is expected after 'is'" + but(next), "Write: \(target.id) is missing")
  }

  private mutating func list(_ target: FilterTarget) throws(FilterError) -> [FilterLiteral] {
    let sample = "\(target.id) in (\(target.sample), \(target.sample))"
    try expect("(", "Write the values in parentheses: \(sample)")
    if next.is(")") {
      throw FilterError(next.place, "the list of values is empty", "Write at least one: \(sample)")
    }
    var values = [try literal(target)]
    while take(",") { values.append(try literal(target)) }
    try expect(")", "Separate values with commas, and close the list with ')'.")
    return values
  }

  private mutating func part(_ target: FilterTarget) throws(FilterError) -> String {
    let token = next
    guard token.kind == .quoted || isValue(token) else {
      throw FilterError(token.place, "a text is expected here" + but(token), "Write: \(target.id) contains \"li\"")
    }
    take()
    guard !token.text.isEmpty else {
      throw FilterError(token.place, "an empty text is part of every text", "Ask instead: \(target.id) is missing")
    }
    return token.text
  }

  private func isValue(_ token: FilterToken) -> Bool {
    token.kind == .word && !FilterWords.reserved.contains(token.text.lowercased())
  }

  private mutating func pattern(_ target: FilterTarget) throws(FilterError) -> FilterPattern {
    let token = take()
    var flags = ""
    switch token.kind {
    case .pattern(let written): flags = written
    case .quoted: break
    default:
      throw FilterError(
        token.place, "a regular expression is expected here" + but(token), "Write: \(target.id) ~ /^li/i")
    }
    // Both ways to write a slash are one, so that what is printed reads back the same.
    let text = token.text.replacing("\\/", with: "/")
    let inner = FilterPlace(offset: token.place.offset + 1, length: max(1, token.place.length - 2))
    guard !text.isEmpty else {
      throw FilterError(token.place, "the regular expression is empty", "Write: \(target.id) ~ /^li/i")
    }
    guard text.count <= FilterPattern.longest else {
      throw FilterError(inner, "the regular expression is longer than \(FilterPattern.longest) characters", "")
    }
    do {
      return try FilterPattern(text, flags: flags)
    } catch {
      guard let offset = error.offset else {
        throw FilterError(token.place, error.what, "Known are i (case), x (blanks), s and m: /^li/i")
      }
      // A slash within was two characters of the text.
      let slashes = token.kind == .quoted ? 0 : text.prefix(offset).count { $0 == "/" }
      throw FilterError(
        FilterPlace(offset: inner.offset + offset + slashes, length: 1),
        "the regular expression is broken here: \(error.what)",
        "To look for plain text write: \(target.id) contains \"…\"")
    }
  }
}

/// What a condition is about: a field, or a column of products.
struct FilterTarget {
  let id: String
  let kind: FilterKind
  let vocabulary: [String]
  let example: String
  /// The column of products; `nil` for a field of customers.
  let product: FilterItem.Column?

  init(_ field: FilterField) {
    (id, kind, vocabulary, example) = (field.id, field.kind, field.vocabulary, field.example)
    product = nil
  }

  /// A text of a product, or a text of this name where it is no column.
  init(text id: String) {
    (self.id, kind, vocabulary) = (id, .text, [])
    product = FilterItem.Column(rawValue: id)
    example = product == nil ? "used_coupon(\"SPRING\")" : "bought(\(id) = \"Tea\")"
  }

  /// Whether one figure can be less than another.
  var isOrdered: Bool { kind != .text && kind != .flag }

  /// A value as it may be written.
  var sample: String {
    switch kind {
    case .count: "2"
    case .money: "500"
    case .ratio: "80%"
    case .days: "90"
    case .date: "2011-06-01"
    case .text: vocabulary.first.map { FilterText.quoted($0) } ?? "\"Li\""
    case .flag: "yes"
    case .number: "1.5"
    }
  }

  /// Which comparisons there are for this kind, as a sentence.
  var suitable: String {
    switch kind {
    case .text: "Texts know = != in, contains, starts with, ends with, ~ /regex/, is missing: \(example)"
    case .flag: "Write \(id), not \(id), or \(id) is missing."
    default: "Figures know = != < <= > >= in, between, is missing: \(example)"
    }
  }
}
