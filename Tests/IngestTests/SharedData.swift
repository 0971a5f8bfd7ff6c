import Ingest
import Ledger
import SharedDataSets
import Testing

/// The folder of public data sets, by the name that tests use.
typealias SharedData = SharedDataSets.SharedData

/// Numbers from a seed (SplitMix64), so that a failing case can be run again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Reads text as one file.
func read(_ text: String, _ adjust: (inout ReadOptions) -> Void = { _ in }) throws -> Ledger {
  try read(files: [text], adjust)
}

/// Reads texts as several files.
func read(files: [String], _ adjust: (inout ReadOptions) -> Void = { _ in }) throws -> Ledger {
  var options = ReadOptions()
  adjust(&options)
  return try readLedger(
    files.enumerated().map { .bytes(name: "file\($0.offset).csv", Array($0.element.utf8)) }, options: options)
}

/// The error that reading a text ends in.
func failure(_ text: String, _ adjust: (inout ReadOptions) -> Void = { _ in }) -> IngestError? {
  do {
    _ = try read(text, adjust)
    return nil
  } catch {
    return error as? IngestError
  }
}

extension Ledger {
  /// Net of each known customer by key.
  var netByKey: [String: Int64] {
    var nets: [String: Int64] = [:]
    for customer in 0..<customers.count {
      nets[customers.key[customer]] = orders(of: customer).reduce(0) { $0 + orders.net($1) }
    }
    return nets
  }

  /// Everything that must not depend on the order of rows, columns and files, as sorted lines of text.
  var figures: [String] {
    var lines: [String] = []
    func order(_ position: Int, _ key: String) -> String {
      let parts = (Int(orders.lineStart[position])..<Int(orders.lineStart[position + 1])).map { line in
        "\(products.sku[Int(self.lines.product[line])])×\(self.lines.quantity[line])"
          + "=\(self.lines.gross[line])-\(self.lines.discount[line])-\(self.lines.refund[line])"
      }
      let second = orders.second.isEmpty ? 0 : orders.second[position]
      return "\(key) \(orders.id[position]) \(orders.day[position]):\(second) s\(orders.status[position])"
        + " \(orders.gross[position])-\(orders.discount[position])-\(orders.refund[position])"
        + " \(orders.region[position]) [\(parts.sorted().joined(separator: " "))]"
    }
    for customer in 0..<customers.count {
      let key = customers.key[customer]
      lines.append(
        "customer \(key) \(customers.name[customer]) \(customers.email[customer]) \(customers.region[customer])")
      for (rank, position) in orders(of: customer).enumerated() { lines.append("\(rank) " + order(position, key)) }
    }
    for position in unidentifiedOrders { lines.append(order(position, "-")) }
    for bucket in ImportReport.Bucket.allCases { lines.append("\(bucket) \(report.counts[bucket] ?? 0)") }
    lines.append("sums \(report.gross) \(report.discounts) \(report.refunds) repeated \(report.repeated)")
    return lines.sorted()
  }

  /// Checks that the tables hang together.
  func checkInvariants(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(report.counts.values.reduce(0, +) == report.rows, "every row in one bucket", sourceLocation: sourceLocation)
    #expect(orders.lineStart.count == orders.count + 1, sourceLocation: sourceLocation)
    #expect(Int(orders.lineStart.last ?? 0) == lines.count, sourceLocation: sourceLocation)
    #expect(orders.gross.count == orders.count && lines.gross.count == lines.count, sourceLocation: sourceLocation)
    #expect(customers.key.count == customers.count, sourceLocation: sourceLocation)
    var sums: (Int64, Int64, Int64) = (0, 0, 0)
    var unbalanced: [Int] = []
    for position in 0..<orders.count {
      let range = Int(orders.lineStart[position])..<Int(orders.lineStart[position + 1])
      let balances =
        !range.isEmpty && orders.gross[position] == lines.gross.sum(range)
        && orders.discount[position] == lines.discount.sum(range) && orders.refund[position] == lines.refund.sum(range)
      if !balances { unbalanced.append(position) }
      if orders.counts(position) {
        sums = (
          sums.0 + orders.gross[position], sums.1 + orders.discount[position], sums.2 + orders.refund[position]
        )
      }
    }
    #expect(unbalanced.isEmpty, "orders are the sums of their lines", sourceLocation: sourceLocation)
    #expect(sums == (report.gross, report.discounts, report.refunds), sourceLocation: sourceLocation)
    let disordered = (0..<customers.count).filter { customer in
      let moments = orders(of: customer).map { position in
        Int(orders.day[position]) * 86_400 + (orders.second.isEmpty ? 0 : Int(orders.second[position]))
      }
      return moments.isEmpty || moments != moments.sorted()
    }
    #expect(disordered.isEmpty, "orders of a customer are in time order", sourceLocation: sourceLocation)
  }
}
