import Canvas
import Ledger

/// The head of an order: who, when, what state, how its net comes about, and what was given back later.
struct OrderFigure: Drawing {
  let ledger: Ledger
  let order: Int
  /// Positions in the ledger's refund table.
  let refunds: [Int]
  let lines: Int

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    var blocks = [FactBlock(heading: "Order", facts: head), FactBlock(heading: "Amounts", facts: amounts)]
    if !refunds.isEmpty { blocks.append(FactBlock(heading: "Given back", facts: givenBack)) }
    let together = blocks.reduce(-4) { $0 + $1.width + 4 } <= rect.width
    if !together, rect.height < blocks.reduce(-1, { $0 + $1.height + 1 }) {
      short(on: &canvas, in: rect)
    } else {
      FactBlock.draw(blocks, on: &canvas, in: rect)
    }
  }

  /// Where blocks find no room: a line that says who and when, and a line of amounts.
  private func short(on canvas: inout Canvas, in rect: Rect) {
    let who = customer ?? "without a customer"
    let state = OrderState.words(ledger.orders, order)
    var lines = ["\(moment) · \(who) · \(state)", equation]
    lines += givenBack.map { "\($0.label) \($0.value) \($0.remark)" }
    for (index, line) in lines.prefix(rect.height).enumerated() {
      canvas.write(line, index == 0 ? .textStrong : .text, x: rect.x, y: rect.y + index, maxWidth: rect.width)
    }
  }

  private var equation: String {
    let orders = ledger.orders
    let net = orders.gross[order] - orders.discount[order] - orders.refund[order]
    return [
      "net \(Wording.money(net, ledger.currency)) = \(ledger.money(orders.gross[order]).grouped)",
      "− \(ledger.money(orders.discount[order]).grouped) − \(ledger.money(orders.refund[order]).grouped)",
    ].joined(separator: " ")
  }

  private var customer: String? { ledger.customer(of: order).map { ledger.customers.label($0) } }

  private var moment: String {
    let day = ledger.orders.date(order).description
    guard order < ledger.orders.second.count else { return day }
    let second = Int(ledger.orders.second[order])
    return day + " " + Digits.padded(second / 3_600, 2) + ":" + Digits.padded(second / 60 % 60, 2)
  }

  private var head: [FactBlock.Fact] {
    let orders = ledger.orders
    var facts: [FactBlock.Fact] = []
    if !orders.id[order].isEmpty { facts.append(.init(label: "number", value: orders.id[order], role: .textStrong)) }
    facts.append(.init(label: "placed", value: moment))
    facts.append(.init(label: "customer", value: customer ?? "not given", role: customer == nil ? .missing : .text))
    facts.append(
      .init(
        label: "state", value: OrderState.words(orders, order), role: OrderState.role(orders, order) ?? .good))
    facts.append(.init(label: "lines", value: Digits.grouped(lines)))
    for (label, value) in [
      ("region", orders.region[order]), ("channel", orders.channel[order]), ("coupon", orders.coupon[order]),
    ] where !value.isEmpty { facts.append(.init(label: label, value: value)) }
    return facts
  }

  private var amounts: [FactBlock.Fact] {
    let orders = ledger.orders
    let net = orders.gross[order] - orders.discount[order] - orders.refund[order]
    let amount = { (label: String, minor: Int64, role: Role) in
      FactBlock.Fact(label: label, value: ledger.money(minor).grouped, role: role, isFigure: true)
    }
    var facts = [
      amount(Wording.head("gross", ledger.currency), orders.gross[order], .text),
      amount("− discounts", orders.discount[order], .text),
      amount("− refunds", orders.refund[order], orders.refund[order] > 0 ? .warn : .text),
      amount("= net", net, .textStrong),
    ]
    let (tax, shipping) = (orders.tax[order], orders.shipping[order])
    if tax != 0 { facts.append(amount("+ tax", tax, .textMuted)) }
    if shipping != 0 { facts.append(amount("+ shipping", shipping, .textMuted)) }
    if tax != 0 || shipping != 0 { facts.append(amount("= in all", net + tax + shipping, .text)) }
    return facts
  }

  private var givenBack: [FactBlock.Fact] {
    refunds.sorted { ledger.refunds.day[$0] < ledger.refunds.day[$1] }.map { refund in
      let table = ledger.refunds
      let line = Int(table.line[refund])
      let product = line < ledger.lines.count ? ledger.products.label(Int(ledger.lines.product[line])) : ""
      let pieces = table.quantity[refund] > 0 ? "\(Digits.grouped(Int(table.quantity[refund]))) × " : ""
      return FactBlock.Fact(
        label: Day(rawValue: table.day[refund]).description, value: ledger.money(table.amount[refund]).grouped,
        role: .warn, isFigure: true,
        remark: [pieces + product, table.id[refund]].filter { !$0.isEmpty }.joined(separator: " · "))
    }
  }
}
