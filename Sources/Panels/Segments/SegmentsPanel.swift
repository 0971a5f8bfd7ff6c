import Analytics
import Ledger
import Workbook

extension Panel {
  /// The saved groups of customers: how large each is, what it brings, and how it changed.
  public static let savedSegments = Panel(
    id: "segments", title: "Saved segments", group: .segments,
    question: "How large are my groups of customers, and how did they change?"
  ) { findings in
    let sizes = findings(SegmentSizes.self).all
    let table = SegmentTable.table(findings, sizes)
    return Sheet(
      id: "segments", title: "Saved segments", table: table, customers: findings(CustomerRanking.self).count,
      reading: SegmentTable.reading(findings, sizes), notes: SegmentTable.notes(findings, sizes),
      definition: [
        "A segment is a filter that was saved: its people are those who answer the filter as of the day on top. Segments "
          + "overlap, so they do not add up to everybody.",
        "Change is against the last time this shop was opened with another as-of day: people who entered and left since. "
          + "A filter that was changed in between is compared with the older one, and a note says so.",
        "Each segment is a text file, NAME.segment: a title and what it means in lines that begin with #, then the filter.",
      ],
      tone: { sizes[$0].problem == nil ? nil : .bad },
      destination: { row in
        let size = sizes[row]
        guard size.problem == nil else { return nil }
        return Destination(title: size.segment.title) {
          CustomersSheet.make(findings, title: size.segment.title, members: size.members)
        }
      })
  }
}

/// Who is in each saved segment.
public struct SegmentSizes: PageReading {
  /// One segment with its people.
  public struct Size: Sendable {
    /// The segment.
    public let segment: Segment
    /// Its people by their numbers in the ledger, ascending; empty where the filter is wrong.
    public let members: [Int32]
    /// Their net to date in minor units.
    public let net: Int64
    /// What is wrong with the filter; `nil` where it could be answered.
    public let problem: String?
    /// How it changed since it was last recorded for another day.
    public let change: SegmentChange?
  }

  /// The segments in the order of the shelf.
  public let all: [Size]

  /// Answers the filter of every segment. Complexity: that of the filters.
  public static func find(in findings: Findings) -> SegmentSizes {
    let net = findings(PurchaseHistory.self).netToDate
    return SegmentSizes(
      all: findings.page.segments.map { segment in
        var members: [Int32] = []
        var problem: String?
        do throws(FilterError) {
          members = try findings.customers(answering: findings.segments.text(of: segment.name) ?? segment.filter)
        } catch {
          problem = findings.isMasked ? "the filter is wrong" : error.description
        }
        return Size(
          segment: segment, members: members, net: members.reduce(0) { $0 + net[Int($1)] }, problem: problem,
          change: findings.page.changes[segment.name])
      })
  }
}

/// The rows of the saved segments.
enum SegmentTable {
  static func table(_ findings: Findings, _ sizes: [SegmentSizes.Size]) -> DataTable {
    let everybody = findings(CustomerRanking.self).count
    let total = findings(PurchaseHistory.self).identifiedNet
    let currency = findings.ledger.currency
    let columns: [(column: DataColumn, value: @Sendable (SegmentSizes.Size) -> Value)] = [
      (DataColumn("segment", "Segment", .key, drawing: .hidden, priority: 1), { .text($0.segment.name) }),
      (DataColumn("title", "Segment", .text, priority: 0), { .text($0.segment.title) }),
      (
        DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
        { $0.problem == nil ? .integer($0.members.count) : .none }
      ),
      (
        DataColumn("share", "Of all", .ratio, priority: 4, meaning: "People of the segment ÷ all known people."),
        { $0.problem == nil && everybody > 0 ? .number(Double($0.members.count) / Double(everybody)) : .none }
      ),
      (
        DataColumn("net", Wording.head("Net", currency), .money, priority: 2, meaning: "Their net to date."),
        { $0.problem == nil ? .money($0.net) : .none }
      ),
      (
        DataColumn("net_share", "Of net", .ratio, priority: 4, meaning: "Their net ÷ net of all known people."),
        { $0.problem == nil && total > 0 ? .number(Double($0.net) / Double(total)) : .none }
      ),
      (
        DataColumn("change", "Change", .count, priority: 3, meaning: "People now − people when it was last recorded."),
        { $0.change.map { .integer($0.now.customers - $0.before.customers) } ?? .none }
      ),
      (
        DataColumn("entered", "Entered", .count, priority: 5, meaning: "People who were not in it then."),
        { .count($0.change?.entered) }
      ),
      (
        DataColumn("left", "Left", .count, priority: 5, meaning: "People who were in it then and are not any more."),
        { .count($0.change?.left) }
      ),
      (
        DataColumn("since", "Since", .date, priority: 6, meaning: "The as-of day of the older record."),
        { $0.change.map { .date($0.before.asOf) } ?? .none }
      ),
      (DataColumn("filter", "Filter", .text, priority: 7), { .text(oneLine($0.segment.filter)) }),
      (DataColumn("description", "Meaning", .text, drawing: .hidden, priority: 8), { .words($0.segment.description) }),
      (DataColumn("problem", "Problem", .text, drawing: .hidden, priority: 8), { .words($0.problem ?? "") }),
    ]
    let names = sizes.map(\.segment.name)
    return DataTable(
      columns: columns.map(\.column), rowCount: sizes.count, key: { names[$0] }, find: { names.firstIndex(of: $0) },
      cell: { row, column in columns[column].value(sizes[row]) })
  }

