import Analytics
import Canvas
import Ledger

extension CardFields {
  /// Visits, enquiries and campaigns, as far as there are files of them.
  var behaviour: (fields: [Card.Field], lines: [Card.Line]) {
    let sides = ledger.sides
    let missing = [SideKind.visits, .enquiries, .campaignMembers].filter { !sides.has($0) }
    return (
      visits + enquiries + campaigns,
      missing.prefix(1).map { Card.Line(Wording.sentence(Sides.missing($0)), role: .textMuted) }
    )
  }

  /// The customer's visits; `nil` where there is no file of them.
  var visited: CustomerVisits? {
    guard let table = ledger.sides.visits else { return nil }
    var bought: [Int: Int32] = [:]
    for order in record.counting where ledger.orders.isPurchase(order) {
      for line in ledger.orders.lines(of: order) {
        let product = Int(ledger.lines.product[line])
        bought[product] = max(bought[product] ?? .min, ledger.orders.day[order])
      }
    }
    return CustomerVisits(table, of: record.customer, asOf: asOf, bought: bought)
  }

  private var visits: [Card.Field] {
    guard let visited, let table = ledger.sides.visits else { return [] }
    let findings = findings
    let means = [
      "A visit is pages of one visit number or, without numbers, without 30 minutes of silence between them; pages "
        + "without a time are one visit a day. It counts on the day it begins, up to \(asOf)."
    ]
    let sheet = { (title: String, sessions: [Range<Int>]) -> Destination? in
      sessions.isEmpty
        ? nil : self.opens(title) { VisitsSheet.make(findings, title: $0, sessions: sessions, definition: means) }
    }
    let month = visited.sessions(in: 30, asOf: asOf)
    let quarter = visited.sessions(in: 90, asOf: asOf)
    var fields = [
      field(
        "visits_30", "visits in 30 d", .integer(month.count), .count, means: means,
        opens: sheet("Visits in 30 days", month)),
      field(
        "visits_90", "in 90 d", .integer(quarter.count), .count, means: means,
        opens: sheet("Visits in 90 days", quarter)),
      field(
        "sessions", "in all", .integer(visited.sessions.count), .count,
        remark: visited.sessions.last.map { "last " + Wording.date(Day(rawValue: table.day[$0.lowerBound])) } ?? "",
        means: means, opens: sheet("Visits", visited.sessions.reversed())),
    ]
    let interestMeans = [
      "Views of a product in the last \(CustomerVisits.window) days, at least three on at least two days, that it was "
        + "not bought since."
    ]
    for (index, interest) in visited.unbought.prefix(2).enumerated() {
      fields.append(
        field(
          "unbought_\(index + 1)", index == 0 ? "seen, unbought" : "", .integer(interest.rows.count), .count,
          role: .accent, remark: "× " + ledger.products.label(interest.product), means: interestMeans,
          opens: opens("Views of " + ledger.products.label(interest.product)) {
            VisitsSheet.pages(findings, title: $0, rows: interest.rows, definition: interestMeans)
          }))
    }
    return fields
  }

  private var enquiries: [Card.Field] {
    guard let table = ledger.sides.enquiries, let index = findings(SideRows.self).enquiries else { return [] }
    let limit = asOf.rawValue
    let rows = index.rows(of: record.customer).filter { table.day[$0] <= limit }.sorted {
      (table.day[$0], table.second[$0], $0) > (table.day[$1], table.second[$1], $1)
    }
    let findings = findings
    let means = ["Questions in the file of enquiries up to \(asOf), the latest first."]
    let last = rows.first.map { row in
      let note = table.note[row]
      let about = table.product[row].map { ledger.products.label($0) } ?? ""
      return Wording.date(Day(rawValue: table.day[row])) + ": " + (note.isEmpty ? about : note)
    }
    return [
      field(
        "enquiries", "enquiries", .integer(rows.count), .count, remark: last ?? "", means: means,
        opens: rows.isEmpty
          ? nil : opens("Enquiries") { EnquiriesSheet.make(findings, title: $0, rows: rows, definition: means) })
    ]
  }

  /// Rows of the campaigns that the customer was in by the as-of day, the latest first.
  var memberships: [Int] {
    guard let index = findings(SideRows.self).members else { return [] }
    let sides = ledger.sides
    return index.rows(of: record.customer).map { (row: $0, day: CampaignsSheet.day(sides, $0)) }.filter { member in
      member.day.map { $0 <= asOf } ?? true
    }.sorted { ($0.day?.rawValue ?? .min, $0.row) > ($1.day?.rawValue ?? .min, $1.row) }.map(\.row)
  }

  private var campaigns: [Card.Field] {
    guard let members = ledger.sides.campaignMembers else { return [] }
    let rows = memberships
    let findings = findings
    let means = [
      "Campaigns whose list the person was on, by day of contact, else by the campaign's first day. Held out means not "
        + "contacted, to compare with."
    ]
    let last = rows.first.map { row in
      (members.isControl[row] ? "held out of " : "last ") + CampaignsSheet.name(ledger.sides, row)
    }
    return [
      field(
        "campaigns", "campaigns", .integer(rows.count), .count, remark: last ?? "", means: means,
        opens: rows.isEmpty
          ? nil : opens("Campaigns") { CampaignsSheet.make(findings, title: $0, rows: rows, definition: means) })
    ]
  }
}
