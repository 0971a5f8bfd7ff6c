import Ledger
import Testing

@testable import Analytics

@Suite("What holds for every filter")
struct FilterPropertyTests {
  static let seeds = Array(500..<560)

  /// A random shop whose lines name products.
  static func shop(_ seed: Int) -> [LedgerEntry] {
    var chance = Chance(seed: seed + 1_000)
    return randomShop(seed: seed).map { entry in
      var entry = entry
      for line in entry.lines.indices {
        entry.lines[line].product = "P\(Int.random(in: 0..<5, using: &chance))"
        entry.lines[line].quantity = Int.random(in: 1...3, using: &chance)
      }
      return entry
    }
  }

  static func asOf(_ entries: [LedgerEntry], _ chance: inout Chance) -> Day {
    let last = entries.map(\.day).max() ?? day("2020-01-01")
    return last.adding(days: -([0, 0, 0, 30, 200].randomElement(using: &chance) ?? 0))
  }

  @Test("A filter picks whom the definitions pick, person by person", arguments: seeds)
  func definitions(_ seed: Int) throws {
    let entries = FilterPropertyTests.shop(seed)
    guard entries.contains(where: { !$0.customer.isEmpty }) else { return }
    var chance = Chance(seed: seed)
    let ledger = Ledger(entries: entries)
    let asOf = FilterPropertyTests.asOf(entries, &chance)
    let data = FilterData(ledger: ledger, question: Question(asOf: asOf))
    let plain = PlainFilterShop(entries, asOf: asOf)
    for _ in 0..<40 {
      let tree = PlainFilter.random(&chance, depth: 3, asOf: asOf)
      let filter = try Filter(tree.text)
      let expected = plain.keys.filter { plain.picks(tree, $0) }
      let picked = try filter.customers(in: data)
      #expect(picked == picked.sorted())
      #expect(ledger.keys(picked.map(Int.init)) == expected, "\(tree.text)")
      let again = try Filter(filter.summary)
      #expect(again == filter && again.summary == filter.summary, "\(tree.text)")
    }
  }

  @Test("De Morgan, double negation, parts and wholes", arguments: seeds)
  func algebra(_ seed: Int) throws {
    let entries = FilterPropertyTests.shop(seed)
    guard entries.contains(where: { !$0.customer.isEmpty }) else { return }
    var chance = Chance(seed: seed + 3)
    let ledger = Ledger(entries: entries)
    let asOf = FilterPropertyTests.asOf(entries, &chance)
    let data = FilterData(ledger: ledger, question: Question(asOf: asOf))
    func count(_ text: String) throws -> Int { try Filter(text).count(in: data) }
    func picked(_ text: String) throws -> [Int32] { try Filter(text).customers(in: data) }
    let everybody = PurchaseHistory(ledger, data.question).present
    for _ in 0..<10 {
      let a = PlainFilter.random(&chance, depth: 2, asOf: asOf).text
      let b = PlainFilter.random(&chance, depth: 2, asOf: asOf).text
      #expect(try picked("not (\(a) and \(b))") == picked("not \(a) or not \(b)"))
      #expect(try picked("not (\(a) or \(b))") == picked("not \(a) and not \(b)"))
      #expect(try picked("not not \(a)") == picked(a))
      #expect(try count("\(a) or not \(a)") == everybody)
      #expect(try count("\(a) and not \(a)") == 0)
      let (both, onlyA, onlyB) = try (count("\(a) and \(b)"), count("\(a) and not \(b)"), count("\(b) and not \(a)"))
      #expect(try both + onlyA + onlyB == count("\(a) or \(b)"))
    }
    let stages = try Stage.allCases.map { try count("stage = \($0.rawValue)") }
    #expect(try stages.reduce(0, +) + count("stage is missing") == everybody)
    let deciles = try (1...10).map { try count("decile = \($0)") }
    #expect(try deciles.reduce(0, +) + count("decile is missing") == everybody)
  }

