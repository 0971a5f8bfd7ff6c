import Dispatch

/// The words with Chinese characters, and how those sound.
struct HanWords: Sendable {
  /// Their positions in the word index.
  private(set) var words: [UInt32] = []
  private var starts: [UInt32] = [0]
  private var characters: [UInt32] = []
  /// The letters with which a word's readings begin, and all their letters: a bit each for a to z.
  private var firsts: [UInt32] = []
  private var letters: [UInt32] = []
  private var pinyin = PinyinTable()

  /// Adds a word of these characters.
  mutating func append(_ word: UInt32, _ scalars: [UInt32]) {
    words.append(word)
    var first: UInt32 = 0
    var all: UInt32 = 0
    for scalar in scalars {
      let number = pinyin.number(scalar)
      characters.append(number)
      for reading in pinyin.range(number) {
        let syllable = pinyin.readings[reading]
        first |= HanWords.bit(UInt8(truncatingIfNeeded: syllable))
        for position in 0..<syllable >> 56 {
          all |= HanWords.bit(UInt8(truncatingIfNeeded: syllable >> (8 * position)))
        }
      }
    }
    starts.append(UInt32(characters.count))
    firsts.append(first)
    letters.append(all)
  }

  /// The words that answer a word of the query, each with how: characters in any order, or their sound.
  func answers(_ word: SearchWord) -> [(word: UInt32, reason: CustomerSearch.Reason)] {
    if words.isEmpty { return [] }
    if word.isHan { return holding(word.scalars) }
    return word.letters.isEmpty ? [] : sounding(word.letters)
  }

  /// The words in which these characters stand side by side, in whatever order.
  private func holding(_ scalars: [UInt32]) -> [(word: UInt32, reason: CustomerSearch.Reason)] {
    var wanted: [UInt32] = []
    for scalar in scalars {
      guard let number = pinyin.numbers[scalar] else { return [] }
      wanted.append(number)
    }
    wanted.sort()
    var found: [(word: UInt32, reason: CustomerSearch.Reason)] = []
    for (position, word) in words.enumerated() {
      let own = characters[Int(starts[position])..<Int(starts[position + 1])]
      guard own.count >= wanted.count, own.contains(wanted[0]) else { continue }
      for start in own.startIndex...own.endIndex - wanted.count
      where wanted.contains(own[start]) && own[start..<start + wanted.count].sorted() == wanted {
        found.append((word, .characters))
        break
      }
    }
    return found
  }

  /// The words that these letters spell; on two threads where there are many.
  private func sounding(_ query: [UInt8]) -> [(word: UInt32, reason: CustomerSearch.Reason)] {
    let first = HanWords.bit(query[0])
    let all = query.reduce(UInt32(0)) { $0 | HanWords.bit($1) }
    let half = words.count / 2
    func part(_ range: Range<Int>) -> [(word: UInt32, reason: CustomerSearch.Reason)] {
      var found: [(word: UInt32, reason: CustomerSearch.Reason)] = []
      query.withUnsafeBufferPointer { query in
        characters.withUnsafeBufferPointer { characters in
          pinyin.starts.withUnsafeBufferPointer { readingStarts in
            pinyin.readings.withUnsafeBufferPointer { readings in
              for position in range where firsts[position] & first != 0 && all & ~letters[position] == 0 {
                let own = UnsafeBufferPointer(
                  rebasing: characters[Int(starts[position])..<Int(starts[position + 1])])
                if let reason = pinyin.answer(query, own, readingStarts, readings) {
                  found.append((words[position], reason))
                }
              }
            }
          }
        }
      }
      return found
    }
    guard words.count > 10_000 else { return part(0..<words.count) }
    return Halves.perform { $0 == 0 ? part(0..<half) : part(half..<words.count) }.flatMap { $0 }
  }

  private static func bit(_ letter: UInt8) -> UInt32 { letter &- 97 < 26 ? 1 << UInt32(letter - 97) : 0 }
}

/// Work in two parts, each on a thread of its own.
enum Halves {
  /// The results of both parts.
  static func perform<Result>(_ work: (Int) -> Result) -> [Result] {
    withoutActuallyEscaping(work) { work in
      nonisolated(unsafe) let work = work
      var results: [Result?] = [nil, nil]
      results.withUnsafeMutableBufferPointer { results in
        nonisolated(unsafe) let results = results
        DispatchQueue.concurrentPerform(iterations: 2) { results[$0] = work($0) }
      }
      return results.compactMap { $0 }
    }
  }
}

extension HanWords {
  /// Approximate size in bytes.
  var size: Int { 4 * (words.count + starts.count + characters.count + firsts.count + letters.count) }
}
