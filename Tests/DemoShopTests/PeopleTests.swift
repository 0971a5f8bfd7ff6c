import Testing

@testable import DemoShop

/// Whether a text holds a Han character.
func hasHan(_ text: String) -> Bool { text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }

@Suite("The people are nobody")
struct PeopleTests {
  private let orders = Default.table.orders

  @Test("every e-mail is at an example domain, and no two people share one")
  func emails() {
    let customers = Default.file("customers.csv")
    let emails = customers.column("email")
    #expect(emails.allSatisfy { $0.hasSuffix("@example.com") || $0.hasSuffix("@example.cn") })
    #expect(emails.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } })
    let shared = Default.shop.truth.people.count { $0.evidence == .email }
    #expect(Set(emails).count == emails.count - shared)
    #expect(orders.allSatisfy { $0.email.isEmpty == $0.account.isEmpty })
  }

  @Test("every phone is in a range that rings nowhere, and no two people share one")
  func phones() {
    let ranges = [
      "+33 6 39 98", "+33 1 99 00", "+33 2 61 91", "+33 3 53 01", "+33 4 65 71", "+33 5 36 49", "+49 30 23125",
      "+49 69 90009", "+49 40 66969", "+49 221 4710", "+49 89 99998", "+353 20 91", "+86 10 0",
    ]
    let phones = Default.file("customers.csv").column("phone").filter { !$0.isEmpty }
    #expect(phones.count > 2_500)
    #expect(phones.allSatisfy { phone in ranges.contains { phone.hasPrefix($0) } })
    let shared = Default.shop.truth.people.count { $0.evidence == .phone }
    #expect(Set(phones).count == phones.count - shared)
  }

  @Test("a range of numbers gives each number once, and nothing when it is used up")
  func usedUpRanges() {
    for (country, size) in [(Place.Country.france, 60_000), (.germany, 5_000), (.ireland, 100_000)] {
      var book = PhoneBook()
      let numbers = (0..<size).map { _ in book.next(country) }
      #expect(Set(numbers).count == size)
      #expect(!numbers.contains(""))
      #expect(book.next(country).isEmpty)
    }
    var book = PhoneBook()
    #expect(Set((0..<50_000).map { _ in book.next(.china) }).count == 50_000)
  }

  @Test("people with two accounts share an e-mail or a phone, as told")
  func secondAccounts() {
    let customers = Default.file("customers.csv")
    let ids = customers.column("customer_id")
    let emails = Dictionary(uniqueKeysWithValues: zip(ids, customers.column("email")))
    let phones = Dictionary(uniqueKeysWithValues: zip(ids, customers.column("phone")))
    let twice = Default.shop.truth.people.filter { $0.secondID != nil }
    #expect(twice.count > 20)
    #expect(Set(twice.map(\.evidence)) == [.email, .phone])
    let used = Set(orders.map(\.account))
    for person in twice {
      let second = person.secondID ?? ""
      #expect(used.contains(second))
      #expect((emails[person.id] == emails[second]) == (person.evidence == .email))
      let phone = phones[person.id] ?? ""
      #expect((!phone.isEmpty && phone == phones[second]) == (person.evidence == .phone))
    }
  }

  @Test("guests leave no key at all")
  func guests() {
    for order in orders where order.account.isEmpty {
      #expect(order.phone.isEmpty && order.name.isEmpty && order.email.isEmpty)
    }
  }

  @Test("a quarter of the names are Chinese; with the Chinese locale most are, and so are products and money")
  func locales() {
    func share(_ values: [String]) -> Double { Double(values.count { hasHan($0) }) / Double(max(1, values.count)) }
    let english = Default.file("customers.csv").column("name")
    #expect((0.2...0.35).contains(share(english)))
    let table = OrderTable(DemoShop(.init(customers: 500, locale: .zh)).ordersCSV()).text
    #expect(share(table.column("name").filter { !$0.isEmpty }) > 0.75)
    #expect(share(table.column("product")) == 1)
    #expect(share(table.column("category")) == 1)
    #expect(share(table.column("country")) == 1)
    #expect(share(table.column("region")) > 0.75)
    #expect(Set(table.column("currency")) == ["CNY"])
  }
}