  @Test("The order of the rows does not matter", arguments: seeds.prefix(10))
  func rowOrder(_ seed: Int) throws {
    let entries = FilterPropertyTests.shop(seed)
    guard entries.contains(where: { !$0.customer.isEmpty }) else { return }
    var chance = Chance(seed: seed + 9)
    let (one, other) = (Ledger(entries: entries), Ledger(entries: entries.shuffled(using: &chance)))
    let question = Question(ledger: one)
    for _ in 0..<20 {
      let filter = try Filter(PlainFilter.random(&chance, depth: 3, asOf: question.asOf).text)
      let left = try filter.customers(in: FilterData(ledger: one, question: question)).map(Int.init)
      let right = try filter.customers(in: FilterData(ledger: other, question: question)).map(Int.init)
      #expect(one.keys(left) == other.keys(right), "\(filter.text)")
    }
  }
}

@Suite("Filters that nobody would write")
struct FilterFuzzTests {
  private static let words =
    FilterField.all.map(\.id) + FilterFunction.allCases.map(\.rawValue) + FilterWords.signs.map(\.written)
    + FilterWords.words.keys.sorted() + Array(FilterWords.reserved).sorted() + [
      "segment", "(", ")", "(", ")", ",", "\"", "'", "/a+/i", "/", "5", "80%", "90d", "2011-06-01", "2011-02-30",
      "today",
      "all", "within", "before", "at", "least", "times", "is", "missing", "known", "with", "vip", "广东", "#", "\n", "“",
      "_",
      "999999999999999", "9999-12-31", "0001-01-01", "100y", "1200mo", "category", "sku", "\u{0}", "e\u{301}", "👨‍👩‍👧",
    ]

  @Test("A soup of words ends in a filter that prints and reads, or in an error with a place", arguments: 0..<20)
  func soup(_ seed: Int) throws {
    var chance = Chance(seed: seed + 77)
    let segments = FilterSegments(["vip": "decile = 1"])
    for _ in 0..<120 {
      let count = Int.random(in: 1...14, using: &chance)
      let text = (0..<count).map { _ in FilterFuzzTests.words.randomElement(using: &chance) ?? "" }
        .joined(separator: Bool.random(using: &chance) ? " " : "")
      try check(text, segments)
    }
  }

  @Test("Random bytes and cut filters are errors, not accidents", arguments: 0..<20)
  func bytes(_ seed: Int) throws {
    var chance = Chance(seed: seed + 7_777)
    let segments = FilterSegments(["vip": "decile = 1"])
    let examples = FilterGrammar.rows.map(\.example)
    for _ in 0..<60 {
      let random = (0..<Int.random(in: 0...60, using: &chance)).map { _ in UInt8.random(in: 0...255, using: &chance) }
      try check(String(decoding: random, as: UTF8.self), segments)
      var bytes = Array((examples.randomElement(using: &chance) ?? "").utf8)
      bytes[Int.random(in: bytes.indices, using: &chance)] = UInt8.random(in: 0...255, using: &chance)
      try check(String(decoding: bytes, as: UTF8.self), segments)
      try check(
        String(decoding: bytes.prefix(Int.random(in: 0...bytes.count, using: &chance)), as: UTF8.self), segments)
    }
  }

  private func check(_ text: String, _ segments: FilterSegments) throws {
    let data = FilterEvaluationTests.data
    do throws(FilterError) {
      let filter = try Filter(text, segments: segments)
      let again = try Filter(filter.summary, segments: segments)
      #expect(again == filter && again.summary == filter.summary, "\(text)")
      do throws(FilterError) {
        let customers = try filter.customers(in: data)
        #expect(customers.count <= 5)
      } catch {
        #expect(!error.what.isEmpty)
      }
    } catch {
      let length = text.count
      #expect(error.offset >= 0 && error.length >= 0 && error.offset + error.length <= length, "\(text): \(error)")
      #expect(!error.what.isEmpty && error.pointing(in: text).count == 2)
    }
    let letters = text.count
    for cursor in Set([0, letters / 2, letters]) {
      for suggestion in FilterCompletion.suggestions(text, cursor: cursor, data: data, segments: segments) {
        #expect(suggestion.range.upperBound == cursor && suggestion.range.lowerBound >= 0)
      }
    }
  }
}
