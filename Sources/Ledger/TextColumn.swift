/// A column of different texts, one per row, in one block of UTF-8.
///
/// Used where values hardly repeat: order numbers, customer keys, names. Costs the bytes of the text plus 4 per row.
public struct TextColumn: Sendable {
  /// The bytes of all texts, one after the other.
  public let bytes: [UInt8]
  /// Where each text begins, and after the last one where it ends: `count + 1` offsets, or none in an empty column.
  public let offsets: [UInt32]

  /// An empty column: every row reads as an empty text.
  public static let empty = TextColumn(bytes: [], offsets: [])

  /// A column over bytes and offsets that were laid out by its builder.
  public init(bytes: [UInt8], offsets: [UInt32]) {
    self.bytes = bytes
    self.offsets = offsets
  }

  /// A column of these texts.
  public init(_ texts: some Sequence<String>) {
    var bytes: [UInt8] = []
    var offsets: [UInt32] = [0]
    for text in texts {
      bytes.append(contentsOf: text.utf8)
      offsets.append(UInt32(bytes.count))
    }
    self.init(bytes: bytes, offsets: offsets)
  }

  /// Number of rows; 0 for a column that the file does not have.
  public var count: Int { max(0, offsets.count - 1) }

  /// Whether the file has this column at all.
  public var isPresent: Bool { !offsets.isEmpty }

  /// The text of a row; empty where the column is absent. Bytes that are not UTF-8 read as U+FFFD.
  public subscript(row: Int) -> String {
    guard row + 1 < offsets.count else { return "" }
    return String(decoding: bytes[Int(offsets[row])..<Int(offsets[row + 1])], as: UTF8.self)
  }

  /// The UTF-8 of a row, without making a string.
  public func utf8(_ row: Int) -> ArraySlice<UInt8> {
    guard row + 1 < offsets.count else { return [] }
    return bytes[Int(offsets[row])..<Int(offsets[row + 1])]
  }

  /// Whether the text of one row sorts before that of another, byte by byte.
  public func precedes(_ left: Int, _ right: Int) -> Bool {
    utf8(left).lexicographicallyPrecedes(utf8(right))
  }
}

/// A column of texts that repeat: each different text once, and a 4-byte number per row.
///
/// Number 0 is always the empty text, "not given".
public struct CategoryColumn: Sendable {
  /// The different texts; `names[0]` is empty.
  public let names: [String]
  /// Per row the position in `names`; empty where the file does not have the column.
  public let codes: [UInt32]

  /// An absent column: every row reads as an empty text.
  public static let empty = CategoryColumn(names: [""], codes: [])

  /// A column over names and codes that were laid out by its builder.
  public init(names: [String], codes: [UInt32]) {
    self.names = names
    self.codes = codes
  }

  /// A column of these texts, in order of first appearance.
  public init(_ texts: [String]) {
    var names = [""]
    var numbers: [String: UInt32] = ["": 0]
    var codes: [UInt32] = []
    codes.reserveCapacity(texts.count)
    for text in texts {
      if let code = numbers[text] {
        codes.append(code)
      } else {
        let code = UInt32(names.count)
        numbers[text] = code
        names.append(text)
        codes.append(code)
      }
    }
    self.init(names: names, codes: codes)
  }

  /// Whether the file has this column at all.
  public var isPresent: Bool { !codes.isEmpty }

  /// The text of a row; empty where not given.
  public subscript(row: Int) -> String { row < codes.count ? names[Int(codes[row])] : "" }
}

/// A column of order numbers: 8 bytes a row for plain numbers, the text itself for all others.
///
/// A number keeps its text exactly: only decimal digits without a leading zero, up to 18 of them, are stored as numbers.
public struct IdentifierColumn: Sendable {
  /// Numbers, or `positionFlag` plus the position in `texts`; empty where the file has no such column.
  public let values: [UInt64]
  /// The identifiers that are not plain numbers.
  public let texts: TextColumn

  /// The bit that says: this value is a position in `texts`.
  public static let positionFlag: UInt64 = 1 << 63

  /// An absent column.
  public static let empty = IdentifierColumn(values: [], texts: .empty)

  /// A column over values and texts that were laid out by its builder.
  public init(values: [UInt64], texts: TextColumn) {
    self.values = values
    self.texts = texts
  }

  /// A column of these identifiers.
  public init(_ identifiers: [String]) {
    var values: [UInt64] = []
    var others: [String] = []
    for identifier in identifiers {
      if let number = IdentifierColumn.number(identifier.utf8) {
        values.append(number)
      } else {
        values.append(IdentifierColumn.positionFlag | UInt64(others.count))
        others.append(identifier)
      }
    }
    self.init(values: values, texts: TextColumn(others))
  }

  /// Whether the file has this column at all.
  public var isPresent: Bool { !values.isEmpty }

  /// The identifier of a row; empty where the column is absent.
  public subscript(row: Int) -> String {
    guard row < values.count else { return "" }
    let value = values[row]
    return value & IdentifierColumn.positionFlag == 0
      ? String(value) : texts[Int(value & ~IdentifierColumn.positionFlag)]
  }

  /// The number that stands for this text, or `nil` where a number would not give the same text back.
  @inlinable
  public static func number(_ utf8: some Collection<UInt8>) -> UInt64? {
    guard let first = utf8.first, utf8.count <= 18, first != 48 || utf8.count == 1 else { return nil }
    var value: UInt64 = 0
    for byte in utf8 {
      guard byte >= 48, byte <= 57 else { return nil }
      value = value * 10 + UInt64(byte &- 48)
    }
    return value
  }
}
