import Analytics
import Canvas
import Ledger
import Testing

@testable import Panels

@Suite("Panels on other days")
struct TimeTests {
  private func findings(_ ledger: Ledger, _ settings: [(String, String)] = []) throws -> Findings {
    var question = Question(ledger: ledger)
    for (key, value) in settings { _ = try question.settings.set(key, value) }
    return Findings(ledger, question)
  }

  @Test("A question put to the same ledger gives what a fresh one gives", arguments: Shops.all.indices)
  func asking(shop: Int) throws {
    let ledger = Shops.all[shop]
    guard let last = ledger.lastDay, let first = ledger.firstDay else { return }
    let base = Findings(ledger, Question(ledger: ledger))
    for back in [1, 30, 200] where last.adding(days: -back) >= first {
      let question = Question(asOf: last.adding(days: -back))
      for id in ["funnel", "lifecycle", "deciles", "slices", "pareto"] {
        let panel = try #require(PanelRegistry.panel(id))
        let moved = panel.sheet(base.asking(question))
        let fresh = panel.sheet(Findings(ledger, question))
        #expect(PanelFigures(moved).rows == PanelFigures(fresh).rows, "\(id) \(back) days back")
      }
    }
  }

  @Test("The header of an earlier day counts the orders up to it, one by one", arguments: Shops.all.indices)
  func header(shop: Int) {
    let whole = Shops.all[shop]
    guard let last = whole.lastDay else { return }
    for back in [0, 1, 40, 400] {
      let asOf = last.adding(days: -back)
      let header = ShopHeader.find(in: Findings(whole, Question(asOf: asOf)))
      // What was given back later has not been yet.
      let ledger = whole.asOf(asOf)
      var (gross, discounts, refunds) = (Int64(0), Int64(0), Int64(0))
      var people: Set<Int> = []
      var unknown = (orders: 0, net: Int64(0))
      for order in 0..<ledger.orders.count where ledger.orders.date(order) <= asOf {
        if let customer = ledger.customer(of: order) { people.insert(customer) } else { unknown.orders += 1 }
        guard ledger.orders.counts(order) else { continue }
        gross += ledger.orders.gross[order]
        discounts += ledger.orders.discount[order]
        refunds += ledger.orders.refund[order]
        if ledger.customer(of: order) == nil { unknown.net += ledger.orders.net(order) }
      }
      #expect(header.gross == gross && header.discounts == discounts && header.refunds == refunds)
      #expect(header.customers == people.count)
      #expect(header.unidentifiedOrders == unknown.orders && header.unidentifiedNet == unknown.net)
    }
  }

