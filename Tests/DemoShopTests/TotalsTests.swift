import DemoShop
import Ledger
import Testing

@Suite("The order file adds up to the truth")
struct TotalsTests {
  private let truth = Default.shop.truth
  private let orders = Default.table.orders

  @Test("the columns are those of the plain shop folder")
  func columns() {
    #expect(
      Default.table.text.columns == [
        "order_id", "line", "customer_id", "email", "phone", "name", "ordered_at", "paid_at", "status", "sku",
        "product",
        "category", "quantity", "unit_price", "discount", "order_discount", "refund", "refunded_at", "tax", "shipping",
        "cost", "currency", "region", "city", "country", "channel", "coupon",
      ])
    #expect(Default.table.text.rows.allSatisfy { $0.count == 27 })
    #expect(Set(Default.table.text.column("currency")) == ["EUR"])
  }

  @Test("lines and orders of every kind")
  func counts() {
    let totals = truth.totals
    #expect(Default.table.text.rows.count == totals.lines)
    #expect(orders.count == totals.orders)
    #expect(Set(orders.map(\.id)).count == orders.count)
    #expect(orders.count { $0.isValid } == totals.validOrders)
    #expect(orders.count { $0.counts } == totals.paidOrders)
    #expect(orders.count { $0.status == "refunded" } == totals.refundedOrders)
    #expect(orders.count { $0.status == "cancelled" } == totals.cancelledOrders)
    #expect(orders.count { $0.status == "unpaid" } == totals.unpaidOrders)
    #expect(orders.count { $0.counts && $0.lines.allSatisfy { $0.gross == 0 } } == totals.zeroValueOrders)
    #expect(orders.count { $0.account.isEmpty } == totals.unidentifiedOrders)
  }

  @Test("gross − discounts − refunds = net, to the cent, known and unknown apart")
  func money() {
    let counted = orders.filter(\.counts)
    let totals = truth.totals
    #expect(counted.reduce(0) { $0 + $1.lines.reduce(0) { $0 + $1.gross } } == totals.gross)
    #expect(counted.reduce(0) { $0 + $1.discounts } == totals.discounts)
    #expect(counted.reduce(0) { $0 + $1.lines.reduce(0) { $0 + $1.refund } } == totals.refunds)
    #expect(totals.gross - totals.discounts - totals.refunds == totals.net)
    let known = counted.filter { !$0.account.isEmpty }.reduce(0) { $0 + $1.net }
    let unknown = counted.filter { $0.account.isEmpty }.reduce(0) { $0 + $1.net }
    #expect(known == totals.netIdentified)
    #expect(unknown == totals.netUnidentified)
    #expect(known + unknown == totals.net)
    #expect(counted.reduce(0) { $0 + $1.lines.reduce(0) { $0 + $1.quantity * $1.cost } } == totals.cost)
    for (name, expected) in [("tax", totals.tax), ("shipping", totals.shipping)] {
      let statuses = Default.table.text.column("status")
      let sum = zip(statuses, Default.table.text.column(name)).reduce(0) { sum, cell in
        cell.0 == "paid" || cell.0 == "refunded" ? sum + OrderTable.cents(cell.1) : sum
      }
      #expect(sum == expected, "\(name)")
    }
  }

  @Test("no line is refunded by more than was asked for it, and a refunded order keeps nothing")
  func refunds() {
    for order in orders {
      #expect(order.lines.allSatisfy { $0.net >= 0 && $0.refund >= 0 && $0.discount >= 0 })
      if order.status == "refunded" { #expect(order.lines.allSatisfy { $0.net == 0 }) }
      if order.status == "paid" && order.lines.contains(where: { $0.gross > 0 }) { #expect(order.net > 0) }
    }
    let dates = zip(Default.table.text.column("refund"), Default.table.text.column("refunded_at"))
    #expect(dates.allSatisfy { $0.isEmpty == $1.isEmpty })
    #expect(Default.table.text.column("refunded_at").allSatisfy { $0.prefix(10) <= "2026-06-30" })
  }

  @Test("purchases, funnel and net of every person; people without a valid order have none")
  func people() {
    for person in truth.people {
      let purchases = Default.purchases[person.id] ?? []
      #expect(purchases.count == person.purchases, "\(person.id)")
      #expect(purchases.reduce(0) { $0 + $1.net } == person.net, "\(person.id)")
      #expect(purchases.first?.day == person.firstPurchase, "\(person.id)")
      #expect(purchases.last?.day == person.lastPurchase, "\(person.id)")
    }
    #expect(truth.funnel == (1...5).map { steps in Default.purchases.values.count { $0.count >= steps } })
    #expect(truth.people.reduce(0) { $0 + $1.net } == truth.totals.netIdentified)
    var days: [String: Set<Day>] = [:]
    for order in orders where order.isValid && !order.account.isEmpty {
      days[order.account, default: []].insert(order.day)
    }
    #expect(truth.accountFunnel == (1...5).map { steps in days.values.count { $0.count >= steps } })
  }

  @Test("net by month")
  func months() {
    var months = [Int](repeating: 0, count: 36)
    for order in orders where order.counts {
      let date = order.day.fields
      months[(date.year - 2023) * 12 + date.month - 7] += order.net
    }
    #expect(truth.netByMonth == months)
  }

  @Test("orders stand in the order in which they came, the last on the last day")
  func order() {
    #expect(zip(orders, orders.dropFirst()).allSatisfy { $0.orderedAt <= $1.orderedAt })
    #expect(orders.last?.day == truth.lastDay)
    #expect((orders.first?.day ?? truth.lastDay) >= truth.firstDay)
  }

  @Test(
    "every other shop adds up as well",
    arguments: [
      DemoShop.Options(customers: 400, seed: 9), DemoShop.Options(customers: 400, seed: 10, locale: .zh),
    ])
  func others(options: DemoShop.Options) {
    let shop = DemoShop(options)
    let counted = OrderTable(shop.ordersCSV()).orders.filter(\.counts)
    #expect(counted.reduce(0) { $0 + $1.net } == shop.truth.totals.net)
    #expect(counted.reduce(0) { $0 + $1.discounts } == shop.truth.totals.discounts)
  }
}
