import Analytics
import Ledger

/// One customer's visits up to the as-of day: sessions, and products looked at again and again.
///
/// A session is consecutive pages of the same visit number or, where the file gives none, without 30 minutes of silence
/// between them; pages without a time are one session a day (DEFINITIONS B.13). Complexity: O(the customer's rows).
struct CustomerVisits: Sendable {
  /// Pages of one visit, as rows of the visit table.
  let sessions: [Range<Int>]
  /// Products that were looked at and not bought, the most views first.
  let unbought: [Interest]
  private let table: VisitTable

  /// A product that was looked at.
  struct Interest: Sendable {
    let product: Int
    /// The rows of the views, the latest first.
    let rows: [Int]
    /// Days with a view.
    let days: Int
  }

  /// Days in which views are counted.
  static let window = 90

  /// - Parameter bought: Days on which the customer bought each product, by product.
  init(_ table: VisitTable, of customer: Int, asOf: Day, bought: [Int: Int32]) {
    self.table = table
    let rows = table.rows(of: customer)
    let end = rows.first { table.day[$0] > asOf.rawValue } ?? rows.upperBound
    var sessions: [Range<Int>] = []
    var start = rows.lowerBound
    for row in rows.lowerBound..<end {
      if row > start, !table.continuesSession(row) {
        sessions.append(start..<row)
        start = row
      }
    }
    if start < end { sessions.append(start..<end) }
    self.sessions = sessions
    var views: [Int: [Int]] = [:]
    for row in (rows.lowerBound..<end).reversed() {
      guard table.day[row] > asOf.rawValue - Int32(CustomerVisits.window) else { break }
      if table.event(row) == .view, let product = table.product[row] { views[product, default: []].append(row) }
    }
    unbought = views.compactMap { product, rows -> Interest? in
      let days = Set(rows.map { table.day[$0] }).count
      guard rows.count >= 3, days >= 2, let first = rows.last else { return nil }
      // Whoever bought it since the first of these views has made up their mind.
      if let day = bought[product], day >= table.day[first] { return nil }
      return Interest(product: product, rows: rows, days: days)
    }.sorted { $0.rows.count == $1.rows.count ? $0.product < $1.product : $0.rows.count > $1.rows.count }
  }

  /// Sessions that began in the last `days` days up to the as-of day, the latest first.
  func sessions(in days: Int, asOf: Day) -> [Range<Int>] {
    sessions.reversed().filter { table.day[$0.lowerBound] > asOf.rawValue - Int32(days) }
  }
}

/// Visits and pages as tables.
enum VisitsSheet {
  /// Sessions, a row each; each opens to its pages.
  static func make(
    _ findings: Findings, title: String, sessions: [Range<Int>], definition: [String]
  ) -> Sheet {
    guard let visits = findings.ledger.sides.visits else {
      return nothing(title, Wording.sentence(Sides.missing(.visits)), definition)
    }
    let pages = sessions.reduce(0) { $0 + $1.count }
    let cells: [(column: DataColumn, value: @Sendable (Range<Int>) -> Value)] = [
      (DataColumn("visit", "Visit", .instant, priority: 1), { moment(visits.day, visits.second, $0.lowerBound) }),
      (DataColumn("pages", "Pages", .count, priority: 1), { .integer($0.count) }),
      (
        DataColumn("seconds", "Seconds", .count, drawing: visits.seconds.isEmpty ? .hidden : .figure, priority: 4),
        { rows in
          visits.seconds.isEmpty ? .none : .integer(rows.reduce(0) { $0 + max(0, Int(visits.seconds[$1])) })
        }
      ),
      (
        DataColumn("products", "Products", .count, priority: 2),
        { rows in .integer(Set(rows.compactMap { visits.product[$0] }).count) }
      ),
      (
        DataColumn("cart", "In the cart", .count, priority: 3),
        { rows in .integer(rows.count { visits.event($0) == .cart }) }
      ),
    ]
    let table = DataTable(
      columns: cells.map(\.column), rowCount: sessions.count,
      totals: [.none, .integer(pages)] + cells.dropFirst(2).map { _ in .none },
      key: { String(sessions[$0].lowerBound) }, cell: { row, column in cells[column].value(sessions[row]) })
    let count = Wording.count(sessions.count, "visit", "visits")
    return Sheet(
      id: "visits", title: title, table: table, customers: 1,
      reading: ["\(count), \(Wording.count(pages, "page", "pages"))."], definition: definition,
      destination: { row in
        let title = "Visit of " + Wording.date(Day(rawValue: visits.day[sessions[row].lowerBound]))
        return Destination(title: title) {
          self.pages(findings, title: title, rows: Array(sessions[row]), definition: definition)
        }
      })
  }

