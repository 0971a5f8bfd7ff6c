import Ledger

/// Weights of the five-dimension value (DEFINITIONS B.10), and S004's simple way beside it.
public struct ValueRule: Hashable, Sendable {
  /// How much current, future, credit, loyalty and growth weigh: `value.weights`; at least one above zero.
  public var weights = [30, 25, 15, 20, 10]
  /// The simple way: valuable is who spent this much, in whole units of the currency, or bought this often in the
  /// window: `value.simple`; `nil` is off.
  public var simple: Simple?

  /// Bounds of the simple way; one of them is enough.
  public struct Simple: Hashable, Sendable {
    /// Net in whole units of the currency.
    public var net: Int
    /// Purchases.
    public var purchases: Int

    /// Bounds.
    public init(net: Int, purchases: Int) { (self.net, self.purchases) = (net, purchases) }
  }

  /// The defaults.
  public init() {}
}

extension Setting {
  /// The five-dimension value.
  static let value: [Setting] = [
    Setting(
      "value.weights", accepts: "five whole numbers from 0 to 1000, such as 30,25,15,20,10",
      offers: ["30,25,15,20,10", "20,20,20,20,20", "50,50,0,0,0"],
      "How much current, future, credit, loyalty and growth weigh in the value of a customer."
    ) {
      $0.value.weights.map(String.init).joined(separator: ",")
    } write: { settings, text in
      guard let weights = numbers(text, count: 5, in: 0...1_000), weights.contains(where: { $0 > 0 }) else {
        return false
      }
      settings.value.weights = weights
      return true
    },
    Setting(
      "value.simple", accepts: "off, or net and purchases such as 1000,5", offers: ["off", "500,3", "1000,5"],
      "Marks as valuable who spent so much, or bought so often, in the window."
    ) {
      $0.value.simple.map { "\($0.net),\($0.purchases)" } ?? "off"
    } write: { settings, text in
      if bare(text) == "off" {
        settings.value.simple = nil
        return true
      }
      guard let numbers = numbers(text, count: 2, in: 1...1_000_000_000) else { return false }
      settings.value.simple = .init(net: numbers[0], purchases: numbers[1])
      return true
    },
  ]
}
