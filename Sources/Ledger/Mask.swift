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

  /// The pseudonym of a text; nothing for an empty one.
  ///
  /// The tag is no part of what is hashed: an e-mail address that is also somebody's key has the same digits.
  public func pseudonym(_ text: String, _ tag: Tag) -> String {
    guard !text.isEmpty else { return "" }
    var bytes: [UInt8] = []
    Mask.append(Array(text.utf8).withUnsafeBufferPointer { hash($0) }, tag, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The hash of a text.
  func value(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 { hash(text) }

  /// Adds the pseudonym of a hash.
  static func append(_ value: UInt64, _ tag: Tag, to bytes: inout [UInt8]) {
    bytes.append(tag.rawValue)
    bytes.append(0x2D)
    var rest = value
    for _ in 0..<16 {
      let digit = UInt8(truncatingIfNeeded: rest >> 60)
      bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      rest <<= 4
    }
  }
}

/// The hashes of the keys by which people are known: what a column repeats of them is not hashed again.
struct KnownHashes {
  /// The hash of each key, by its position in the table's column of keys.
  let values: [UInt64]
  private let table: IdentityTable
  private let keys: TextColumn

  /// Complexity: one hash for each key.
  init(_ table: IdentityTable, _ mask: Mask) {
    self.table = table
    keys = table.keyColumn
    values = keys.texts { _, text in mask.value(text) }
  }

  /// The hash of a customer's key of this very text; `nil` where there is none.
  func value(_ text: UnsafeBufferPointer<UInt8>, of customer: Int) -> UInt64? {
    for position in table.keyRange(of: customer) {
      let start = Int(keys.offsets[position])
      guard Int(keys.offsets[position + 1]) - start == text.count else { continue }
      var isSame = true
      for place in 0..<text.count where keys.bytes[start + place] != text[place] {
        isSame = false
        break
      }
      if isSame { return values[position] }
    }
    return nil
  }

  /// The customer's phone number that ends with these digits or is their end, zeros at the front aside.
  func phone(of customer: Int, ending digits: [UInt8]) -> UInt64? {
    var zeros = 0
    while zeros < digits.count, digits[zeros] == 48 { zeros += 1 }
    for position in table.keyRange(of: customer) where table.kind(at: position) == .phone {
      let (start, end) = (Int(keys.offsets[position]), Int(keys.offsets[position + 1]))
      // Their common end: all of the number without its zeros, or all of the key.
      var common = 0
      while common < digits.count, start + common < end,
        digits[digits.count - 1 - common] == keys.bytes[end - 1 - common]
      {
        common += 1
      }
      if common >= digits.count - zeros || common == end - start { return values[position] }
    }
    return nil
  }
}

extension TextColumn {
  /// Something of every text, in the order of the rows.
  func texts<Element>(_ body: (_ row: Int, _ text: UnsafeBufferPointer<UInt8>) -> Element) -> [Element] {
    var all: [Element] = []
    all.reserveCapacity(count)
    bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<count {
        let range = Int(offsets[row])..<Int(offsets[row + 1])
        all.append(body(row, UnsafeBufferPointer(rebasing: bytes[range])))
      }
    }
    return all
  }
}

extension Mask {
  /// The keys of people as pseudonyms.
  func keys(_ column: TextColumn, known: KnownHashes? = nil) -> TextColumn {
    masked(column) { row, text, bytes in Mask.append(known?.value(text, of: row) ?? value(text), .person, to: &bytes) }
  }

  /// A column of e-mail addresses as pseudonyms; upper and lower case and blanks around make no difference.
  func emails(_ column: TextColumn, known: KnownHashes? = nil) -> TextColumn {
    var plain: [UInt8] = []
    return masked(column) { row, text, bytes in
      Mask.email(text, to: &plain)
      let value = plain.withUnsafeBufferPointer { known?.value($0, of: row) ?? self.value($0) }
      Mask.append(value, .email, to: &bytes)
    }
  }

  /// A column of phone numbers as pseudonyms: what counts are the digits.
  ///
  /// A key of the person may have the country code that the file leaves out: then it is the key that counts.
  func phones(_ column: TextColumn, known: KnownHashes? = nil) -> TextColumn {
    var digits: [UInt8] = []
    return masked(column) { row, text, bytes in
      digits.removeAll(keepingCapacity: true)
      for byte in text where byte >= 48 && byte <= 57 { digits.append(byte) }
      let value =
        digits.isEmpty
        ? self.value(text) : known?.phone(of: row, ending: digits) ?? digits.withUnsafeBufferPointer { self.value($0) }
      Mask.append(value, .phone, to: &bytes)
    }
  }

  /// A column of texts of which nothing may be seen but whether they are there.
  func texts(_ column: TextColumn) -> TextColumn {
    let sign = Array(Mask.hidden.utf8)
    return masked(column) { _, _, bytes in bytes.append(contentsOf: sign) }
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

  /// A column whose texts are added by a function; empty ones stay empty.
  private func masked(
    _ column: TextColumn, _ add: (_ row: Int, _ text: UnsafeBufferPointer<UInt8>, _ bytes: inout [UInt8]) -> Void
  ) -> TextColumn {
    guard column.isPresent else { return column }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(column.count * Mask.length)
    let ends = column.texts { row, text -> UInt32 in
      if !text.isEmpty { add(row, text, &bytes) }
      return UInt32(truncatingIfNeeded: bytes.count)
    }
    return TextColumn(bytes: bytes, offsets: [0] + ends)
  }

  /// The address without blanks around it, in lower case (DEFINITIONS part A, "same person").
  private static func email(_ text: UnsafeBufferPointer<UInt8>, to plain: inout [UInt8]) {
    plain.removeAll(keepingCapacity: true)
    var isASCII = true
    for byte in text {
      isASCII = isASCII && byte < 0x80
      plain.append(byte >= 65 && byte <= 90 ? byte | 32 : byte)
    }
    if !isASCII { plain = Array(String(decoding: text, as: UTF8.self).lowercased().utf8) }
    while let last = plain.last, last <= 32 { plain.removeLast() }
    var blanks = 0
    while blanks < plain.count, plain[blanks] <= 32 { blanks += 1 }
    if blanks > 0 { plain.removeFirst(blanks) }
  }
}
