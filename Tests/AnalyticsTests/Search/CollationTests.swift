import Analytics
import Testing

@Suite("The order of words")
struct CollationTests {
  private func sorted(_ texts: [String], descending: Bool = false) -> [String] {
    CollatedTexts(texts).order(descending: descending).map { texts[Int($0)] }
  }

  @Test("is that of people: accents by their letters, capitals beside small ones, scripts one after the other")
  func words() {
    #expect(
      sorted(["Zoe", "zebra", "Émile", "eva", "Öl", "Ola", "Anna", "ändern", "王", "Ольга", "10", ""])
        == ["", "10", "ändern", "Anna", "Émile", "eva", "Öl", "Ola", "zebra", "Zoe", "Ольга", "王"])
    #expect(sorted(["a", "C", "b"], descending: true) == ["C", "b", "a"])
  }

  @Test("keeps equal words, and composed and decomposed ones, in the order in which they came")
  func stable() {
    let texts = ["e\u{301}a", "b", "\u{E9}a", "b", "a"]
    #expect(CollatedTexts(texts).order(descending: false) == [4, 1, 3, 0, 2])
    #expect(CollatedTexts(texts).order(descending: true) == [0, 2, 1, 3, 4])
  }

  @Test("sorts a very long word and none at all")
  func sizes() {
    let long = String(repeating: "é", count: 5_000)
    #expect(sorted([long + "b", long + "a"]) == [long + "a", long + "b"])
    #expect(sorted([]) == [])
  }

  @Test("takes each word's key once: 60,000 words in any order")
  func many() {
    let texts = (0..<60_000).map { "Név \(($0 * 7_919) % 60_000 + 100_000)" }
    let order = CollatedTexts(texts).order(descending: false)
    #expect(zip(order, order.dropFirst()).allSatisfy { texts[Int($0)] < texts[Int($1)] })
  }
}
