import Canvas
import Ledger

/// What an order counts for, in a word.
enum OrderState {
  /// `paid`, `part refunded`, `refunded`, `zero value`, `cancelled`, `unpaid` or `refund`.
  static func words(_ orders: OrderTable, _ order: Int) -> String {
    switch OrderStatus(rawValue: orders.status[order]) {
    case .cancelled: return "cancelled"
    case .unpaid: return "unpaid"
    case .refundOnly: return "refund"
    case .valid, .none: break
    }
    if orders.refund[order] > 0 { return orders.net(order) > 0 ? "part refunded" : "refunded" }
    return orders.net(order) > 0 ? "paid" : "zero value"
  }

  /// What the order counts for, in a sentence.
  static func meaning(_ orders: OrderTable, _ order: Int) -> String {
    switch words(orders, order) {
    case "cancelled": "Cancelled, voided or failed: counts nowhere."
    case "unpaid": "Not paid: counts nowhere."
    case "refund": "A refund that found no earlier order: lowers net on its own day, is no purchase."
    case "refunded": "Fully refunded: stays in the list, is no purchase."
    case "part refunded": "A purchase; what was refunded belongs to this order, whenever it was made."
    case "zero value": "Worth nothing: stays in the list, is no purchase."
    default: "A purchase."
    }
  }

  /// The role in which the word is drawn.
  static func role(_ orders: OrderTable, _ order: Int) -> Role? {
    switch words(orders, order) {
    case "paid": nil
    case "part refunded": .warn
    case "zero value": .missing
    default: .bad
    }
  }

  /// What names the order: its number, else its day.
  static func title(_ orders: OrderTable, _ order: Int) -> String {
    let id = orders.id[order]
    return "Order " + (id.isEmpty ? orders.date(order).description : id)
  }
}
