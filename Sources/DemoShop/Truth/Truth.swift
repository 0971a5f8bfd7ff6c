import Ledger

extension DemoShop {
  /// What is known to be true of a demo shop: the planted effects with their parameters, and what came of them.
  ///
  /// Money is in minor units (cents, fen). A purchase is all valid orders of one person on one day, as in DEFINITIONS
  /// B.0; a person with two accounts is one person here.
  public struct Truth: Sendable {
    /// The first day of the shop; its first order may be later.
    public let firstDay: Day
    /// The day of the last order.
    public let lastDay: Day
    /// The currency of all amounts.
    public let currency: String
    /// What the order file adds up to.
    public let totals: Totals
    /// Every person, in the order of their account numbers.
    public let people: [Person]
    /// The number of accounts with at least 1, 2, 3, 4 and 5 purchases: the funnel for those who do not join accounts.
    public let accountFunnel: [Int]
    /// Net revenue by month, by order date, from the first month of the shop to the last.
    public let netByMonth: [Int]
    /// Parameters of the occasional buyers' purchases.
    public let process: Process
    /// Products bought together.
    public let pairs: [Pair]
    /// Products that lead to others.
    public let sequences: [Sequence]
    /// Products bought again and again, with the days that one lasts.
    public let staples: [Staple]
    /// Products that sell better in one region.
    public let localFavourites: [LocalFavourite]
    /// Regions by the month in which iced tea begins to sell there.
    public let icedTeaSeason: [SeasonStart]
    /// Campaigns with their true effect.
    public let campaigns: [CampaignEffect]
    /// Spans without stock.
    public let stockOuts: [StockOut]
    /// People who looked at one product again and again in the last week, and did not buy it.
    public let repeatViewers: [RepeatViewer]

    init(_ options: Options, history: TradeHistory, catalogue: Catalogue) {
      let purchases = PurchaseBook(history)
      firstDay = ShopCalendar.firstDay
      lastDay = ShopCalendar.lastDay
      currency = options.locale == .zh ? "CNY" : "EUR"
      totals = Totals(history.orders, costs: catalogue.costs)
      people = history.people.indices.map { Person($0, history: history, purchases: purchases) }
      accountFunnel = Self.accountFunnel(history.orders)
      netByMonth = Self.netByMonth(history.orders)
      process = Process(
        r: Population.process.r, alpha: Population.process.alpha, a: Population.process.a, b: Population.process.b)
      pairs = zip(Planted.pairs, catalogue.pairs).map { planted, indices in
        Pair(
          first: planted.first, second: planted.second, probability: planted.probability,
          counts: purchases.together(indices.first, indices.second))
      }
      sequences = zip(Planted.sequences, catalogue.sequences).map { planted, indices in
        Sequence(
          first: planted.first, second: planted.second, probability: planted.probability,
          counts: purchases.followed(indices.first, indices.second, within: Planted.sequenceWindow))
      }
      staples = Planted.staples.map { Staple(sku: $0.sku, days: $0.days) }
      localFavourites = Planted.local.map { LocalFavourite(region: $0.region, sku: $0.sku, factor: $0.factor) }
      icedTeaSeason = Place.all.map { place in
        SeasonStart(region: place.region, month: (Planted.iced(place.climate).firstIndex { $0 > 1 } ?? 0) + 1)
      }
      campaigns = Campaign.all.indices.map { CampaignEffect($0, members: history.members, purchases: purchases) }
      stockOuts = Planted.stockOuts.map { out in
        StockOut(
          sku: out.sku, from: ShopCalendar.day(out.days.lowerBound),
          restocked: out.restocked ? ShopCalendar.day(out.days.upperBound + 1) : nil)
      }
      repeatViewers = WindowShopping(options, history: history, catalogue: catalogue).viewers.map {
        RepeatViewer(customer: history.people[$0.person].id, sku: catalogue.products[$0.product].sku)
      }
    }

    /// The account numbers of the people with a profile.
    public func customers(_ profile: Profile) -> [String] {
      people.filter { $0.profile == profile }.map(\.id)
    }

    /// The number of people with at least 1, 2, 3, 4 and 5 purchases (DEFINITIONS B.1).
    public var funnel: [Int] {
      (1...5).map { steps in people.count { $0.purchases >= steps } }
    }

    private static func accountFunnel(_ orders: [Order]) -> [Int] {
      var purchases: [Int: Int] = [:]
      var lastDay: [Int: Int] = [:]
      for order in orders where order.isValid {
        guard let person = order.person else { continue }
        let account = person * 2 + (order.usesSecondAccount ? 1 : 0)
        if lastDay.updateValue(order.day, forKey: account) != order.day { purchases[account, default: 0] += 1 }
      }
      return (1...5).map { steps in purchases.values.count { $0 >= steps } }
    }

    private static func netByMonth(_ orders: [Order]) -> [Int] {
      var months: [Int] = []
      let first = ShopCalendar.firstDay.fields
      for order in orders where order.isCounted {
        let date = ShopCalendar.day(order.day).fields
        let month = (date.year - first.year) * 12 + date.month - first.month
        while months.count <= month { months.append(0) }
        months[month] += order.net
      }
      return months
    }
  }
}
