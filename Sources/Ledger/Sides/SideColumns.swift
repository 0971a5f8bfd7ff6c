/// A decimal number, exactly as it was written: `mantissa` × 10^−`decimals`.
public struct ExactDecimal: Hashable, Sendable {
  /// The digits without the decimal mark.
  public let mantissa: Int64
  /// Digits after the decimal mark, 0–18.
  public let decimals: Int

  /// A number of these digits; zeros at the end of the fraction are taken off.
  public init(mantissa: Int64, decimals: Int) {
    var (mantissa, decimals) = (mantissa, decimals)
    while decimals > 0, mantissa % 10 == 0 {
      mantissa /= 10
      decimals -= 1
    }
    self.mantissa = mantissa
    self.decimals = max(0, min(18, decimals))
  }

  /// 1.
  public static let one = ExactDecimal(mantissa: 1, decimals: 0)

  /// The number times a count, in units of 10^−`digits`, rounded half away from zero once; `nil` where it does not fit.
  public func times(_ count: Int64, digits: Int) -> Int64? {
    let product = Int128(mantissa) * Int128(count)
    return digits >= decimals
      ? ExactDecimal.quotient(product, Int128(1), shift: digits - decimals)
      : ExactDecimal.quotient(product, ExactDecimal.power(decimals - digits), shift: 0)
  }

  /// 10 to the power of `exponent`, 0–36.
  static func power(_ exponent: Int) -> Int128 {
    var power: Int128 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// numerator × 10^shift ÷ denominator, rounded half away from zero; `nil` where it does not fit.
  static func quotient(_ numerator: Int128, _ denominator: Int128, shift: Int) -> Int64? {
    guard denominator != 0, shift <= 36 else { return nil }
    let (scaled, overflow) = numerator.multipliedReportingOverflow(by: power(shift))
    guard !overflow else { return nil }
    let (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: denominator)
    let isAway = remainder.magnitude >= denominator.magnitude - remainder.magnitude && remainder != 0
    let isNegative = (numerator < 0) != (denominator < 0)
    return Int64(exactly: isAway ? quotient + (isNegative ? -1 : 1) : quotient)
  }

  /// Whether the number is below zero.
  public var isNegative: Bool { mantissa < 0 }
}

/// A column of decimal numbers of which some may be absent: 9 bytes a row.
public struct DecimalColumn: Sendable {
  private let mantissas: [Int64]
  private let decimals: [UInt8]
  private static let absent = UInt8.max

  /// A column in which no row has a number.
  public static let empty = DecimalColumn([])

  /// A column of these numbers.
  public init(_ numbers: [ExactDecimal?]) {
    guard numbers.contains(where: { $0 != nil }) else {
      (mantissas, decimals) = ([], [])
      return
    }
    mantissas = numbers.map { $0?.mantissa ?? 0 }
    decimals = numbers.map { $0.map { UInt8($0.decimals) } ?? DecimalColumn.absent }
  }

  /// Whether any row has a number.
  public var isPresent: Bool { !mantissas.isEmpty }

  /// The number of a row, `nil` where it has none.
  public subscript(row: Int) -> ExactDecimal? {
    guard row < decimals.count, decimals[row] != DecimalColumn.absent else { return nil }
    return ExactDecimal(mantissa: mantissas[row], decimals: Int(decimals[row]))
  }
}

/// Whom or what each row of a side table is about: a position in a table of the ledger, or a text that is not there.
///
/// People without orders and products that were never sold are kept, by number, with the text that names them.
public struct LinkColumn: Sendable {
  /// Per row a position in the ledger's table; -1 for "not given"; -2 - n for the n-th text of `unknown`.
  public let codes: [Int32]
  /// What the ledger does not know, each text once.
  public let unknown: TextColumn

  /// An absent column: no row is linked.
  public static let empty = LinkColumn(codes: [], unknown: .empty)

  /// A column over codes and texts that were laid out by its builder.
  public init(codes: [Int32], unknown: TextColumn) {
    self.codes = codes
    self.unknown = unknown
  }

  /// The position in the ledger's table, `nil` where the ledger does not know it or nothing is given.
  @inlinable
  public subscript(row: Int) -> Int? {
    row < codes.count && codes[row] >= 0 ? Int(codes[row]) : nil
  }

  /// The position of a row's text in `unknown`, `nil` where the ledger knows it or nothing is given.
  public func stranger(_ row: Int) -> Int? { row < codes.count && codes[row] <= -2 ? -2 - Int(codes[row]) : nil }

  /// The text that names what the ledger does not know; empty for all other rows.
  public func strangerText(_ row: Int) -> String { stranger(row).map { unknown[$0] } ?? "" }

  /// Rows about something that the ledger does not know. Complexity: O(rows).
  public var strangerRows: Int { codes.reduce(0) { $0 + ($1 <= -2 ? 1 : 0) } }

  /// The same column with its rows in another order.
  public func arranged(_ order: [Int]) -> LinkColumn {
    codes.isEmpty ? self : LinkColumn(codes: order.map { codes[$0] }, unknown: unknown)
  }

  /// Where the rows of each position begin in a column that is sorted by it: `count + 1` numbers.
  static func starts(_ codes: [Int32], count: Int) -> [UInt32] {
    var starts = [UInt32](repeating: 0, count: count + 1)
    for code in codes where code >= 0 && Int(code) < count { starts[Int(code) + 1] += 1 }
    for position in 0..<count { starts[position + 1] += starts[position] }
    return starts
  }

  /// The order in which rows come by position and then by time: known ones, then unknown ones, then those not given.
  ///
  /// Rows of the same time keep their order. Complexity: O(rows + positions), and a sort of each position's own rows.
  public static func order(_ link: LinkColumn, count: Int, day: [Int32], second: [Int32]) -> [Int] {
    let strangers = link.unknown.count
    func bucket(_ code: Int32) -> Int {
      code >= 0 ? Int(code) : code <= -2 ? count + (-2 - Int(code)) : count + strangers
    }
    var next = [Int](repeating: 0, count: count + strangers + 2)
    for code in link.codes { next[bucket(code) + 1] += 1 }
    for position in 0..<next.count - 1 { next[position + 1] += next[position] }
    let begins = next
    var order = [Int](repeating: 0, count: link.codes.count)
    for (row, code) in link.codes.enumerated() {
      let place = bucket(code)
      order[next[place]] = row
      next[place] += 1
    }
    func time(_ row: Int) -> Int64 { Int64(day[row]) << 32 | Int64(second.isEmpty ? 0 : max(0, second[row])) }
    for position in 0..<begins.count - 1 where begins[position + 1] - begins[position] > 1 {
      let range = begins[position]..<begins[position + 1]
      var isSorted = true
      for place in range.dropFirst() where time(order[place - 1]) > time(order[place]) {
        isSorted = false
        break
      }
      if !isSorted {
        let sorted = order[range].sorted { (time($0), $0) < (time($1), $1) }
        order.replaceSubrange(range, with: sorted)
      }
    }
    return order
  }
}
