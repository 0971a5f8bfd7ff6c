/// What the generator plants for the analyses to find.
enum Planted {
  /// Two products that go into one basket: who takes the first also takes the second with this probability.
  static let pairs: [(first: String, second: String, probability: Double)] = [
    ("GRN-06", "TWR-06", 0.32), ("GRN-01", "TWR-02", 0.22), ("COF-01", "SNK-01", 0.24),
    ("GEA-04", "CAR-01", 0.55), ("BLK-03", "SNK-06", 0.28), ("KIT-03", "KIT-12", 0.40),
  ]

  /// Who buys the first buys the second in a later purchase within 90 days with this probability.
  static let sequences: [(first: String, second: String, probability: Double)] = [
    ("GEA-01", "CAR-02", 0.60), ("TWR-01", "BLK-07", 0.50), ("GEA-02", "CAR-05", 0.45), ("TWR-05", "GRN-06", 0.55),
  ]

  /// The window of `sequences`, in days.
  static let sequenceWindow = 90

  /// Goods that run out: the product and the days until it is bought again.
  static let staples: [(sku: String, days: Double)] = [
    ("COF-01", 32), ("BLK-01", 44), ("CAR-06", 58), ("GRN-01", 50), ("COF-11", 36), ("GRN-11", 54),
  ]

  /// Products that sell better in one region than elsewhere, by this factor.
  static let local: [(region: String, sku: String, factor: Double)] = [
    ("广东", "BLK-07", 4), ("浙江", "GRN-01", 3), ("福建", "BLK-10", 4), ("云南", "BLK-06", 5), ("Leinster", "BLK-01", 3),
    ("Île-de-France", "COF-02", 3), ("Hamburg", "BLK-02", 4),
  ]

  /// Monthly factor of iced tea, January to December, by climate: the season starts in March in the south, in April
  /// in the middle and in June in the north.
  static func iced(_ climate: Place.Climate) -> [Double] {
    switch climate {
    case .south: [0.15, 0.3, 1.9, 2.4, 2.6, 2.5, 2.0, 1.3, 0.6, 0.2, 0.1, 0.1]
    case .middle: [0.1, 0.1, 0.3, 1.7, 2.3, 2.8, 2.6, 1.9, 0.6, 0.2, 0.1, 0.1]
    case .north: [0.1, 0.1, 0.1, 0.2, 0.5, 2.6, 3.4, 2.8, 0.7, 0.2, 0.1, 0.1]
    }
  }

  /// Monthly factor of gifts, January to December: before Christmas, or before Mid-Autumn and the Spring Festival.
  static func gift(inChina: Bool) -> [Double] {
    inChina
      ? [3.6, 1.6, 0.3, 0.3, 0.5, 0.5, 0.3, 0.8, 2.4, 0.4, 0.6, 1.4]
      : [0.4, 0.5, 0.5, 0.5, 0.6, 0.4, 0.3, 0.3, 0.4, 0.7, 2.4, 4.2]
  }

  /// Monthly factor of winter goods, January to December.
  static let winter = [1.8, 1.5, 1.0, 0.6, 0.4, 0.3, 0.2, 0.3, 0.7, 1.2, 1.9, 2.2]

  /// Products that were out of stock: from the first day without to the day of restocking (nil: still out).
  static let stockOuts: [(sku: String, days: ClosedRange<Int>, restocked: Bool)] = [
    ("BLK-11", ShopCalendar.offset(2025, 2, 3)...ShopCalendar.offset(2025, 3, 9), true),
    ("HRB-01", ShopCalendar.offset(2025, 7, 7)...ShopCalendar.offset(2025, 7, 30), true),
    ("GFT-01", ShopCalendar.offset(2025, 12, 1)...ShopCalendar.offset(2025, 12, 12), true),
    ("COF-03", ShopCalendar.offset(2026, 3, 20)...ShopCalendar.offset(2026, 4, 19), true),
    ("TWR-03", ShopCalendar.offset(2026, 5, 18)...ShopCalendar.offset(2026, 6, 26), true),
    ("GRN-05", ShopCalendar.offset(2026, 6, 1)...ShopCalendar.offset(2026, 6, 28), true),
    ("SNK-03", ShopCalendar.offset(2026, 6, 15)...ShopCalendar.last, false),
  ]
}
