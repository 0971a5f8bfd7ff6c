import Ledger

/// Refuses amounts that add up to more than sums can hold.
///
/// An amount is below 2^53 minor units. Every figure of the program is a sum of some of the amounts that were read, or a
/// difference of two such sums; where the amounts, signs left out, stay below 2^61 together, none of them can leave 64
/// bits. That is 23 million billions of a currency with cents: nobody's turnover, but what a column of numbers of another
/// meaning (of articles, of telephones) comes to that was taken for the amount.
struct AmountBound {
  /// What the amounts may come to together, in minor units.
  static let most = Int128(1) << 61

  let readers: UnsafeMutablePointer<RowReader>
  let threads: Int
  let plan: ReadPlan
  let labels: [String]

  /// Complexity: O(amounts beyond 32 bits + refunds), and O(rows) where files have costs, taxes and the like.
  ///
  /// - Throws: `IngestError` naming the file and the line of the largest amount.
  func check(_ lines: LineNumbers) throws(IngestError) {
    // Less than a billion lines of less than 32 bits cannot get there.
    guard (0..<threads).contains(where: { readers[$0].largest.amount > 0 }), total() >= AmountBound.most else { return }
    var found = readers[0].largest
    var thread = 0
    for other in 1..<max(1, threads) where readers[other].largest.amount > found.amount {
      (found, thread) = (readers[other].largest, other)
    }
    let amount = Money(minor: Int64(clamping: found.amount), currency: plan.currency).grouped
    let most = Money(minor: Int64(clamping: AmountBound.most), currency: plan.currency).grouped
    let layout = plan.files[found.file].layout
    let field: Field = plan.files[found.file].columns.unitPrice >= 0 ? .unitPrice : .total
    let column =
      layout.fields.firstIndex(of: field).map { " (“\(layout.columns[$0])” is read as \(field.rawValue))" } ?? ""
    throw IngestError(
      kind: .notATable, file: labels[found.file], line: lines.line(found.line, file: found.file, thread: thread),
      what: "the amounts of this file add up to more than \(most); the largest stands here: \(amount)\(column)",
      wayOut: "Is it the amount? Name the right column: --map \(field.rawValue)=COLUMN.")
  }

  /// All amounts without their signs.
  private func total() -> Int128 {
    var total: Int128 = 0
    for thread in 0..<threads {
      for partition in 0...plan.partitions {
        let store = readers[thread].partitions[partition]
        for wide in store.wide.values { total += Int128(wide.gross.magnitude) + Int128(wide.discount.magnitude) }
        for refund in store.refunds { total += Int128(refund.gross.magnitude) + Int128(refund.discount.magnitude) }
        for position in 0..<store.lineExtras.count {
          let extra = store.lineExtras[position]
          if extra.cost != LineExtra.noCost { total += Int128(extra.cost.magnitude) }
          total += Int128(extra.refund.magnitude)
        }
        for position in 0..<store.runExtras.count {
          let extra = store.runExtras[position]
          // An amount of an order may count once for each of its rows.
          let next = position + 1 < store.runs.count ? Int(store.runs[position + 1].line) : store.lines.count
          let rows = Int128(max(1, next - Int(store.runs[position].line)))
          total += Int128(extra.total.magnitude) * rows + Int128(extra.discount.magnitude)
          total += Int128(extra.tax.magnitude) + Int128(extra.shipping.magnitude)
        }
      }
    }
    return total
  }
}
