import CScan
import Glibc

/// A piece of text in memory that somebody else owns.
struct TextPiece {
  var start: UnsafePointer<UInt8>
  var count: Int

  /// Eight bytes of the text as one little-endian word, zeros where it is shorter. At least 8 bytes can be read.
  @inline(__always)
  var word: UInt64 {
    let loaded = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self)
    return count >= 8 ? loaded : loaded & ~(~0 << UInt64(truncatingIfNeeded: count &* 8))
  }

  /// A hash of the bytes: the first word alone for short texts.
  @inline(__always)
  var hash: UInt64 {
    if count <= 8 { return TextPiece.mixed(word ^ UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15) }
    return longHash
  }

  @inline(never)
  private var longHash: UInt64 {
    let raw = UnsafeRawPointer(start)
    var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    var at = 0
    while at &+ 8 <= count {
      hash = TextPiece.mixed(hash ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at &+= 8
    }
    // The last eight bytes once more: covers the rest without a loop, and without reading past the text.
    return TextPiece.mixed(hash ^ raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
  }

  /// The 128-bit product with an odd constant, folded: every bit of the word reaches every bit of the hash.
  @inline(__always)
  static func mixed(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }

  /// The bytes as a string; what is not UTF-8 reads as U+FFFD.
  var string: String { String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) }

  /// Whether the bytes of two texts are the same.
  @inline(__always)
  func equals(_ other: TextPiece) -> Bool {
    guard count == other.count else { return false }
    if count &- 8 <= 8, count >= 8 {
      // Two words that overlap: no call for the usual product number.
      let tail = count &- 8
      let (a, b) = (UnsafeRawPointer(start), UnsafeRawPointer(other.start))
      return a.loadUnaligned(as: UInt64.self) == b.loadUnaligned(as: UInt64.self)
        && a.loadUnaligned(fromByteOffset: tail, as: UInt64.self)
          == b.loadUnaligned(fromByteOffset: tail, as: UInt64.self)
    }
    return memcmp(start, other.start, count) == 0
  }

  /// Whether this text sorts before another, byte by byte.
  func precedes(_ other: TextPiece) -> Bool {
    let order = memcmp(start, other.start, min(count, other.count))
    return order == 0 ? count < other.count : order < 0
  }
}

/// Texts one after the other, numbered from 0.
///
/// Owned by whoever calls `deallocate`; numbers stay valid, pieces only until the next `append`.
struct TextStore {
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var byteCount = 0
  private var byteCapacity: Int
  private(set) var offsets: UnsafeMutablePointer<UInt32>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 64) {
    self.capacity = capacity
    byteCapacity = capacity * 8
    bytes = .allocate(capacity: byteCapacity + SourceBytes.slack)
    offsets = .allocate(capacity: capacity + 1)
    offsets[0] = 0
  }

  func deallocate() {
    bytes.deallocate()
    offsets.deallocate()
  }

  @inline(__always)
  subscript(number: Int) -> TextPiece {
    let from = Int(offsets[number])
    return TextPiece(start: UnsafePointer(bytes) + from, count: Int(offsets[number &+ 1]) &- from)
  }

  /// Adds a text and gives its number. Complexity: O(length), amortised.
  @inline(__always)
  mutating func append(_ text: TextPiece) -> Int {
    if count == capacity || byteCount &+ text.count > byteCapacity { grow(by: text.count) }
    (bytes + byteCount).update(from: text.start, count: text.count)
    byteCount &+= text.count
    count &+= 1
    offsets[count] = UInt32(truncatingIfNeeded: byteCount)
    return count &- 1
  }

  @inline(never)
  private mutating func grow(by more: Int) {
    if count == capacity {
      let wider = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2 + 1)
      wider.update(from: offsets, count: count + 1)
      offsets.deallocate()
      offsets = wider
      capacity *= 2
    }
    if byteCount + more > byteCapacity {
      byteCapacity = max(byteCapacity * 2, byteCount + more)
      let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: byteCapacity + SourceBytes.slack)
      wider.update(from: bytes, count: byteCount)
      bytes.deallocate()
      bytes = wider
    }
  }
}

