import Ledger
import Testing

@Suite("A masked ledger names nobody and counts the same")
struct MaskTests {
  /// FNV-1a (Fowler, Noll, Vo 1991): no secret, but the same on every run.
  private let mask = Mask { bytes in bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } }

  private func ledger(_ customers: CustomerTable, _ identities: IdentityTable = .init()) -> Ledger {
    Ledger(
      name: "Shop", currency: .unnamed, customers: customers,
      orders: OrderTable(), lines: LineTable(), products: ProductTable(), identities: identities,
      report: ImportReport())
  }

  @Test("A pseudonym is a tag and 16 hexadecimal digits, the same for the same text")
  func pseudonyms() {
    let one = mask.pseudonym("anna", .person)
    #expect(one.hasPrefix("p-") && one.utf8.count == 18 && one.dropFirst(2).allSatisfy(\.isHexDigit))
    #expect(mask.pseudonym("anna", .person) == one && mask.pseudonym("Anna", .person) != one)
    #expect(mask.pseudonym("anna", .email).dropFirst() == one.dropFirst())
    #expect(mask.pseudonym("", .person).isEmpty)
  }

  @Test("Addresses and numbers that mean the same have the same pseudonym, absent ones stay absent")
  func normalising() {
    let masked = ledger(
      CustomerTable(
        orderStart: [0, 0, 0, 0, 0], key: TextColumn(["a", "b", "c", "d"]), name: TextColumn(["Ann", "", "Cy", "安"]),
        email: TextColumn([" Ann@Shop.Example", "ann@shop.example ", "", "ÄNN@shop.example"]),
        phone: TextColumn(["+44 20 7946 0018", "442079460018", "", "none"]),
        city: CategoryColumn(["Bern", "", "Uri", "Bern"]))
    ).masked(mask).customers
    #expect(masked.email[0] == masked.email[1] && masked.email[2].isEmpty)
    #expect(masked.email[3] == mask.pseudonym("änn@shop.example", .email))
    #expect(masked.phone[0] == masked.phone[1] && masked.phone[0] == mask.pseudonym("442079460018", .phone))
    #expect(masked.phone[2].isEmpty && masked.phone[3] == mask.pseudonym("none", .phone))
    #expect((0..<4).map { masked.name[$0] } == ["•••", "", "•••", "•••"])
    #expect((0..<4).map { masked.city[$0] } == ["•••", "", "•••", "•••"])
    #expect(!masked.country.isPresent && masked.count == 4)
  }

  @Test("A person's keys, the entries about them and the columns have pseudonyms that belong together")
  func identities() {
    let entry = IdentityTable.Entry(
      kind: .email, key: "ann@shop.example", verdict: .joined, reason: .shared,
      links: ["account a1", "e-mail ann@shop.example", "phone 442079460018", "odd"], linkCount: 4,
      names: ["Ann", "Anna"], nameCount: 2, addressCount: 1, rows: 3, customers: [0])
    let masked = ledger(
      CustomerTable(
        orderStart: [0, 0, 0], key: TextColumn(["a1", "b"]), email: TextColumn(["ann@shop.example", ""]),
        phone: TextColumn(["020 7946 0018", ""])),
      IdentityTable(
        entries: [entry], entryCount: 1, records: 3, people: 2, refusedRows: 0,
        keys: [
          [(.account, "a1"), (.email, "ann@shop.example"), (.phone, "442079460018")], [(.account, "b")],
        ])
    ).masked(mask)
    let (people, table) = (masked.identities, masked.customers)
    #expect(people.keys(of: 0, .account) == [table.key[0]] && people.keys(of: 1, .account) == [table.key[1]])
    #expect(people.keys(of: 0, .email) == [table.email[0]])
    // The file leaves the country code out: the key has it.
    #expect(people.keys(of: 0, .phone) == [table.phone[0]])
    #expect(people.entries[0].key == table.email[0] && people.entries[0].names == ["•••", "•••"])
    #expect(
      people.entries[0].links == [
        "account " + table.key[0], "e-mail " + table.email[0], "phone " + table.phone[0], "•••",
      ])
    #expect(people.entries[0].customers == [0] && people.records == 3 && people.people == 2)
  }

  @Test("Side tables keep their rows and lose their people")
  func sides() throws {
    let links = LinkColumn(codes: [0, -2, -1], unknown: TextColumn(["stranger@shop.example"]))
    var sides = Sides()
    sides.customers = ProfileTable(
      customer: links, name: TextColumn(["Ann", "", "x"]), tags: CategoryColumn(["tall", "", "short"]),
      since: [1, 2, 3], birthday: [4, 5, Sides.noDay], consent: [1, 2, 0])
    sides.visits = VisitTable(
      customer: links, day: [9, 8, 7], second: [-1, 5, -1], page: CategoryColumn(["/u/ann", "/tea", "/u/ann"]),
      customerCount: 1)
    sides.enquiries = EnquiryTable(
      customer: links, product: .empty, day: [1, 2, 3], second: [-1, -1, -1], kind: [0, 1, 0],
      note: TextColumn(["call Ann", "", "x"]))
    sides.campaignMembers = CampaignMemberTable(
      campaign: .empty, customer: links, isControl: [true, false, true], contactedDay: [1, 2, 3],
      contactedSecond: [0, 0, 0])
    let plain = ledger(CustomerTable(orderStart: [0, 0], key: TextColumn(["a"])))
    let masked = plain.enriched(with: sides).masked(mask).sides
    let stranger = mask.pseudonym("stranger@shop.example", .person)
    let profiles = try #require(masked.customers)
    #expect(profiles.name[0] == "•••" && profiles.tags[2] == "•••" && profiles.row(of: 0) == 0)
    #expect(profiles.birthday == [Sides.noDay, Sides.noDay, Sides.noDay] && profiles.since == [1, 2, 3])
    #expect(profiles.consent(of: 0) == .yes && profiles.customer.strangerText(1) == stranger)
    let visits = try #require(masked.visits)
    #expect(visits.rows(of: 0) == 0..<1 && visits.day == [9, 8, 7] && visits.customer.strangerText(1) == stranger)
    #expect(visits.page[0] == "page 1" && visits.page[1] == "page 2" && visits.page[2] == "page 1")
    let enquiries = try #require(masked.enquiries)
    #expect((0..<3).map { enquiries.note[$0] } == ["•••", "", "•••"])
    #expect(masked.campaignMembers?.isControl == [true, false, true])
    #expect(masked.campaignMembers?.customer.strangerText(1) == stranger)
  }
}
