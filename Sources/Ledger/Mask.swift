/// What stands for personal data where somebody looks on: signs that say nothing, and pseudonyms that stay the same.
///
/// A pseudonym is a tag and 64 bits of a keyed hash as 16 hexadecimal digits: the same text has the same one on every
/// run with the same secret, without the secret nobody gets back to the text. Of a million people two share one once in
/// 37 million shops (n² ÷ 2⁶⁵); 40 bits would mix somebody up in two shops of five.
public struct Mask: Sendable {
  /// What a pseudonym stands for.
  public enum Tag: UInt8, Sendable {
    /// A person's key: `p-3f9a2c1e07b4d856`.
    case person = 0x70
    /// An e-mail address: `e-…`.
    case email = 0x65
    /// A phone number: `t-…`.
    case phone = 0x74
    /// A filter: `f-…`.
    case filter = 0x66
  }

  /// What stands for names and free texts.
  public static let hidden = "•••"
  /// Bytes of a pseudonym.
  public static let length = 18

  private let hash: @Sendable (UnsafeBufferPointer<UInt8>) -> UInt64

  /// A mask over a keyed hash. What makes the hash secret is no matter of the ledger.
  public init(hash: @escaping @Sendable (_ text: UnsafeBufferPointer<UInt8>) -> UInt64) { self.hash = hash }

  /// The pseudonym of a text.
  ///
  /// The tag is no part of what is hashed: an e-mail address that is also somebody's key has the same digits.
  public func pseudonym(_ text: String, _ tag: Tag) -> String {
    var bytes: [UInt8] = []
    append(Array(text.utf8)[...], tag, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Adds the pseudonym of a text, nothing for an empty one.
  func append(_ text: ArraySlice<UInt8>, _ tag: Tag, to bytes: inout [UInt8]) {
    guard !text.isEmpty else { return }
    let value = text.withUnsafeBufferPointer { hash($0) }
    bytes.append(tag.rawValue)
    bytes.append(0x2D)
    for shift in stride(from: 60, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: value >> UInt64(shift)) & 15
      bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }
}

extension Mask {
  /// A column of keys as pseudonyms.
  func keys(_ column: TextColumn, _ tag: (Int) -> Tag = { _ in .person }) -> TextColumn {
    masked(column) { row, text, bytes in append(text, tag(row), to: &bytes) }
  }

  /// A column of e-mail addresses as pseudonyms; upper and lower case and blanks around make no difference.
  func emails(_ column: TextColumn) -> TextColumn {
    var plain: [UInt8] = []
    return masked(column) { _, text, bytes in
      Mask.email(text, to: &plain)
      append(plain[...], .email, to: &bytes)
    }
  }

  /// A column of phone numbers as pseudonyms: what counts are the digits, or the longer form `known` for the row.
  func phones(_ column: TextColumn, known: (_ row: Int, _ digits: [UInt8]) -> ArraySlice<UInt8>?) -> TextColumn {
    var digits: [UInt8] = []
    return masked(column) { row, text, bytes in
      digits.removeAll(keepingCapacity: true)
      digits.append(contentsOf: text.lazy.filter { $0 >= 48 && $0 <= 57 })
      append(digits.isEmpty ? text : known(row, digits) ?? digits[...], .phone, to: &bytes)
    }
  }

  /// A column of texts of which nothing may be seen but whether they are there.
  func texts(_ column: TextColumn) -> TextColumn {
    let sign = Array(Mask.hidden.utf8)
    return masked(column) { _, text, bytes in if !text.isEmpty { bytes.append(contentsOf: sign) } }
  }

  /// The same for a column of texts that repeat.
  func texts(_ column: CategoryColumn) -> CategoryColumn {
    guard column.isPresent else { return column }
    let codes = column.names.map { UInt32($0.isEmpty ? 0 : 1) }
    return CategoryColumn(names: ["", Mask.hidden], codes: column.codes.map { codes[Int($0)] })
  }

  /// A column of texts that repeat, of which only can be seen which rows have the same: `page 1`, `page 2`.
  func numbered(_ column: CategoryColumn, _ word: String) -> CategoryColumn {
    let names = column.names.enumerated().map { $1.isEmpty ? "" : "\(word) \($0)" }
    return CategoryColumn(names: names, codes: column.codes)
  }

  private func masked(
    _ column: TextColumn, _ add: (_ row: Int, _ text: ArraySlice<UInt8>, _ bytes: inout [UInt8]) -> Void
  ) -> TextColumn {
    guard column.isPresent else { return column }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(column.count * Mask.length)
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(column.count + 1)
    for row in 0..<column.count {
      add(row, column.utf8(row), &bytes)
      offsets.append(UInt32(truncatingIfNeeded: bytes.count))
    }
    return TextColumn(bytes: bytes, offsets: offsets)
  }

  /// The address without blanks around it, in lower case (DEFINITIONS part A, "same person").
  private static func email(_ text: ArraySlice<UInt8>, to plain: inout [UInt8]) {
    plain.removeAll(keepingCapacity: true)
    var isASCII = true
    for byte in text {
      isASCII = isASCII && byte < 0x80
      plain.append(byte >= 65 && byte <= 90 ? byte | 32 : byte)
    }
    if !isASCII { plain = Array(String(decoding: text, as: UTF8.self).lowercased().utf8) }
    while let last = plain.last, last <= 32 { plain.removeLast() }
    let blanks = plain.prefix { $0 <= 32 }.count
    if blanks > 0 { plain.removeFirst(blanks) }
  }
}
