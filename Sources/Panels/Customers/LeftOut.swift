import Analytics
import Ledger

/// The people whom the settings leave out of all figures: `customers.leave_out`.
enum LeftOut {
  /// The sentence that says who is left out; `nil` where nobody is asked to be.
  static func note(_ findings: Findings) -> String? {
    guard findings.question.settings.leaveOut == .priceOnly else { return nil }
    guard findings(PriceOnly.self).knowsDiscounts else {
      return "No file knows discounts, so no price-only customers are left out."
    }
    let history = findings(PurchaseHistory.self)
    let people = Wording.count(history.leftOut.customers, "price-only customer is", "price-only customers are")
    let total = history.identifiedNet + history.leftOut.net
    guard total > 0, history.leftOut.customers > 0 else { return people + " left out." }
    return "\(people) left out, \(Wording.percent(Double(history.leftOut.net) / Double(total))) of net."
  }

  /// Whether a customer is left out.
  static func test(_ findings: Findings) -> @Sendable (Int) -> Bool {
    guard findings.question.settings.leaveOut == .priceOnly else { return { _ in false } }
    let priceOnly = findings(PriceOnly.self)
    return { priceOnly.isPriceOnly($0) }
  }
}

extension Findings {
  /// The same question with nobody left out.
  var ofEverybody: Findings {
    guard question.settings.leaveOut != .none else { return self }
    var question = question
    question.settings.leaveOut = .none
    return asking(question)
  }
}
