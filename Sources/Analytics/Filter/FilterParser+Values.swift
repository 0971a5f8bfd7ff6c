import Ledger

extension FilterParser {
  /// A value of the kind that the target needs.
  mutating func literal(_ target: FilterTarget) throws(FilterError) -> FilterLiteral {
    let token = next
    let isSigned = token.is("-") || token.is("+")
    let isReserved = token.kind == .word && FilterWords.reserved.contains(token.text.lowercased())
    guard token.kind == .word && !isReserved || token.kind == .quoted || isSigned else {
      throw FilterError(
        token.place, "a value is missing here" + (token.kind == .end ? "" : but(token)),
        isReserved
          ? "A text that is a word of the language stands in quotes: \"\(token.text)\""
          : "\(target.id) is \(target.kind.words): \(target.example)")
    }
    switch target.kind {
    case .text: return try text(target)
    case .flag:
      take()
      guard let answer = FilterWords.answers[token.text.lowercased()] else { throw mismatch(token, target) }
      return .flag(answer)
    case .date:
      guard let date = try date() else { throw mismatch(token, target) }
      return .date(date)
    case .days:
      if let window = duration() { return .duration(window) }
      return try number(target)
    case .count, .money, .ratio, .number: return try number(target)
    }
  }

  private func mismatch(_ token: FilterToken, _ target: FilterTarget) -> FilterError {
    var wayOut = "Write one as: \(target.example)"
    if target.kind == .date, token.kind == .word, Window(token.text) != nil {
      wayOut = "Count from the as-of day: today - \(token.text)"
    }
    return FilterError(
      token.place, "'\(FilterText.visible(token.text))' is no value for \(target.id), which is \(target.kind.words)",
      wayOut)
  }

  private mutating func text(_ target: FilterTarget) throws(FilterError) -> FilterLiteral {
    let token = take()
    let text = FilterText.trimmed(token.text)
    guard token.kind != .sign else { throw mismatch(token, target) }
    guard !text.isEmpty else {
      throw FilterError(token.place, "no text is equal to an empty one", "Ask instead: \(target.id) is missing")
    }
    guard !target.vocabulary.isEmpty else { return .text(text) }
    let folded = FilterText.folded(text.replacing("_", with: " "))
    let known = target.vocabulary.first { FilterText.folded($0.replacing("_", with: " ")) == folded }
    if let known { return .text(known) }
    let near = NearestName.of(text, among: target.vocabulary).map { "Did you mean '\($0)'? " } ?? ""
    throw FilterError(
      token.place, "there is no \(target.id) '\(FilterText.visible(text))'",
      near + "There are: " + target.vocabulary.map { FilterText.quoted($0) }.joined(separator: ", ") + ".")
  }

  private mutating func number(_ target: FilterTarget) throws(FilterError) -> FilterLiteral {
    let sign = next.is("-") || next.is("+") ? take() : nil
    let token = take()
    guard token.kind == .word, let parsed = FilterNumber(token.text) else {
      throw mismatch(token.kind == .end || token.kind == .sign ? sign ?? token : token, target)
    }
    guard let value = parsed.value else {
      throw FilterError(
        token.place, "'\(FilterText.visible(token.text))' has too many digits",
        "15 before the point and 6 after it can be compared.")
    }
    let isPercent = parsed.isPercent || take("%")
    let number = ExactDecimal(
      mantissa: sign?.is("-") == true ? -value.mantissa : value.mantissa, decimals: value.decimals)
    if isPercent, target.kind != .ratio {
      throw FilterError(
        token.place, "\(target.id) is \(target.kind.words), no share", "Leave the % away: \(target.example)")
    }
    if target.kind == .ratio, !isPercent, abs(number.double) > 1 {
      throw FilterError(
        token.place, "\(target.id) is a share, of which 1 is all",
        "Write \(FilterText.visible(token.text))%, or 0.8 for 80%.")
    }
    return .number(number, isPercent: isPercent)
  }

  /// `90d`, `6mo`, `2y`, also with a blank: `90 days`; `nil` where none stands here, and nothing is taken then.
  mutating func duration() -> Window? {
    guard next.kind == .word else { return nil }
    if next.text.lowercased() != "all", let window = Window(next.text) {
      take()
      return window
    }
    if ahead(1).kind == .word, next.text.allSatisfy(\.isNumber), let window = Window(next.text + ahead(1).text) {
      take()
      take()
      return window
    }
    return nil
  }

