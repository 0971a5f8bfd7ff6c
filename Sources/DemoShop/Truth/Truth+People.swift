import Ledger

extension DemoShop.Truth {
  /// The parameters of an MBG/NBD purchase process (DEFINITIONS part D).
  ///
  /// Sequences and campaigns put some purchases on top of it.
  public struct Process: Sendable, Hashable {
    /// Shape of the gamma distribution of purchase rates.
    public let r: Double
    /// Its rate, in days of average season.
    public let alpha: Double
    /// First parameter of the beta distribution of the chance to leave after a purchase, the first included.
    public let a: Double
    /// Second parameter of that distribution.
    public let b: Double
  }

  /// One person of the shop.
  public struct Person: Sendable, Hashable {
    /// How two accounts of one person can be recognised.
    public enum Evidence: String, Sendable { case email, phone }

    /// The first account.
    public let id: String
    /// The second account, for those who registered twice.
    public let secondID: String?
    /// What both accounts share.
    public let evidence: Evidence?
    /// The kind of buyer.
    public let profile: DemoShop.Profile
    /// The day of the last purchase, for those who have left for good.
    public let droppedOut: Day?
    /// Days between purchases for profiles with a rhythm, otherwise nil.
    public let rhythm: Double?
    /// The number of purchases: days with a valid order.
    public let purchases: Int
    /// The first day with a valid order.
    public let firstPurchase: Day?
    /// The last day with a valid order.
    public let lastPurchase: Day?
    /// Net revenue in minor units, over all orders.
    public let net: Int

    init(_ index: Int, history: TradeHistory, purchases book: PurchaseBook) {
      let person = history.people[index]
      let purchases = book.purchases(of: index)
      id = person.id
      secondID = person.second.map { AccountNumber.text($0.number) }
      evidence = person.second.map { $0.email == person.email ? .email : .phone }
      profile = person.profile
      droppedOut = history.droppedOut[index].map(ShopCalendar.day)
      rhythm = person.rhythm > 0 ? person.rhythm : nil
      self.purchases = purchases.count
      firstPurchase = purchases.first.map { ShopCalendar.day($0.day) }
      lastPurchase = purchases.last.map { ShopCalendar.day($0.day) }
      net = purchases.reduce(0) { $0 + $1.net }
    }
  }
}
