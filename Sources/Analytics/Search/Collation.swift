import CICU

/// The order of words that people expect, whatever their language: é stands by e, capitals by their letters.
///
/// Source: Unicode Collation Algorithm with the root order of CLDR, as ICU has it: the same on every machine, whatever its
/// locale says.
struct Collation: ~Copyable {
  private let collator: OpaquePointer
  private var units: [UInt16] = []
  private var key = [UInt8](repeating: 0, count: 256)

  /// The root order; `nil` where the library has no data for it.
  init?() {
    var status = U_ZERO_ERROR
    guard let opened = clientele_icu_open_collator("", &status), status.rawValue <= U_ZERO_ERROR.rawValue else {
      return nil
    }
    collator = opened
  }

  deinit { clientele_icu_close_collator(collator) }

  /// Appends the bytes by which a text is sorted: they compare as the texts do. Complexity: O(length).
  mutating func append(keyOf text: String, to keys: inout [UInt8]) {
    units.removeAll(keepingCapacity: true)
    units.append(contentsOf: text.utf16)
    let length = Int32(clamping: units.count)
    var size = clientele_icu_sort_key(collator, units, length, &key, Int32(key.count))
    if size > key.count {
      key = [UInt8](repeating: 0, count: Int(size))
      size = clientele_icu_sort_key(collator, units, length, &key, Int32(key.count))
    }
    keys.append(contentsOf: key[..<max(0, min(key.count, Int(size)))])
  }
}

/// Texts with the keys by which they are sorted, made once for all of them.
public struct CollatedTexts {
  private var keys: [UInt8] = []
  private var ends: [Int] = [0]

  /// The texts in their order. Complexity: O(all letters), one key of some two bytes a letter each.
  public init(_ texts: [String]) {
    ends.reserveCapacity(texts.count + 1)
    var collation = Collation()
    for text in texts {
      if collation != nil { collation?.append(keyOf: text, to: &keys) } else { keys.append(contentsOf: text.utf8) }
      ends.append(keys.count)
    }
  }

  /// The places of the texts from the first to the last word; equal ones keep their order.
  public func order(descending: Bool) -> [Int32] {
    let count = ends.count - 1
    return keys.withUnsafeBytes { bytes in
      ends.withUnsafeBufferPointer { ends in
        (0..<Int32(count)).sorted { left, right in
          let (a, b) = (ends[Int(left)], ends[Int(right)])
          let (lengthA, lengthB) = (ends[Int(left) + 1] - a, ends[Int(right) + 1] - b)
          var difference = compare(bytes, a, b, min(lengthA, lengthB))
          if difference == 0 { difference = lengthA - lengthB }
          if difference == 0 { return left < right }
          return descending ? difference > 0 : difference < 0
        }
      }
    }
  }

  @inline(__always)
  private func compare(_ bytes: UnsafeRawBufferPointer, _ a: Int, _ b: Int, _ count: Int) -> Int {
    guard count > 0, let start = bytes.baseAddress else { return 0 }
    return Int(clientele_icu_compare(start + a, start + b, count))
  }
}