  /// Pages, a row each, in this order.
  static func pages(_ findings: Findings, title: String, rows: [Int], definition: [String]) -> Sheet {
    let products = findings.ledger.products
    guard let visits = findings.ledger.sides.visits else {
      return nothing(title, Wording.sentence(Sides.missing(.visits)), definition)
    }
    let cells: [(column: DataColumn, value: @Sendable (Int) -> Value)] = [
      (DataColumn("at", "At", .instant, priority: 1), { moment(visits.day, visits.second, $0) }),
      (
        DataColumn("page", "Page", .text, drawing: visits.page.isPresent ? .figure : .hidden, priority: 3),
        { .words(visits.page[$0]) }
      ),
      (
        DataColumn("product", "Product", .text, priority: 1),
        { row in .words(visits.product[row].map { products.label($0) } ?? visits.product.strangerText(row)) }
      ),
      (
        DataColumn("seconds", "Seconds", .count, drawing: visits.seconds.isEmpty ? .hidden : .figure, priority: 4),
        { $0 < visits.seconds.count && visits.seconds[$0] >= 0 ? .integer(Int(visits.seconds[$0])) : .none }
      ),
      (DataColumn("event", "What", .text, priority: 2), { .text("\(visits.event($0))") }),
    ]
    let table = DataTable(
      columns: cells.map(\.column), rowCount: rows.count, key: { String(rows[$0]) },
      cell: { row, column in cells[column].value(rows[row]) })
    return Sheet(
      id: "pages", title: title, table: table, customers: 1,
      reading: ["\(Wording.count(rows.count, "page", "pages"))."], definition: definition)
  }

  /// A day with its time, or the day where no time is given.
  static func moment(_ days: [Int32], _ seconds: [Int32], _ row: Int) -> Value {
    guard days[row] != Sides.noDay else { return .none }
    return .instant(Day(rawValue: days[row]), row < seconds.count ? max(0, Int(seconds[row])) : 0)
  }

  static func nothing(_ title: String, _ reading: String, _ definition: [String]) -> Sheet {
    Sheet(
      id: "visits", title: title, table: DataTable(columns: [], rows: []), reading: [reading], definition: definition)
  }
}

/// What one customer asked, as a table.
enum EnquiriesSheet {
  /// The sheet of enquiries, given by their rows, in this order.
  static func make(_ findings: Findings, title: String, rows: [Int], definition: [String]) -> Sheet {
    let products = findings.ledger.products
    guard let enquiries = findings.ledger.sides.enquiries else {
      return VisitsSheet.nothing(title, Wording.sentence(Sides.missing(.enquiries)), definition)
    }
    let cells: [(column: DataColumn, value: @Sendable (Int) -> Value)] = [
      (DataColumn("at", "At", .instant, priority: 1), { VisitsSheet.moment(enquiries.day, enquiries.second, $0) }),
      (
        DataColumn("product", "Product", .text, priority: 2),
        { row in .words(enquiries.product[row].map { products.label($0) } ?? enquiries.product.strangerText(row)) }
      ),
      (
        DataColumn("kind", "Kind", .text, priority: 3),
        { .text(enquiries.kind[$0] == EnquiryTable.Kind.restock.rawValue ? "restock" : "other") }
      ),
      (DataColumn("note", "Note", .text, priority: 1), { .words(enquiries.note[$0]) }),
    ]
    let table = DataTable(
      columns: cells.map(\.column), rowCount: rows.count, key: { String(rows[$0]) },
      cell: { row, column in cells[column].value(rows[row]) })
    return Sheet(
      id: "enquiries", title: title, table: table, customers: 1,
      reading: ["\(Wording.count(rows.count, "enquiry", "enquiries"))."], definition: definition)
  }
}

/// The campaigns that one customer was in, as a table.
enum CampaignsSheet {
  /// The sheet of memberships, given by their rows, in this order.
  static func make(_ findings: Findings, title: String, rows: [Int], definition: [String]) -> Sheet {
    let sides = findings.ledger.sides
    guard let members = sides.campaignMembers else {
      return VisitsSheet.nothing(title, Wording.sentence(Sides.missing(.campaignMembers)), definition)
    }
    let cells: [(column: DataColumn, value: @Sendable (Int) -> Value)] = [
      (DataColumn("campaign", "Campaign", .text, priority: 1), { .words(name(sides, $0)) }),
      (DataColumn("starts", "Starts", .date, priority: 3), { starts(sides, $0).map { .date($0) } ?? .none }),
      (
        DataColumn("contacted", "Contacted", .instant, priority: 2),
        { VisitsSheet.moment(members.contactedDay, members.contactedSecond, $0) }
      ),
      (
        DataColumn("group", "Group", .text, priority: 2), { .text(members.isControl[$0] ? "held out" : "contacted") }
      ),
    ]
    let table = DataTable(
      columns: cells.map(\.column), rowCount: rows.count, key: { String(rows[$0]) },
      cell: { row, column in cells[column].value(rows[row]) })
    return Sheet(
      id: "campaigns", title: title, table: table, customers: 1,
      reading: ["\(Wording.count(rows.count, "campaign", "campaigns"))."], definition: definition)
  }

  /// The campaign's name.
  static func name(_ sides: Sides, _ row: Int) -> String {
    guard let members = sides.campaignMembers else { return "" }
    guard let campaign = members.campaign[row], let campaigns = sides.campaigns else {
      return members.campaign.strangerText(row)
    }
    return campaigns.name[campaign]
  }

  /// The campaign's first day, where the file of campaigns knows it.
  static func starts(_ sides: Sides, _ row: Int) -> Day? {
    guard let campaign = sides.campaignMembers?.campaign[row], let campaigns = sides.campaigns,
      campaigns.starts[campaign] != Sides.noDay
    else { return nil }
    return Day(rawValue: campaigns.starts[campaign])
  }

  /// The day on which the customer heard of it: that of the contact, else the first of the campaign.
  static func day(_ sides: Sides, _ row: Int) -> Day? {
    if let members = sides.campaignMembers, members.contactedDay[row] != Sides.noDay {
      return Day(rawValue: members.contactedDay[row])
    }
    return starts(sides, row)
  }
}
