import Ledger

/// Which columns of a file could hold what is missing, judged by their cells: only those are proposed.
struct ColumnCandidates {
  /// What a column holds, for most of the cells that have text.
  enum Content {
    case dates, numbers, addresses, texts, nothing
  }

  private let names: [String]
  private let contents: [Content]
  /// Whether no two rows share a value: what numbers the rows says nothing about who bought.
  private let isUnique: [Bool]

  /// Looks at the first rows. Complexity: O(cells of the sample).
  init(_ rows: [[String]], names: [String]) {
    self.names = names
    var contents: [Content] = []
    var isUnique: [Bool] = []
    let rows = rows.filter { $0.count == names.count }.prefix(200)
    for column in names.indices {
      let cells = rows.map { $0[column] }.filter { cell in cell.contains { !$0.isWhitespace } }
      contents.append(ColumnCandidates.content(of: cells))
      isUnique.append(cells.count > 3 && Set(cells).count == cells.count)
    }
    self.contents = contents
    self.isUnique = isUnique
  }

  private static func content(of cells: [String]) -> Content {
    guard !cells.isEmpty else { return .nothing }
    var dates = DateReader(order: .dmy)
    var american = DateReader(order: .mdy)
    var amounts = AmountReader(decimalComma: false)
    var european = AmountReader(decimalComma: true)
    var counts = (dates: 0, numbers: 0, addresses: 0)
    for cell in cells {
      cell.withPiece { piece in
        let piece = piece.trimmed
        let isBare = (0..<piece.count).allSatisfy { piece.start[$0] >= 48 && piece.start[$0] <= 57 }
        if !isBare, dates.moment(piece) != nil || american.moment(piece) != nil {
          counts.dates += 1
        } else if amounts.number(piece) != nil || european.number(piece) != nil {
          counts.numbers += 1
        } else if cell.contains("@") {
          counts.addresses += 1
        }
      }
    }
    func isMost(_ count: Int) -> Bool { 10 * count >= 8 * cells.count }
    return isMost(counts.dates)
      ? .dates : isMost(counts.numbers) ? .numbers : isMost(counts.addresses) ? .addresses : .texts
  }

  /// Columns for a field, the likeliest first: those of fitting content that mean nothing else.
  func columns(for field: Field, free: [Bool]) -> [Int] {
    let fitting = names.indices.filter { column in
      guard free[column], !names[column].isEmpty else { return false }
      switch field {
      case .orderedAt, .date: return contents[column] == .dates
      case .total, .unitPrice, .lineTotal, .orderTotal: return contents[column] == .numbers
      default: return contents[column] == .addresses || contents[column] == .texts || contents[column] == .numbers
      }
    }
    guard field == .customerId else { return fitting }
    // Addresses say best who bought, then texts, then numbers; what no two rows share comes last.
    func rank(_ column: Int) -> Int {
      let content = contents[column] == .addresses ? 0 : contents[column] == .texts ? 1 : 2
      return content + (isUnique[column] ? 3 : 0)
    }
    return fitting.sorted { (rank($0), $0) < (rank($1), $1) }
  }

  /// The question for a column that is missing; `nil` where no column could be it.
  func question(_ what: String, _ field: Field, free: [Bool]) -> OpenQuestion? {
    let columns = columns(for: field, free: free).prefix(9)
    guard !columns.isEmpty else { return nil }
    return OpenQuestion(
      "Which column holds \(what)?",
      answers: columns.map { column in
        let target = field == .customerId && contents[column] == .addresses ? Field.email : field
        return .init("“\(names[column])”", key: "map." + target.rawValue, value: names[column])
      })
  }
}
