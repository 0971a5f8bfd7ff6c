import Ledger

/// What the states of an order mean, word by word.
enum StatusWords {
  /// What a status says of an order's money.
  enum Meaning: Sendable, Equatable {
    /// The cell is empty.
    case nothing
    /// The order counts.
    case valid
    /// Cancelled, voided, or failed.
    case cancelled
    /// Not paid yet.
    case unpaid
    /// Paid, and all of it given back.
    case refunded
    /// Paid in a till's sense, cancelled in a marketplace's: see ``StatusReading``.
    case closed
    /// Words that are in no list, or that say two things.
    case unknown
  }

  /// What a status cell says.
  static func meaning(_ text: String) -> Meaning {
    let classes = StatusLexicon.shipped.classes(text)
    if classes.isEmpty { return text.contains { !$0.isWhitespace && !$0.isPunctuation } ? .unknown : .nothing }
    return meaning(classes)
  }

  /// What words of these classes say together; words that contradict each other say nothing that is known.
  private static func meaning(_ all: StatusLexicon.Classes) -> Meaning {
    let isStrange = all.contains(.strange)
    var classes = all.subtracting([.strange, .empty])
    // "done" says what is done where another word does.
    if classes != .done { classes.remove(.done) }
    if classes.remove(.paid) != nil { classes.insert(.counts) }
    let hasGoods = !classes.isDisjoint(with: [.goods, .delivered])
    if classes.contains(.refunded) {
      if !classes.isDisjoint(with: [.cancelled, .not, .unpaid, .closed]) || hasGoods { return .unknown }
      // Not given back yet, or not all of it.
      return classes.isDisjoint(with: [.waiting, .partly]) ? .refunded : .valid
    }
    if classes.contains(.cancelled) {
      if !classes.isDisjoint(with: [.not, .waiting]) || hasGoods { return .unknown }
      return classes.contains(.partly) ? .valid : .cancelled
    }
    if classes.contains(.unpaid) {
      return classes.isDisjoint(with: [.counts, .not, .closed, .partly]) && !hasGoods ? .unpaid : .unknown
    }
    if classes.contains(.closed) {
      if classes == .closed { return .closed }
      return classes.isSubset(of: [.closed, .counts, .money]) ? .valid : .unknown
    }
    if classes.contains(.waiting) {
      if hasGoods || classes.contains(.counts) { return .valid }
      if classes.contains(.money) { return .unpaid }
      return isStrange || classes != .waiting ? .unknown : .unpaid
    }
    if classes.contains(.not) {
      if hasGoods { return .valid }
      return classes.isDisjoint(with: [.money, .counts]) ? .unknown : .unpaid
    }
    if classes == .partly { return .unknown }
    return classes.isEmpty ? .unknown : .valid
  }

  /// Whether a state says that the goods are on their way or with the customer.
  static func isDelivered(_ text: String) -> Bool {
    let classes = StatusLexicon.shipped.classes(text)
    guard !classes.isDisjoint(with: [.delivered, .done]) else { return false }
    return classes.isDisjoint(with: [.not, .waiting, .partly, .cancelled, .refunded])
  }

  /// Whether a state says that an order is paid, or has come to its end.
  static func isFinished(_ text: String) -> Bool {
    !StatusLexicon.shipped.classes(text).isDisjoint(with: [.paid, .delivered, .done])
  }

  /// Whether a way of paying is one after the delivery.
  static func isPaymentLater(_ text: String) -> Bool { StatusLexicon.shipped.isPaymentLater(text) }
}
