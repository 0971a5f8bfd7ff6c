import Foundation
import Testing

/// `clientele find` and `clientele customer`: from four digits to a card.
@Suite struct CustomerTests {
  let scratch: Scratch
  let file: String

  init() throws {
    scratch = try Scratch()
    file = try scratch.file("orders.csv", CornerShop.csv)
  }

  @Test func findListsTheBestFirst() throws {
    let outcome = try Program.run(["find", "4567", file, "--format", "csv"])
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        customer,name,email,phone,match,last_purchase,net
        C1,Ann Andersen,ann@example.com,+491701234567,phone,2026-03-10,70.00
        C2,王小明,wang@example.cn,13800004567,phone,2026-01-20,5.50

        """)
  }

  @Test func nobodyFoundIsNoError() throws {
    let outcome = try Program.run(["find", "nobody-at-all", file])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Nobody"))
  }

  @Test(arguments: ["C1", "ann@example.com", "1234567", "3", "ander ann"])
  func anyKeyOpensTheSameCard(query: String) throws {
    let outcome = try Program.run(["customer", query, file, "--format", "json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    let card = try #require(object?["card"] as? [String: Any])
    #expect(card["customer"] as? String == "C1")
    #expect(card["net"] as? Double == 70)
    #expect(card["purchases"] as? Int == 3)
    #expect(card["last_purchase"] as? String == "2026-03-10")
    #expect((object?["rows"] as? [Any])?.count == 3)
  }

  @Test func theCardIsAPictureForPeople() throws {
    let outcome = try Program.run(["customer", "王", file])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("王小明"))
    #expect(outcome.output.contains("5.50"))
  }

  @Test func severalEquallyGoodAreListedAndRefused() throws {
    let outcome = try Program.run(["customer", "4567", file])
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("C1") && outcome.errors.contains("C2"))
  }

  @Test func nobodyIsRefused() throws {
    let outcome = try Program.run(["customer", "nobody-at-all", file])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("nobody-at-all"))
  }

  @Test func anOrderWithoutACustomerIsExplained() throws {
    let outcome = try Program.run(["customer", "5", file])
    #expect(outcome.status == 2)
  }
}
