import Analytics
import Ledger
import Testing

/// The index against plain loops, on many small shops and queries.
@Suite struct PlainSearchTests {
  private static let pieces = [
    "an", "na", "ben", "é", "ß", "bø", "ana", "lu", "wang", "xi", "b", "anbenana", "nabenbø",
  ]
  private static let characters = ["王", "小", "明", "单", "單", "吕", "安"]

  private static func people(_ numbers: inout TestNumbers) -> [SmallPerson] {
    func word() -> String { (0...numbers.next(2)).map { _ in pieces[numbers.next(pieces.count)] }.joined() }
    func digits(_ count: Int) -> String { (0..<count).map { _ in String(numbers.next(3)) }.joined() }
    return (0..<1 + numbers.next(30)).map { position in
      let isHan = numbers.next(3) == 0
      let name =
        isHan
        ? (0...numbers.next(3)).map { _ in characters[numbers.next(characters.count)] }.joined()
        : (0...numbers.next(2)).map { _ in word() }.joined(separator: numbers.next(4) == 0 ? "-" : " ")
      let orders = (0...numbers.next(2)).map { _ in
        (numbers.next(3) == 0 ? "#A" + digits(3) : "1" + digits(4), Int32(100 + numbers.next(3)))
      }
      var others: [(kind: IdentityKind, text: String)] = []
      if numbers.next(3) == 0 { others.append((.account, "X" + digits(2))) }
      if numbers.next(4) == 0 { others.append((.email, word() + "@c.de")) }
      if numbers.next(4) == 0 { others.append((.phone, "49" + digits(8))) }
      return SmallPerson(
        key: (numbers.next(4) == 0 ? "B" : "") + digits(2) + String(position),
        name: numbers.next(8) == 0 ? "" : name, email: numbers.next(4) == 0 ? "" : word() + "@b.de",
        phone: numbers.next(4) == 0 ? "" : "+" + digits(4 + numbers.next(7)), orders: orders.sorted { $0.1 < $1.1 },
        net: Int64(numbers.next(4)), others: others)
    }
  }

  private static func query(_ people: [SmallPerson], _ numbers: inout TestNumbers) -> String {
    func piece() -> String {
      let person = people[numbers.next(people.count)]
      let names = person.name.split { $0 == " " }.map(String.init)
      let texts =
        [person.key, person.email, person.phone, person.orders[0].id] + names + names
        + ["xiaoming", "wangx", "lv", "shan", "xm", "an", "a", "1", "anan"]
      let text = Array(texts[numbers.next(texts.count)])
      guard !text.isEmpty else { return "a" }
      var part: [Character]
      switch numbers.next(4) {
      case 0: part = text
      case 1: part = Array(text.prefix(1 + numbers.next(text.count)))
      case 2: part = Array(text.suffix(1 + numbers.next(text.count)))
      default:
        part = text
        part[numbers.next(part.count)] = "a"
        if part.count > 2, numbers.next(2) == 0 { part.swapAt(0, 1) }
      }
      return String(part)
    }
    return (0...(numbers.next(3) == 0 ? 1 + numbers.next(2) : 0)).map { _ in piece() }.joined(separator: " ")
  }

  @Test("The index answers as plain loops do", arguments: 0..<20)
  func same(seed: Int) throws {
    var numbers = TestNumbers(state: UInt64(seed) &* 977 &+ 5)
    let people = Self.people(&numbers)
    let shop = SmallShop(people)
    let index = try #require(CustomerIndex(shop.ledger))
    for _ in 0..<20 {
      let query = Self.query(people, &numbers)
      let day = Int32(99 + numbers.next(4))
      let search = try #require(index.search(query, asOf: Day(rawValue: day), net: shop.net))
      let found = search.matches.map { "\(shop.ledger.customers.key[$0.customer]) \($0.reason)" }
      let plain = PlainSearch(people: people, asOf: day).found(query)
      #expect(found == plain, "'\(query)' on day \(day)")
      #expect(search.total == plain.count)
    }
  }

  @Test("Typed letter by letter into one index, a query answers as plain loops do", arguments: 0..<12)
  func typed(seed: Int) throws {
    var numbers = TestNumbers(state: UInt64(seed) &* 613 &+ 11)
    // Enough people that what few of them answer is remembered.
    let people = (0..<8).flatMap { block in
      Self.people(&numbers).enumerated().map { position, person in
        var person = person
        person.key += "\(block)\(position)"
        return person
      }
    }
    let shop = SmallShop(people)
    let index = try #require(CustomerIndex(shop.ledger))
    for _ in 0..<6 {
      let query = Self.query(people, &numbers)
      let day = Int32(100 + numbers.next(3))
      let plain = PlainSearch(people: people, asOf: day)
      for length in 1...max(1, query.count) {
        let typed = String(query.prefix(length))
        let search = try #require(index.search(typed, asOf: Day(rawValue: day), net: shop.net, limit: 1_000))
        let found = search.matches.map { "\(shop.ledger.customers.key[$0.customer]) \($0.reason)" }
        let expected = plain.found(typed)
        #expect(found == expected, "'\(typed)' on day \(day)")
      }
    }
  }

  @Test("The distance by its definition")
  func distance() {
    #expect(PlainSearch.distance("abcd", "abdc") == 1)
    #expect(PlainSearch.distance("ca", "abc") == 2)
    #expect(PlainSearch.distance("abcd", "dcba") == 3)
  }
}
