import Ledger

/// A figure that a `check` condition may name.
public struct CheckMetric: Sendable {
  /// How its value is written.
  public enum Kind: String, Sendable {
    case money, count, ratio, days
  }

  /// Where the figure comes from.
  enum Origin: Sendable {
    /// A figure of a period; may carry a window, `net.7d`. The amount and, for a ratio, what it is divided by.
    case period(@Sendable (PeriodFigures) -> (Int64, Int64))
    /// A figure of the whole reading.
    case report(@Sendable (Ledger, Day) -> (Int64, Int64)?)
  }

  /// The name in conditions: `net`.
  public let name: String
  /// How its value is written.
  public let kind: Kind
  /// What it is, in a few words.
  public let meaning: String
  let origin: Origin

  /// Whether the day on which a refund counts changes the figure.
  public var countsRefunds: Bool { hasWindow && ["net", "refunds", "aov", "refund_share"].contains(name) }

  /// Whether a window may follow the name.
  public var hasWindow: Bool {
    if case .period = origin { return true }
    return false
  }

  /// All figures, those of a period first.
  public static let all: [CheckMetric] = [
    CheckMetric(
      name: "net", kind: .money,
      meaning:
        "goods at list value − discounts − refunds of the period, each refund on its own day where the file has one",
      origin: .period { ($0.net, 1) }),
    CheckMetric(
      name: "gross", kind: .money, meaning: "goods at list value", origin: .period { ($0.gross, 1) }),
    CheckMetric(
      name: "refunds", kind: .money, meaning: "refunds of the period, by their own day where the file has one",
      origin: .period { ($0.refunds, 1) }),
    CheckMetric(
      name: "discounts", kind: .money, meaning: "discounts of its orders", origin: .period { ($0.discounts, 1) }),
    CheckMetric(name: "orders", kind: .count, meaning: "valid orders", origin: .period { (Int64($0.orders), 1) }),
    CheckMetric(
      name: "customers", kind: .count, meaning: "people with a valid order",
      origin: .period { (Int64($0.customers), 1) }),
    CheckMetric(
      name: "new_customers", kind: .count, meaning: "people whose first valid order lies in the period",
      origin: .period { (Int64($0.newCustomers), 1) }),
    CheckMetric(
      name: "returning_customers", kind: .count, meaning: "people who had bought before the period",
      origin: .period { (Int64($0.returningCustomers), 1) }),
    CheckMetric(
      name: "multi_order_customers", kind: .count, meaning: "people with at least two valid orders in the period",
      origin: .period { (Int64($0.multiOrderCustomers), 1) }),
    CheckMetric(
      name: "aov", kind: .money, meaning: "net per valid order",
      origin: .period { ($0.orders > 0 ? Money.rounded($0.net, Int64($0.orders)) : 0, $0.orders > 0 ? 1 : 0) }),
    CheckMetric(
      name: "refund_share", kind: .ratio, meaning: "refunds ÷ (gross − discounts)",
      origin: .period { ($0.refunds, $0.gross - $0.discounts) }),
    CheckMetric(
      name: "discount_share", kind: .ratio, meaning: "discounts ÷ gross", origin: .period { ($0.discounts, $0.gross) }),
    CheckMetric(
      name: "cancelled", kind: .count, meaning: "cancelled orders", origin: .period { (Int64($0.cancelled), 1) }),
    CheckMetric(
      name: "unidentified", kind: .ratio, meaning: "net of orders without a customer ÷ net",
      origin: .report { ledger, _ in (ledger.report.unidentifiedNet, ledger.report.net) }),
    CheckMetric(
      name: "unidentified_orders", kind: .ratio, meaning: "orders without a customer ÷ orders",
      origin: .report { ledger, _ in (Int64(ledger.report.unidentifiedOrders), Int64(ledger.report.orders)) }),
    CheckMetric(
      name: "unknown_status", kind: .count, meaning: "rows with a status word that is not known",
      origin: .report { ledger, _ in (Int64(ledger.report.unknownStatuses.reduce(0) { $0 + $1.rows }), 1) }),
    CheckMetric(
      name: "rows", kind: .count, meaning: "rows read", origin: .report { ledger, _ in (Int64(ledger.report.rows), 1) }),
    CheckMetric(
      name: "left_out", kind: .count, meaning: "rows that are not in the ledger",
      origin: .report { ledger, _ in (Int64(ledger.report.leftOut), 1) }),
    CheckMetric(
      name: "left_out_share", kind: .ratio, meaning: "rows that are not in the ledger ÷ rows read",
      origin: .report { ledger, _ in (Int64(ledger.report.leftOut), Int64(ledger.report.rows)) }),
    CheckMetric(
      name: "repaired", kind: .count, meaning: "broken rows that were repaired",
      origin: .report { ledger, _ in (Int64(ledger.report.repairs.values.reduce(0, +)), 1) }),
    CheckMetric(
      name: "duplicates", kind: .count, meaning: "rows dropped because another file or row has them",
      origin: .report { ledger, _ in (Int64(ledger.report.counts[.duplicate] ?? 0), 1) }),
    CheckMetric(
      name: "unmatched_refunds", kind: .count, meaning: "refund rows without an earlier order",
      origin: .report { ledger, _ in (Int64(ledger.report.counts[.refundUnmatched] ?? 0), 1) }),
    CheckMetric(
      name: "unreconciled", kind: .count, meaning: "orders whose lines do not add up to the order's total",
      origin: .report { ledger, _ in (Int64(ledger.report.reconciliations.reduce(0) { $0 + $1.offenders }), 1) }),
    CheckMetric(
      name: "gap", kind: .days,
      meaning: "most days in a row without an order, between the first order and the as-of day",
      origin: .report { ledger, asOf in
        OrderGaps(ledger, asOf: asOf).longest.map { (Int64($0.days), 1) }
      }),
    CheckMetric(
      name: "age", kind: .days, meaning: "days from the last order to today, by the machine's clock",
      origin: .report { _, _ in nil }),
  ]
}
