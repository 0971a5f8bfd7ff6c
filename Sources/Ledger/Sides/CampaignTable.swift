/// Campaigns, one row each.
public struct CampaignTable: Sendable {
  /// Name.
  public let name: TextColumn
  /// First day.
  public let starts: [Int32]
  /// Length in days; 0 where not given.
  public let days: [Int32]
  /// Cost in minor units of the ledger's currency.
  public let cost: MoneyColumn
  /// Discount code; empty where not given.
  public let code: TextColumn
  /// Channel.
  public let channel: CategoryColumn

  /// A table over columns of the same length.
  public init(
    name: TextColumn, starts: [Int32], days: [Int32], cost: MoneyColumn, code: TextColumn = .empty,
    channel: CategoryColumn = .empty
  ) {
    (self.name, self.starts, self.days, self.cost, self.code, self.channel) = (name, starts, days, cost, code, channel)
  }

  /// Number of campaigns.
  public var count: Int { starts.count }
}

/// The people of the campaigns, one row each.
public struct CampaignMemberTable: Sendable {
  /// The campaign, as a position in `CampaignTable`; campaigns that are not in that file are strangers.
  public let campaign: LinkColumn
  /// The person.
  public let customer: LinkColumn
  /// Whether the person was held out: not contacted, to compare with.
  public let isControl: [Bool]
  /// Local day of the contact; `Sides.noDay` where not given.
  public let contactedDay: [Int32]
  /// Seconds since local midnight of the contact, -1 where no time is given.
  public let contactedSecond: [Int32]

  /// A table over columns of the same length.
  public init(
    campaign: LinkColumn, customer: LinkColumn, isControl: [Bool], contactedDay: [Int32], contactedSecond: [Int32]
  ) {
    self.campaign = campaign
    self.customer = customer
    (self.isControl, self.contactedDay, self.contactedSecond) = (isControl, contactedDay, contactedSecond)
  }

  /// Number of rows.
  public var count: Int { isControl.count }
}

/// Spending on acquisition, one row per month and channel.
public struct SpendTable: Sendable {
  /// First day of the month.
  public let month: [Int32]
  /// Channel; empty where the file does not tell channels apart.
  public let channel: CategoryColumn
  /// Amount in minor units of the ledger's currency.
  public let amount: MoneyColumn

  /// A table over columns of the same length.
  public init(month: [Int32], channel: CategoryColumn = .empty, amount: MoneyColumn) {
    (self.month, self.channel, self.amount) = (month, channel, amount)
  }

  /// Number of rows.
  public var count: Int { month.count }
}

/// Exchange rates, in the order of the file.
public struct RateTable: Sendable {
  /// Day from which the rate holds.
  public let day: [Int32]
  /// ISO 4217 code.
  public let currency: CategoryColumn
  /// One unit of the currency in the shop's currency.
  public let rate: DecimalColumn

  /// A table over columns of the same length.
  public init(day: [Int32], currency: CategoryColumn, rate: DecimalColumn) {
    (self.day, self.currency, self.rate) = (day, currency, rate)
  }

  /// Number of rates.
  public var count: Int { day.count }
}
