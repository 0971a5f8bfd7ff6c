import Ledger

extension DemoShop.Truth {
  /// Two products that are bought together (DEFINITIONS B.14), counted over the purchases of known people.
  public struct Pair: Sendable, Hashable {
    /// The product that is taken first.
    public let first: String
    /// The product that joins it.
    public let second: String
    /// The planted chance that it joins.
    public let probability: Double
    /// Purchases with at least one line that was kept.
    public let baskets: Int
    /// Purchases with the first, with the second, and with both.
    public let withFirst: Int
    /// Purchases with the second.
    public let withSecond: Int
    /// Purchases with both.
    public let withBoth: Int
    /// Purchases with both × baskets ÷ (purchases with the first × purchases with the second).
    public var lift: Double { Double(withBoth * baskets) / Double(max(1, withFirst * withSecond)) }

    init(first: String, second: String, probability: Double, counts: PurchaseBook.Together) {
      self.first = first
      self.second = second
      self.probability = probability
      baskets = counts.all
      withFirst = counts.first
      withSecond = counts.second
      withBoth = counts.both
    }
  }

  /// A product that leads to another within 90 days (DEFINITIONS B.15).
  public struct Sequence: Sendable, Hashable {
    /// The product bought first.
    public let first: String
    /// The product bought later.
    public let second: String
    /// The planted chance; purchases that happen anyway come on top, those that are given back are lost.
    public let probability: Double
    /// People whose first purchase of the first product is at least 90 days old.
    public let base: Int
    /// Those of them who bought the second within 90 days.
    public let hits: Int

    init(first: String, second: String, probability: Double, counts: (base: Int, hits: Int)) {
      self.first = first
      self.second = second
      self.probability = probability
      base = counts.base
      hits = counts.hits
    }
  }

  /// A product that is bought again when it is used up.
  public struct Staple: Sendable, Hashable {
    /// The product.
    public let sku: String
    /// The days that one lasts, before a person's own pace.
    public let days: Double
  }

  /// A product that sells better in one region (DEFINITIONS B.21).
  public struct LocalFavourite: Sendable, Hashable {
    /// The region.
    public let region: String
    /// The product.
    public let sku: String
    /// How much likelier it is picked there than elsewhere.
    public let factor: Double
  }

  /// The month in which a season begins in a region.
  public struct SeasonStart: Sendable, Hashable {
    /// The region.
    public let region: String
    /// 1 for January.
    public let month: Int
  }

  /// A span without stock (DEFINITIONS B.19).
  public struct StockOut: Sendable, Hashable {
    /// The product.
    public let sku: String
    /// The first day without it.
    public let from: Day
    /// The day on which it came back, or nil where it is still out.
    public let restocked: Day?
  }

  /// A person who looks at one product again and again and does not buy it (DEFINITIONS B.20).
  public struct RepeatViewer: Sendable, Hashable {
    /// The account.
    public let customer: String
    /// The product.
    public let sku: String
  }

  /// A campaign, its true effect, and what came of it (DEFINITIONS B.17).
  public struct CampaignEffect: Sendable, Hashable {
    /// The name in the campaign files.
    public let name: String
    /// Its first day.
    public let starts: Day
    /// The days in which a purchase counts for it.
    public let days: Int
    /// The chance that a contacted person makes a purchase that would not have happened otherwise.
    public let extraPurchase: Double
    /// People who were contacted.
    public let contacted: Int
    /// Those of them with a purchase in the window.
    public let contactedBuyers: Int
    /// People of the audience who were held out.
    public let heldOut: Int
    /// Those of them with a purchase in the window.
    public let heldOutBuyers: Int

    init(_ index: Int, members: [CampaignMember], purchases: PurchaseBook) {
      let campaign = Campaign.all[index]
      let window = (campaign.start + 1)...(campaign.start + campaign.days)
      var people = [0, 0]
      var buyers = [0, 0]
      for member in members where member.campaign == index {
        let group = member.isControl ? 1 : 0
        people[group] += 1
        if purchases.purchases(of: member.person).contains(where: { window.contains($0.day) }) { buyers[group] += 1 }
      }
      name = campaign.name
      starts = ShopCalendar.day(campaign.start)
      days = campaign.days
      extraPurchase = campaign.extraPurchase
      contacted = people[0]
      contactedBuyers = buyers[0]
      heldOut = people[1]
      heldOutBuyers = buyers[1]
    }
  }
}
