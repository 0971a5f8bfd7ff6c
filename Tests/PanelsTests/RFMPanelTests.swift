import Analytics
import Canvas
import Ledger
import Testing

@testable import Panels

@Suite struct RFMPanelTests {
  let ledger = Shops.random(seed: 1)

  func findings(_ settings: [(String, String)] = [], _ ledger: Ledger? = nil) throws -> Findings {
    let ledger = ledger ?? self.ledger
    var question = Question(ledger: ledger)
    for (key, value) in settings { #expect(try question.settings.set(key, value)) }
    return Findings(ledger, question)
  }

  @Test("Each segment opens into as many people as it counts, under every map", arguments: RFMMap.builtIn.map(\.id))
  func drillDown(_ map: String) throws {
    let sheet = Panel.rfm.sheet(try findings([("rfm.map", map)]))
    let people = try #require(sheet.table.column("customers"))
    #expect(sheet.settings.first?.value == map)
    for row in 0..<sheet.table.rowCount {
      let opened = try #require(sheet.destination(row)).open()
      #expect(sheet.table[row, people] == .integer(opened.table.rowCount))
    }
    #expect(sheet.table.totals[people] == .count(sheet.customers))
  }

  @Test("Each score opens into its people, and its bound stands in the table")
  func scores() throws {
    let sheet = Panel.rfmScores.sheet(try findings([("rfm.map", "cn8")]))
    let people = try #require(sheet.table.column("customers"))
    let bound = try #require(sheet.table.column("threshold"))
    #expect(sheet.table.rowCount == 30)
    #expect(sheet.table.key(of: 0) == "R high", "the levels of the map in use come first")
    for row in 0..<sheet.table.rowCount {
      #expect(sheet.table[row, bound] != .none)
      if let next = sheet.destination(row) {
        #expect(sheet.table[row, people] == .integer(next.open().table.rowCount))
      } else {
        #expect(sheet.table[row, people] == .integer(0))
      }
    }
  }

  @Test("The map shows every person once, and says which R bought last", arguments: RFMMap.builtIn.map(\.id))
  func plane(_ map: String) throws {
    let rfm = try findings([("rfm.map", map)])(RFM.self)
    let cells = RFMPlane(rfm).cells.joined()
    #expect(cells.reduce(0) { $0 + $1.people } == rfm.scores.customers)
    #expect(cells.reduce(Int64(0)) { $0 + $1.net } == rfm.scores.net)
    let shown = try picture(Panel.rfm.sheet(try findings([("rfm.map", map)])), 138, 17)
    #expect(
      shown.contains(map == "cn8" ? "R high bought last" : map == "klaviyo6" ? "R3 bought last" : "R5 bought last"))
    for cell in cells where cell.people > 0 { #expect(shown.contains(Digits.grouped(cell.people))) }
  }

  @Test func theMapOfAFewPeople() throws {
    let sheet = Panel.rfm.sheet(Shops.findings(Shops.small))
    let shown1 = try picture(sheet, 78, 13)
    #expect(
      shown1 == """
        People by recency × (frequency + money) ÷ 2; R5 bought last
                           FM1          FM2          FM3          FM4          FM5
        R5   ≤ 0 d New          Potential Loyalist        Champions
                 2           0  █         1            0            0  █         1
        R4       — Promising
                 0           0            0            0            0            0
        R3  ≤ 51 d About to Sleep            Need Attent… Loyal
                 1           0            0            0  █         1            0
        R2 ≤ 167 d Hibernating               At Risk
                 1           0            0  █         1            0            0
        R1 > 167 d Lost                                   Can't Lose Them
                 0           0            0            0            0            0

        """)
    let shown2 = try picture(sheet, 38, 6, .ascii)
    #expect(
      shown2 == """
             FM1    FM2    FM3    FM4    FM5
        R5     0  @   1      0      0  @   1
        R4     0      0      0      0      0
        R3     0      0      0  @   1      0
        R2     0      0  @   1      0      0
        R1     0      0      0      0      0
        """)
  }

  @Test("The segment under the cursor is marked in the map")
  func cursor() throws {
    let figure = try #require(Panel.rfm.sheet(Shops.findings(Shops.small)).figure)
    var canvas = Canvas(size: Size(width: 100, height: 12), theme: .plain)
    figure.draw(&canvas, canvas.bounds, 0)
    #expect(canvas.text.contains(canvas.glyphs.cursorMark + " Champions"))
    #expect(!canvas.text.contains(canvas.glyphs.cursorMark + " New"))
  }

  @Test("A map of one's own has its title, its advice and its people")
  func own() throws {
    var question = Question(ledger: ledger)
    question.settings.rfm.use(try RFMMap.parse("Near: R 4-5 -> greet\nFar: R 1-2", name: "my.map"))
    let sheet = Panel.rfm.sheet(Findings(ledger, question))
    #expect((0..<3).map { sheet.table.key(of: $0) } == ["Near", "Far", "Others"])
    #expect(sheet.settings.first?.value == "my.map")
    #expect(sheet.notes.contains { $0.contains("25 of 125 codes match no rule") })
  }

  @Test("Value lists everybody by falling score; the card shows the same score and segments")
  func value() throws {
    let findings = try findings([("value.simple", "100,3")])
    let sheet = Panel.value.sheet(findings)
    let score = try #require(sheet.table.column("score"))
    let simple = try #require(sheet.table.column("simple"))
    #expect(sheet.table.columns[simple].isDrawn)
    var last = Double.infinity
    for row in 0..<sheet.table.rowCount {
      let own = try #require(sheet.table[row, score].magnitude)
      #expect(own <= last)
      last = own
      guard row % 20 == 0 else { continue }
      let customer = try #require(sheet.customer?(row))
      let card = Card(CustomerRecord(findings, customer: customer))
      #expect(card.field("value_score")?.exact == .number(own))
      let grade = try #require(card.field("value_score")?.destination)
      #expect(grade.open().table.rowCount > 0)
      for map in RFMMap.builtIn {
        let field = try #require(card.field("rfm_" + map.id.replacing("-", with: "_")))
        let segment = findings(RFMScores.self).segment(of: customer, map)
        #expect(field.exact == segment.map { .text($0.title) })
        let people = try #require(field.destination).open()
        #expect((0..<people.table.rowCount).contains { people.customer?($0) == customer })
      }
    }
    #expect(sheet.table.rowCount == findings(CustomerValue.self).customers)
  }

  @Test func theValueOfAFewPeople() throws {
    let sheet = Panel.value.sheet(Shops.findings(Shops.small))
    let shown3 = try picture(sheet, 120, 7)
    #expect(
      shown3 == """
        A  82.0  anna                                                      Grades: lowest score, people, share of net to date

        current ███████████████████████████████████·····  88  median 50    A  82.0  1  ██████████████████████████████████    55%
        future  █████████████████████████████████▍······  83  median 50    B  60.0  1  ██████████████████▌                   30%
        credit  ████████████████████████████████████▌···  91  median 91    C  48.0  1  ██████▏                               10%
        loyalty █████████████████████████···············  63  median 50    D  30.9  1  ███▏                                 5.0%
        growth  ███████████████████████████████████·····  88  median 38    E     —  0                                         0%
        """)
    let shown4 = try picture(sheet, 40, 6, .ascii)
    #expect(
      shown4 == """
        A  82.0  anna
        current ###############..  88  median 50
        future  ##############...  83  median 50
        credit  ################.  91  median 91
        loyalty ###########......  63  median 50
        growth  ###############..  88  median 38
        """)
  }
}
