/// A campaign with a frozen audience, a hold-out and a true effect.
struct Campaign: Sendable {
  let name: String
  let start: Int
  /// The days in which a purchase counts for it.
  let days: Int
  /// Cost per contact in euro cents.
  let contactCost: Int
  let code: String
  let channel: String
  /// The chance that a contacted person makes a purchase that would not have happened otherwise.
  let extraPurchase: Double

  /// The share of the audience that is not contacted.
  static let holdOut = 0.2

  /// All campaigns, in time order: with effect, without, with, and one that is still running on the last day.
  static let all = [
    Campaign(
      name: "Spring win-back 2025", start: ShopCalendar.offset(2025, 3, 10), days: 30, contactCost: 35,
      code: "BACK25", channel: "sms", extraPurchase: 0.20),
    Campaign(
      name: "Autumn letter 2025", start: ShopCalendar.offset(2025, 9, 22), days: 30, contactCost: 90,
      code: "AUTUMN25", channel: "letter", extraPurchase: 0),
    Campaign(
      name: "New Year 2026", start: ShopCalendar.offset(2026, 1, 5), days: 30, contactCost: 10,
      code: "NEWYEAR26", channel: "email", extraPurchase: 0.12),
    Campaign(
      name: "Summer 2026", start: ShopCalendar.offset(2026, 6, 15), days: 30, contactCost: 10,
      code: "SUMMER26", channel: "email", extraPurchase: 0.10),
  ]
}

/// Somebody in the audience of a campaign.
struct CampaignMember: Sendable {
  let campaign: Int
  let person: Int
  let isControl: Bool
}