  /// A date with what is added to it; `nil` where none stands here, and nothing is taken then.
  mutating func date() throws(FilterError) -> FilterDate? {
    let token = next
    guard token.kind == .word || token.kind == .quoted else { return nil }
    var text = token.text.lowercased()
    var glued: Window?
    if text.hasPrefix("today-") || text.hasPrefix("today+") {
      guard let window = Window(String(text.dropFirst(6))) else { return nil }
      glued = window
      text = String(text.prefix(6))
    }
    let isToday = text.hasPrefix("today") && (text.count == 5 || glued != nil)
    guard let days = isToday ? nil : try FilterDate.days(text, at: token.place) else {
      guard isToday else { return nil }
      take()
      var shifts = glued.map { [FilterDate.Shift(isBack: text.hasSuffix("-"), by: $0)] } ?? []
      try moves(&shifts)
      return FilterDate(days: nil, shifts: shifts)
    }
    take()
    var shifts: [FilterDate.Shift] = []
    if days.lowerBound == days.upperBound { try moves(&shifts) }
    return FilterDate(days: days, shifts: shifts)
  }

  private mutating func moves(_ shifts: inout [FilterDate.Shift]) throws(FilterError) {
    while next.is("-") || next.is("+") {
      let sign = take()
      guard let window = duration() else {
        throw FilterError(next.place, "a duration is expected here" + but(next), "Write: today - 90d, 6mo or 2y")
      }
      shifts.append(FilterDate.Shift(isBack: sign.is("-"), by: window))
      guard shifts.count <= 4 else {
        throw FilterError(sign.place, "a day is moved more than four times", "Add the durations up.")
      }
    }
  }

  /// The window of a field: `90d`, `all`, `2011-06`, `2011-01-01..2011-03-31`.
  mutating func window(_ field: FilterField) throws(FilterError) -> FilterSpan {
    if take("all") { return .window(.all) }
    if let window = duration() { return .window(window) }
    if let span = try dates() { return span }
    throw FilterError(
      next.place, "a window is expected here" + but(next),
      "Write \(field.id)(90d), \(field.id)(all) or \(field.id)(2011-01-01..2011-03-31).")
  }

  /// `2011-01-01..2011-03-31`, or one date as both ends; `nil` where no date stands here.
  mutating func dates() throws(FilterError) -> FilterSpan? {
    guard let from = try date() else { return nil }
    guard take("..") else { return .dates(from, from) }
    guard let to = try date() else {
      throw FilterError(next.place, "a date is expected after '..'" + but(next), "Write: 2011-01-01..2011-03-31")
    }
    return .dates(from, to)
  }
}

/// A number as it is written: `1_000`, `500.25`, `80%`.
struct FilterNumber {
  /// `nil` where it has more digits than can be compared.
  let value: ExactDecimal?
  let isPercent: Bool

  /// Reads a number without a sign; `nil` for anything else.
  init?(_ text: String) {
    var digits = Array(text.utf8)
    isPercent = digits.last == 37
    if isPercent { digits.removeLast() }
    var mantissa: Int64 = 0
    var (whole, decimals) = (0, 0)
    var isFraction = false
    guard let first = digits.first, first >= 48, first <= 57, let last = digits.last, last != 95 else { return nil }
    for byte in digits {
      switch byte {
      case 95: continue
      case 46:
        guard !isFraction else { return nil }
        isFraction = true
      case 48...57:
        if isFraction { decimals += 1 } else { whole += 1 }
        if whole <= 15, decimals <= 6 { mantissa = mantissa * 10 + Int64(byte - 48) }
      default: return nil
      }
    }
    guard !isFraction || decimals > 0 else { return nil }
    // 15 and 6 digits may pass what the type holds: 18 together never do.
    value =
      whole <= 15 && decimals <= 6 && whole + decimals <= 18
      ? ExactDecimal(mantissa: mantissa, decimals: decimals) : nil
  }
}

extension ExactDecimal {
  /// The nearest floating-point number.
  var double: Double {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return Double(mantissa) / scale
  }
}

extension FilterDate {
  /// First and last day of `2011-06-01`, `2011-06` or `2011`; `nil` for a text of another form.
  ///
  /// - Throws: where the form is that of a date, but the calendar has no such day.
  static func days(_ text: String, at place: FilterPlace) throws(FilterError) -> ClosedRange<Int32>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isNumber = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }
    guard isNumber, parts[0].count == 4, parts.count <= 3, parts.dropFirst().allSatisfy({ $0.count <= 2 }) else {
      return nil
    }
    let numbers = parts.compactMap { Int($0) }
    let (year, month, day) = (numbers[0], numbers.count > 1 ? numbers[1] : 1, numbers.count > 2 ? numbers[2] : 1)
    guard let first = Day(year: year, month: month, day: day) else {
      guard year >= 1, (1...12).contains(month) else {
        throw FilterError(
          place, "there is no month \(text)", "Months are 01 to 12, and dates are written as 2011-06-01.")
      }
      throw FilterError(
        place, "there is no day \(text)",
        "That month has \(Day.length(ofMonth: month, year: year)) days.")
    }
    switch parts.count {
    case 1: return first.rawValue...Day(uncheckedYear: year, month: 12, day: 31).rawValue
    case 2:
      let last = Day(uncheckedYear: year, month: month, day: Day.length(ofMonth: month, year: year))
      return first.rawValue...last.rawValue
    default: return first.rawValue...first.rawValue
    }
  }
}