  private static func oneLine(_ filter: String) -> String {
    filter.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
  }

  static func reading(_ findings: Findings, _ sizes: [SegmentSizes.Size]) -> [String] {
    guard !sizes.isEmpty else { return ["No segment is saved yet."] }
    let changed = sizes.compactMap { size in
      size.change.map { (size, $0.now.customers - $0.before.customers) }
    }
    guard let most = changed.max(by: { abs($0.1) < abs($1.1) }), most.1 != 0 else {
      return [
        "\(Wording.count(sizes.count, "segment", "segments")); Enter opens the people, b compares two marked ones."
      ]
    }
    let (size, difference) = most
    return [
      "\(size.segment.title) changed most: \(difference > 0 ? "+" : "−")\(Digits.grouped(abs(difference))) people since "
        + "\(size.change.map { Wording.date($0.before.asOf) } ?? "")."
    ]
  }

  static func notes(_ findings: Findings, _ sizes: [SegmentSizes.Size]) -> [String] {
    var notes = sizes.compactMap { size in size.problem.map { "\(size.segment.title): \($0)" } }
    notes += findings.page.errors.map(\.description)
    notes += sizes.compactMap { size in
      guard let change = size.change, !change.isSameFilter else { return nil }
      return "The filter of \(size.segment.title) is another one than on \(Wording.date(change.before.asOf))."
    }
    return notes
  }
}

/// Two groups of customers laid over each other: who is in both, in one alone, in neither.
public enum OverlapSheet {
  /// The overlap of two segments, given by their rows among ``SegmentSizes``.
  ///
  /// The five rows are: both, the first alone, the second alone, either, neither. Both + first alone is the first; the
  /// rows but “either” add up to everybody. Complexity: O(customers).
  public static func make(_ findings: Findings, _ first: SegmentSizes.Size, _ second: SegmentSizes.Size) -> Sheet {
    let left = Set(first.members)
    let right = Set(second.members)
    let everybody = findings(CustomerRanking.self).order
    let net = findings(PurchaseHistory.self).netToDate
    let a = first.segment.title
    let b = second.segment.title
    let groups: [(id: String, title: String, members: [Int32])] = [
      ("both", "\(a) and \(b)", everybody.filter { left.contains($0) && right.contains($0) }),
      ("first", "\(a) without \(b)", everybody.filter { left.contains($0) && !right.contains($0) }),
      ("second", "\(b) without \(a)", everybody.filter { !left.contains($0) && right.contains($0) }),
      ("either", "\(a) or \(b)", everybody.filter { left.contains($0) || right.contains($0) }),
      ("neither", "neither", everybody.filter { !left.contains($0) && !right.contains($0) }),
    ]
    let sums = groups.map { $0.members.reduce(Int64(0)) { $0 + net[Int($1)] } }
    let columns = [
      DataColumn("part", "Part", .key, drawing: .hidden, priority: 1),
      DataColumn("title", "People in", .text, priority: 0),
      DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
      DataColumn("share", "Of all", .ratio, priority: 3),
      DataColumn("net", Wording.head("Net", findings.ledger.currency), .money, priority: 2),
    ]
    let table = DataTable(columns: columns, rowCount: groups.count, key: { groups[$0].id }) { row, column in
      switch column {
      case 0: .text(groups[row].id)
      case 1: .text(groups[row].title)
      case 2: .integer(groups[row].members.count)
      case 3: everybody.isEmpty ? .none : .number(Double(groups[row].members.count) / Double(everybody.count))
      default: .money(sums[row])
      }
    }
    let shared = groups[0].members.count
    let share = first.members.isEmpty ? 0 : Double(shared) / Double(first.members.count)
    return Sheet(
      id: "overlap", title: "\(a) and \(b)", table: table, customers: everybody.count,
      reading: ["\(Wording.customers(shared)) in both: \(Wording.percent(share)) of \(a)."],
      definition: ["People of two segments as of the day on top: in both, in one alone, in either, in neither."],
      destination: { row in
        let group = groups[row]
        return Destination(title: group.title) {
          CustomersSheet.make(findings, title: group.title, members: group.members)
        }
      })
  }
}
