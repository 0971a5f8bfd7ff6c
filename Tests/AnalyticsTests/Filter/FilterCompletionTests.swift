import Ledger
import Testing

@testable import Analytics

@Suite("Completing filters")
struct FilterCompletionTests {
  private func titles(_ text: String, segments: FilterSegments = .none) -> [String] {
    FilterCompletion.suggestions(text, cursor: text.count, data: FilterEvaluationTests.data, segments: segments)
      .map(\.title)
  }

  @Test("At the beginning: the fields that the files have, functions and words")
  func beginning() {
    let titles = titles("")
    #expect(titles.starts(with: ["customer", "net", "gross"]))
    #expect(titles.contains("bought") && titles.contains("not") && titles.contains("stage"))
    #expect(!titles.contains("visits") && !titles.contains("region") && !titles.contains("segment"))
    #expect(self.titles("net > 5 and (last") == ["last_purchase"])
    #expect(self.titles("not pur") == ["purchases", "discounted_purchases", "first_purchase", "last_purchase"])
  }

  @Test("After a field: comparisons that suit it; then its values; then how to go on")
  func comparison() {
    #expect(titles("net ").starts(with: ["=", "!=", "<", "<="]))
    #expect(!titles("net ").contains("contains") && titles("stage ").contains("contains"))
    #expect(titles("net ").contains("(90d)") && !titles("aov ").contains("(90d)"))
    #expect(titles("stage = ") == ["active", "silent", "sleeping", "churned"])
    #expect(titles("stage = s") == ["silent", "sleeping"])
    #expect(titles("stage in (active, c") == ["churned", "active"])
    #expect(titles("stage in (active ") == [",", ")"])
    #expect(titles("state = \"at") == ["at risk"])
    #expect(titles("stage = active ") == ["and", "or"])
    #expect(titles("(stage = active ") == ["and", "or", ")"])
    #expect(titles("net between 5 ") == ["and"])
    #expect(titles("net is ") == ["missing", "known"])
    #expect(titles("customer starts ") == ["with"])
    #expect(titles("net(") == ["all", "30d", "90d", "180d", "365d", "6mo", "1y"])
    #expect(titles("net(90d) ").first == "=")
    #expect(titles("last_purchase < ").starts(with: ["today", "today - 30d"]))
    #expect(titles("merged ").starts(with: ["and", "or"]))
  }

  @Test("In a function: products that occur, the most bought first; behind it: when and how often")
  func functions() {
    #expect(titles("bought(") == ["category", "name", "MUG", "TEA-01", "TEA-02", ")"])
    #expect(titles("bought(MUG, t") == ["TEA-01", "TEA-02", "category"])
    #expect(titles("bought(sku = ") == ["MUG", "TEA-01", "TEA-02"])
    #expect(titles("bought(MUG) ").starts(with: ["within", "before", "after", "since", "in", "at least"]))
    #expect(titles("bought(MUG) within ").starts(with: ["30d", "90d"]))
    #expect(titles("bought(MUG) at ") == ["least"])
    #expect(titles("bought(MUG) within 90d ").contains("and"))
    let segments = FilterSegments(["vip": "decile = 1", "two words": "net > 1"])
    #expect(titles("segment(", segments: segments) == ["two words", "vip"])
    #expect(titles("seg", segments: segments) == ["segment"])
  }

  @Test("A suggestion replaces what was typed of it, in quotes where it needs them")
  func replacement() {
    let text = "net > 5 and state = \"at r and more"
    let cursor = "net > 5 and state = \"at r".count
    let found = FilterCompletion.suggestions(text, cursor: cursor, data: FilterEvaluationTests.data)
    #expect(found.map(\.replacement) == ["\"at risk\""] && found.first?.range == 20..<25)
    #expect(FilterCompletion.suggestions("net > 5 # an", cursor: 12).isEmpty)
    #expect(FilterCompletion.suggestions("net > 5 # an\nan", cursor: 15).map(\.title) == ["and"])
  }
}
