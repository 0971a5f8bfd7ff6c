import Analytics
import Canvas
import Ingest
import Ledger
import Testing

@testable import Panels

/// Who was joined, and why.
@Suite struct PeoplePanelTests {
  /// Ann buys with two accounts and as a guest, Bo once; a desk's address is shared by six others.
  static let ledger: Ledger = {
    var text = "order_id,customer_id,email,phone,name,ordered_at,total\n"
    text += "1,a1,ann@shop.example,,Ann,2024-01-01,10\n2,a2,ann@shop.example,02079460018,Ann,2024-02-01,20\n"
    text += "3,,,02079460018,,2024-03-01,30\n4,b,bo@shop.example,,Bo,2024-03-02,500\n"
    for number in 0..<6 { text += "\(5 + number),d\(number),desk@shop.example,,Desk \(number),2024-03-03,200\n" }
    text += "11,,desk@shop.example,,Desk 0,2024-03-04,7\n"
    let read = try? readLedger([.bytes(name: "people.csv", Array(text.utf8))])
    return read ?? .empty
  }()

  private func cell(_ table: DataTable, _ row: Int, _ column: String) -> Value {
    table.column(column).map { table[row, $0] } ?? .none
  }

  @Test func itListsJoinsAndRefusalsByTheMoneyThatHangsOnThem() {
    let sheet = Panel.people.sheet(Shops.findings(Self.ledger))
    let table = sheet.table
    #expect(
      (0..<table.rowCount).map { table.key(of: $0) } == [
        "email:desk@shop.example", "email:ann@shop.example", "phone:02079460018",
      ])
    #expect(cell(table, 0, "verdict") == .text("refused"))
    #expect(cell(table, 0, "reason") == .text("more than 5 names use it: nobody's own e-mail"))
    #expect(cell(table, 0, "links") == .integer(7) && cell(table, 0, "names") == .integer(6))
    #expect(cell(table, 0, "net") == .money(120_000) && cell(table, 0, "orders") == .integer(6))
    #expect(cell(table, 0, "addresses") == Value.none)
    #expect(cell(table, 1, "records") == .text("account a1, account a2"))
    #expect(cell(table, 1, "net") == .money(6_000) && cell(table, 1, "orders") == .integer(3))
    #expect(cell(table, 2, "records") == .text("account a2, phone 02079460018"))
    #expect(sheet.tone(0) == .warn && sheet.tone(1) == nil)
    #expect(sheet.reading.first == "10 records are 8 people: 2 fewer than without comparing keys.")
    #expect(sheet.reading.last == "1 key was not believed; 1 row with nothing else counts as unidentified.")
  }

  @Test func aJoinLeadsToItsCustomerAndARefusalToItsCustomers() throws {
    let sheet = Panel.people.sheet(Shops.findings(Self.ledger))
    let desk = try #require(sheet.destination(0)).open()
    #expect(desk.id == "customers" && desk.title == "desk@shop.example" && desk.table.rowCount == 6)
    let ann = try #require(sheet.destination(1)).open()
    #expect(ann.id == "customer" && ann.title == "Ann" && ann.table.rowCount == 3)
  }

  @Test func withoutKeysToCompareItSaysSo() {
    let sheet = Panel.people.sheet(Shops.findings(Shops.small))
    #expect(sheet.table.rowCount == 0)
    #expect(sheet.reading == ["Nothing was compared: the files know customers by one kind of key alone."])
  }

  @Test func thePictureSaysHowManyRecordsBecameHowManyPeople() throws {
    let sheet = Panel.people.sheet(Shops.findings(Self.ledger))
    let figure = try #require(sheet.figure)
    for size in [Size(width: 100, height: 4), Size(width: 30, height: 3), Size(width: 8, height: 1)] {
      var canvas = Canvas(size: size, theme: .plain)
      figure.draw(&canvas, canvas.bounds, nil)
      #expect(canvas.text.contains("10 reco"))
      if size.width == 100 {
        #expect(canvas.text.contains("8 people") && canvas.text.contains("joined by e-mail 1"))
        #expect(canvas.text.contains("refused 1"))
      }
    }
  }

  @Test func theCardAndTheSearchKnowAllKeysOfAPerson() throws {
    let findings = Shops.findings(Self.ledger)
    for query in ["a1", "A2", "ann@shop.example", "0018", "+44 20 7946 0018"] {
      let matches = CustomerSearch(query, in: Self.ledger).matches
      #expect(matches.first.map { Self.ledger.customers.key[$0.customer] } == "a1", "\(query)")
    }
    #expect(CustomerSearch("a2", in: Self.ledger).matches.first?.reason == .key)
    let ann = try #require(CustomerSearch("a2", in: Self.ledger).matches.first?.customer)
    let facts = CustomerFacts.table(findings, customer: ann)
    #expect(cell(facts, 0, "accounts") == .text("a1 a2") && cell(facts, 0, "phones") == .text("02079460018"))
    let card = try #require(CustomerSheet.make(findings, customer: ann).card)
    #expect(card.field("accounts")?.remark == "also a2")
    #expect(card.field("phones")?.remark == "")
  }
}
