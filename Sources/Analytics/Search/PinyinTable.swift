/// How Chinese characters are written in Latin letters: each different character's readings without tones.
///
/// ICU's "Han-Latin" and "Han-Latin/Names" are both kept, since 单, 曾, 解 and 仇 sound otherwise as surnames than
/// elsewhere. `ü` is written as `v`, as `u` and, as in passports, as `yu`.
struct PinyinTable: Sendable {
  /// The characters' numbers.
  private(set) var numbers: [UInt32: UInt32] = [:]
  /// Where each character's readings begin, and after the last where they end.
  private(set) var starts: [UInt32] = [0]
  /// The readings: up to 7 letters, the first in the lowest byte, and their number in the highest.
  private(set) var readings: [UInt64] = []

  private static let tail = "; NFD; [[\\u0300-\\u036F]-[\\u0308]] Remove; NFC; Lower"
  private let general = Transliterator("Han-Latin" + PinyinTable.tail)
  private let names = Transliterator("Han-Latin/Names" + PinyinTable.tail)

  /// The number of a character, which gets one where it has none yet.
  mutating func number(_ scalar: UInt32) -> UInt32 {
    if let number = numbers[scalar] { return number }
    let number = UInt32(starts.count - 1)
    numbers[scalar] = number
    var texts: [String] = []
    if let scalar = Unicode.Scalar(scalar) {
      let character = String(Character(scalar))
      for reading in [general?(character), names?(character)] {
        for text in PinyinTable.spellings(reading ?? "") where !texts.contains(text) { texts.append(text) }
      }
    }
    for text in texts {
      var packed = UInt64(text.utf8.count) << 56
      for (position, byte) in text.utf8.enumerated() { packed |= UInt64(byte) << UInt64(8 * position) }
      readings.append(packed)
    }
    starts.append(UInt32(readings.count))
    return number
  }

  /// The Latin spellings of a reading; none for one that is no syllable.
  static func spellings(_ reading: String) -> [String] {
    var spellings = [""]
    for scalar in reading.unicodeScalars {
      switch scalar.value {
      case 0xFC: spellings = spellings.flatMap { [$0 + "v", $0 + "u", $0 + "yu"] }
      case 97...122: spellings = spellings.map { $0 + String(Character(scalar)) }
      default: return []
      }
    }
    return spellings.filter { !$0.isEmpty && $0.utf8.count <= 7 }
  }

  /// The readings of a character.
  @inline(__always)
  func range(_ number: UInt32) -> Range<Int> { Int(starts[Int(number)])..<Int(starts[Int(number) + 1]) }

  /// How letters answer for a run of characters, the best of: full readings, the beginning of full readings, and at
  /// least one first letter of each reading.
  ///
  /// Bit p of `full` says that the characters so far can be spelled out by exactly the first p letters, bit p of
  /// `mixed` that p letters can be shared out among them. Complexity: O(characters × letters).
  @inline(__always)
  func answer(
    _ letters: UnsafeBufferPointer<UInt8>, _ characters: UnsafeBufferPointer<UInt32>,
    _ starts: UnsafeBufferPointer<UInt32>, _ readings: UnsafeBufferPointer<UInt64>
  ) -> CustomerSearch.Reason? {
    var best: CustomerSearch.Reason?
    let end = UInt64(1) << UInt64(letters.count)
    for start in characters.indices {
      var full: UInt64 = 1
      var mixed: UInt64 = 1
      var position = start
      while position < characters.count, full | mixed != 0 {
        let number = Int(characters[position])
        var nextFull: UInt64 = 0
        var nextMixed: UInt64 = 0
        for reading in Int(starts[number])..<Int(starts[number + 1]) {
          let syllable = readings[reading]
          let length = Int(syllable >> 56)
          var open = full | mixed
          while open != 0 {
            let from = open.trailingZeroBitCount
            open &= open - 1
            var same = 0
            while same < length, from + same < letters.count,
              letters[from + same] == UInt8(truncatingIfNeeded: syllable >> UInt64(8 * same))
            {
              same += 1
              if mixed & (1 << UInt64(from)) != 0 { nextMixed |= 1 << UInt64(from + same) }
            }
            guard full & (1 << UInt64(from)) != 0 else { continue }
            if same == length {
              nextFull |= 1 << UInt64(from + same)
            } else if from + same == letters.count, same > 0, best != .pinyin {
              best = .pinyinPrefix
            }
          }
        }
        if nextFull & end != 0 { return .pinyin }
        if nextMixed & end != 0, best == nil { best = .initials }
        // Nothing is left over after the last letter.
        full = nextFull & ~end
        mixed = nextMixed & ~end
        position += 1
      }
    }
    return best
  }
}
