// Everything that the panels of value and life cycle are made of, computed anew for another day.
//
//   swift run -c release --package-path Tests/Benchmarks Recomputing [--customers 1000000] [--rounds 7]
//   … Recomputing --dump FILE      writes customer,day,gross,discount,refund as CSV, for other programs, and exits
//
// Prints the time of each analysis alone (those that it stands on being there), of all of them together on one thread
// and on two, and of each panel's step to the day before: its sheet, the header, and the drawing of 140×45. Exits 1 where
// all together take more than 150 ms on two threads, or a step more than 50 ms, at the median of the rounds.

import Analytics
import Canvas
import Dispatch
import Glibc
import Ledger
import Panels

/// Seconds of a clock that never goes back.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func option(_ name: String) -> String? {
  guard let place = CommandLine.arguments.firstIndex(of: name), place + 1 < CommandLine.arguments.count else {
    return nil
  }
  return CommandLine.arguments[place + 1]
}

func milliseconds(_ seconds: Double) -> String {
  let tenths = Int((seconds * 10_000).rounded())
  let text = "\(tenths / 10).\(tenths % 10)"
  return String(repeating: " ", count: max(0, 8 - text.count)) + text + " ms"
}

func left(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

let count = option("--customers").flatMap { Int($0) } ?? 1_000_000
let rounds = max(1, option("--rounds").flatMap { Int($0) } ?? 7)
let ledger = GeneratedShop(customers: count).ledger
let last = ledger.lastDay ?? Day(rawValue: 0)
if let path = option("--dump") {
  guard let file = fopen(path, "w") else {
    print("cannot write \(path)")
    exit(2)
  }
  fputs("customer,day,gross,discount,refund\n", file)
  for customer in 0..<ledger.customers.count {
    for order in ledger.orders(of: customer) {
      let (gross, discount, refund) = (
        ledger.orders.gross[order], ledger.orders.discount[order], ledger.orders.refund[order]
      )
      fputs("\(customer),\(ledger.orders.date(order)),\(gross),\(discount),\(refund)\n", file)
    }
  }
  fclose(file)
  exit(0)
}
print(
  "\(ledger.customers.count) customers, \(ledger.orders.count) orders, \(ledger.firstDay.map(\.description) ?? "") to \(last)"
)

/// An analysis by name.
struct Step: Sendable {
  let name: String
  let run: @Sendable (Findings) -> Void

  init<Analysis: Finding>(_ name: String, _ type: Analysis.Type) {
    self.name = name
    run = { findings in _ = findings(type) }
  }
}

/// The analyses, those that others stand on first.
let steps: [Step] = [
  Step("purchases up to the day", PurchaseHistory.self), Step("life cycle", Lifecycle.self),
  Step("churn list", ChurnList.self), Step("customer value", CustomerValue.self),
  Step("money deciles", MoneyDeciles.self), Step("purchase deciles", PurchaseDeciles.self),
  Step("price-only", PriceOnly.self), Step("RFM scores", RFMScores.self), Step("RFM segments", RFM.self),
  Step("profit tiers", ProfitTiers.self), Step("quadrants", ValueQuadrants.self), Step("Pareto", Pareto.self),
  Step("funnel", PurchaseFunnel.self), Step("five stages", VisitStages.self), Step("grid", LifecycleGrid.self),
  Step("periods", PeriodLifecycle.self), Step("cohorts", Cohorts.self), Step("intervals", PurchaseIntervals.self),
  Step("observed value", ObservedValue.self), Step("discounts", DiscountPicture.self),
]

func median(_ times: [Double]) -> Double {
  let sorted = times.sorted()
  return sorted[sorted.count / 2]
}

/// The findings of a day, over purchases that were read before.
let base = Findings(ledger, Question(asOf: last))
_ = base(PurchaseHistory.self)

func findings(_ back: Int) -> Findings { base.asking(Question(asOf: last.adding(days: -back))) }

var alone = [[Double]](repeating: [], count: steps.count)
var together: [Double] = []
var onTwo: [Double] = []
for round in 0..<rounds {
  let fresh = findings(round + 1)
  let begin = now()
  for (place, step) in steps.enumerated() {
    let start = now()
    step.run(fresh)
    alone[place].append(now() - start)
  }
  together.append(now() - begin)
  let other = findings(round + 101)
  let start = now()
  other.prepare(steps.map { step in { step.run($0) } })
  onTwo.append(now() - start)
}
for (place, step) in steps.enumerated() { print("  " + left(step.name, 26) + milliseconds(median(alone[place]))) }
print(left("all, one thread", 28) + milliseconds(median(together)))
print(left("all, two threads", 28) + milliseconds(median(onTwo)))

print("A step to the day before, per panel:")
var slowest = 0.0
for panel in PanelRegistry.all where panel.group != .data {
  var times: [Double] = []
  for round in 0..<rounds {
    let fresh = findings(round + 201)
    let start = now()
    _ = fresh(ShopHeader.self)
    let sheet = panel.sheet(fresh)
    var canvas = Canvas(size: Size(width: 140, height: 45), theme: .plain)
    if let figure = sheet.figure {
      canvas.clipped(to: Rect(x: 0, y: 0, width: 140, height: figure.ideal)) {
        figure.draw(&$0, Rect(x: 0, y: 0, width: 140, height: figure.ideal), 0)
      }
    }
    for row in 0..<min(30, sheet.table.rowCount) {
      for column in sheet.table.writtenColumns { _ = sheet.table[row, column] }
    }
    times.append(now() - start)
  }
  slowest = max(slowest, median(times))
  print("  " + left(panel.id, 26) + milliseconds(median(times)))
}
exit(median(onTwo) <= 0.15 && slowest <= 0.05 ? 0 : 1)