/// Numbers for texts: each different text gets one, from 0 in order of first appearance.
///
/// Open addressing with 16-byte slots. Texts of up to 8 bytes lie in the slot itself; of longer ones the slot has the
/// hash, and the text is compared in the store. One lookup is one cache miss in a large table.
struct InternTable {
  private struct Slot {
    var word: UInt64
    var number: UInt32
    var length: UInt32
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  /// The texts by number.
  private(set) var texts: TextStore
  private static let free = UInt32.max

  init(capacity: Int = 64) {
    mask = capacity * 2 - 1
    slots = InternTable.emptySlots(capacity * 2)
    texts = TextStore(capacity: capacity)
  }

  func deallocate() {
    slots.deallocate()
    texts.deallocate()
  }

  /// Frees the slots; the texts stay.
  func deallocateSlots() { slots.deallocate() }

  var count: Int { texts.count }

  /// The number of a text whose hash is known; a new one where it is seen for the first time.
  @inline(__always)
  mutating func number(_ text: TextPiece, hash: UInt64) -> UInt32 {
    let isShort = text.count <= 8
    let word = isShort ? text.word : hash
    let length = UInt32(truncatingIfNeeded: text.count)
    var at = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[at]
      if slot.word == word, slot.length == length, slot.number != InternTable.free,
        isShort || texts[Int(slot.number)].equals(text)
      {
        return slot.number
      }
      if slot.number == InternTable.free { return insert(text, word: word, at: at) }
      at = (at &+ 1) & mask
    }
  }

  /// Asks for the slot of a hash before it is needed.
  @inline(__always)
  func prefetch(_ hash: UInt64) { clientele_prefetch(slots + (Int(truncatingIfNeeded: hash) & mask)) }

  /// The number of a text; a new one where it is seen for the first time.
  mutating func number(_ text: TextPiece) -> UInt32 { number(text, hash: text.hash) }

  /// The number of a text that is there; `nil` for any other.
  func find(_ text: TextPiece) -> UInt32? {
    let hash = text.hash
    let isShort = text.count <= 8
    let word = isShort ? text.word : hash
    var at = Int(truncatingIfNeeded: hash) & mask
    while slots[at].number != InternTable.free {
      let slot = slots[at]
      if slot.word == word, slot.length == UInt32(truncatingIfNeeded: text.count),
        isShort || texts[Int(slot.number)].equals(text)
      {
        return slot.number
      }
      at = (at &+ 1) & mask
    }
    return nil
  }

  @inline(never)
  private mutating func insert(_ text: TextPiece, word: UInt64, at: Int) -> UInt32 {
    let number = UInt32(texts.append(text))
    slots[at] = Slot(word: word, number: number, length: UInt32(text.count))
    if texts.count * 2 > mask { grow() }
    return number
  }

  private mutating func grow() {
    let old = slots
    let oldCount = mask + 1
    mask = oldCount * 2 - 1
    slots = InternTable.emptySlots(oldCount * 2)
    for position in 0..<oldCount where old[position].number != InternTable.free {
      let slot = old[position]
      let hash =
        slot.length > 8
        ? slot.word : TextPiece.mixed(slot.word ^ UInt64(slot.length) &* 0x9E37_79B9_7F4A_7C15)
      var at = Int(truncatingIfNeeded: hash) & mask
      while slots[at].number != InternTable.free { at = (at + 1) & mask }
      slots[at] = slot
    }
    old.deallocate()
  }

  private static func emptySlots(_ count: Int) -> UnsafeMutablePointer<Slot> {
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: count)
    slots.initialize(repeating: Slot(word: 0, number: free, length: 0), count: count)
    return slots
  }
}