  @Test("Days of a trend are month ends and the as-of day, weeks in a short file")
  func points() {
    let months = TimePoints.days(from: day("2023-11-20"), to: day("2024-06-15"), most: 24)
    #expect(
      months.map(\.description) == [
        "2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-15",
      ])
    #expect(TimePoints.days(from: day("2020-01-01"), to: day("2024-06-15"), most: 5).count == 5)
    let weeks = TimePoints.days(from: day("2024-05-20"), to: day("2024-06-15"), most: 24)
    #expect(weeks.map(\.description) == ["2024-05-25", "2024-06-01", "2024-06-08", "2024-06-15"])
  }

  @Test("A column over time is the panel of each day, and a row opens that panel")
  func history() throws {
    let findings = try findings(Shops.small)
    let panel = try #require(PanelRegistry.panel("lifecycle"))
    let sheet = panel.sheet(findings)
    let history = try #require(HistorySheet.make(sheet, column: "customers", key: nil, findings))
    #expect(history.table.columns.map(\.id) == ["as_of", "active", "silent", "sleeping", "churned"])
    for row in 0..<history.table.rowCount {
      guard case .date(let asOf) = history.table[row, 0] else {
        Issue.record("no day in row \(row)")
        continue
      }
      let then = panel.sheet(Findings(Shops.small, Question(asOf: asOf)))
      let column = try #require(then.table.column("customers"))
      for stage in 0..<4 { #expect(history.table[row, stage + 1] == then.table[stage, column]) }
      let opened = try #require(history.destination(row)).open()
      #expect(opened.table[0, column] == then.table[0, column])
    }
    #expect(HistorySheet.make(sheet, column: "action", key: nil, findings) == nil)
    #expect(HistorySheet.make(sheet, column: "nothing", key: nil, findings) == nil)
  }

  @Test("A comparison holds now, then and the difference, also for rows that are gone")
  func comparison() throws {
    let findings = try findings(Shops.small)
    let panel = try #require(PanelRegistry.panel("deciles"))
    let sheet = panel.sheet(findings)
    let earlier = day("2024-01-12")
    let comparison = try #require(ComparisonSheet.make(sheet, with: earlier, findings))
    let before = panel.sheet(Findings(Shops.small, Question(asOf: earlier)))
    let net = try #require(comparison.table.column("net"))
    let own = try #require(sheet.table.column("net"))
    for row in 0..<sheet.table.rowCount {
      let then = before.table.row(for: sheet.table.key(of: row)).map { before.table[$0, own] } ?? Value.none
      #expect(comparison.table[row, net] == sheet.table[row, own])
      #expect(comparison.table[row, net + 1] == then)
      if case .money(let now) = sheet.table[row, own], case .money(let old) = then {
        #expect(comparison.table[row, net + 2] == .money(now - old))
      } else {
        #expect(comparison.table[row, net + 2] == Value.none)
      }
    }
    // Fewer people then than now: fewer groups. Asked the other way round, the groups of now are gone.
    let back = findings.asOf(earlier)
    let other = try #require(ComparisonSheet.make(panel.sheet(back), with: findings.question.asOf, back))
    #expect(other.table.rowCount == max(before.table.rowCount, sheet.table.rowCount))
  }

  @Test("A trend ends with the figure on the screen; words and orders have none")
  func trend() throws {
    let findings = try findings(Shops.random(seed: 4))
    let sheet = try #require(PanelRegistry.panel("lifecycle")).sheet(findings)
    let people = try #require(sheet.table.column("customers"))
    for row in 0..<4 {
      let trend = try #require(Trend.of(sheet, row: row, column: people, findings) { false })
      #expect(trend.values.last == sheet.table[row, people].magnitude)
      #expect(trend.days.last == findings.question.asOf)
    }
    let action = try #require(sheet.table.column("action"))
    #expect(Trend.of(sheet, row: 0, column: action, findings, isCancelled: { false }) == nil)
    #expect(Trend.of(sheet, row: 0, column: people, findings, isCancelled: { true }) == nil)
    let list = CustomersSheet.everybody(findings)
    let net = try #require(list.table.column("net"))
    let customer = try #require(Trend.of(list, row: 3, column: net, findings) { false })
    #expect(customer.values.last == list.table[3, net].magnitude)
  }

  @Test(
    "Movements: then = stayed + left, now = stayed + entered + new, and everybody is somewhere",
    arguments: [
      "stage", "decile", "step", "slice", "tier", "quadrant", "grade", "rfm", "rfm:cn8", "visit_stage", "price_only",
    ])
  func movement(model: String) throws {
    let ledger = Shops.random(seed: 9)
    let findings = try findings(ledger, [("movement.by", model), ("compare.with", "3mo")])
    let movement = findings(Movement.self)
    #expect(movement.since == findings.question.asOf.adding(months: -3))
    for row in movement.rows {
      #expect(row.before == row.stayed + row.left)
      #expect(row.now == row.stayed + row.entered + row.new)
    }
    let panel = try #require(PanelRegistry.panel("movement")).sheet(findings)
    let now = movement.rows.reduce(0) { $0 + $1.now }
    #expect(panel.table.totals[3] == .integer(now))
    for row in 0..<panel.table.rowCount {
      let flows = try #require(panel.destination(row)).open()
      for flow in 0..<flows.table.rowCount {
        let people = try #require(flows.destination(flow)).open()
        #expect(flows.table[flow, 3] == .integer(people.table.rowCount))
      }
    }
    let migration = try #require(PanelRegistry.panel("migration")).sheet(findings)
    var sum = 0
    for row in 0..<migration.table.rowCount {
      let people = try #require(migration.destination(row)).open()
      #expect(migration.table[row, 3] == .integer(people.table.rowCount))
      sum += people.table.rowCount
    }
    #expect(migration.table.totals[3] == .integer(sum))
  }

  @Test("The life-cycle movement of a month is the migration that the life cycle itself counts")
  func sameAsLifecycle() throws {
    let ledger = Shops.random(seed: 12)
    let findings = try findings(ledger)
    let movement = findings(Movement.self)
    let lifecycle = findings(Lifecycle.self)
    for from in Stage.allCases {
      for to in Stage.allCases {
        #expect(movement.table.people[from.index][to.index] == lifecycle.migrated(from: from, to: to))
      }
    }
    for to in Stage.allCases { #expect(movement.table.people[4][to.index] == lifecycle.migrated(from: nil, to: to)) }
  }

  @Test("A movement leaves out the same people on both days, so that nobody seems to come or go for it")
  func leavingOut() throws {
    var entries: [LedgerEntry] = []
    for person in 0..<60 {
      for purchase in 0..<4 {
        // A third buys at a discount alone, some of them only lately.
        let isReduced = person % 3 == 0 && (person % 2 == 0 || purchase > 1)
        entries.append(
          LedgerEntry(
            customer: "k\(person)",
            day: day("2024-01-01").adding(days: person + purchase * 40), gross: isReduced ? 10_00 : 80_00,
            discount: isReduced ? 4_00 : 0))
      }
    }
    let ledger = Ledger(entries: entries)
    let findings = try findings(
      ledger, [("customers.leave_out", "price-only"), ("compare.with", "3mo"), ("price_only.share", "40%")])
    #expect(findings(PurchaseHistory.self).leftOut.customers > 0)
    let movement = findings(Movement.self)
    let rows = movement.rows
    let entered = rows.reduce(0) { $0 + $1.entered }
    let left = rows.reduce(0) { $0 + $1.left }
    #expect(entered == left)
    #expect(movement.table.total == findings(PurchaseHistory.self).buyers)
    #expect(movement.table.count(to: movement.table.to.labels.count) == 0)
    let discounts = try #require(PanelRegistry.panel("discounts")).sheet(findings)
    #expect(discounts.notes.contains { $0.contains("everybody") })
  }

  @Test("A saved segment that is not there is said, and the stages stand in for it")
  func missingSegment() throws {
    let findings = try findings(Shops.small, [("movement.by", "segment:vips")])
    let movement = findings(Movement.self)
    #expect(movement.model.id == "stage")
    #expect(movement.notes.contains { $0.contains("vips") })
  }

  @Test("Under the same definition on both sides no label changes")
  func switchboard() throws {
    let ledger = Shops.random(seed: 3)
    let same = try findings(ledger, [("switchboard.left", "stage"), ("switchboard.right", "stage")])
    let board = same(Switchboard.self)
    #expect(board.table.unchanged == board.table.total)
    let sheet = try #require(PanelRegistry.panel("switchboard")).sheet(same)
    let label = try #require(sheet.table.column("changes"))
    for row in 0..<sheet.table.rowCount { #expect(sheet.table[row, label] == .text("same")) }
  }
}
