import Ledger

extension FilterField {
  /// Who the customer is and where.
  static let who: [FilterField] = [
    FilterField(
      "customer", "Customer", .text, "What identifies the customer: account, else e-mail address, else phone",
      example: "customer = 17850"
    ) { .texts($0.ledger.customers.key) },
    FilterField(
      "name", "Name", .text, "Name as it was last written", example: "name contains \"li\"", lacks: column { $0.name }
    ) { .texts($0.ledger.customers.name) },
    FilterField(
      "email", "E-mail", .text, "E-mail address as it was last written", example: "email ends with \"@example.com\"",
      lacks: column { $0.email }
    ) { .texts($0.ledger.customers.email) },
    FilterField(
      "phone", "Phone", .text, "Phone number as it was last written", example: "phone is missing",
      lacks: column { $0.phone }
    ) { .texts($0.ledger.customers.phone) },
    FilterField(
      "region", "Region", .text, "Region, province or state of the latest order", example: "region in (广东, 浙江)",
      lacks: category { $0.region }
    ) { .categories($0.ledger.customers.region) },
    FilterField(
      "city", "City", .text, "City of the latest order", example: "city = Berlin", lacks: category { $0.city }
    ) { .categories($0.ledger.customers.city) },
    FilterField(
      "country", "Country", .text, "Country of the latest order", example: "country != \"United Kingdom\"",
      lacks: category { $0.country }
    ) { .categories($0.ledger.customers.country) },
    FilterField(
      "channel", "Channel", .text, "Sales channel of the first order", example: "channel = web",
      lacks: category { $0.channel }
    ) { .categories($0.ledger.customers.channel) },
  ]

  private static func column(
    _ column: @escaping @Sendable (CustomerTable) -> TextColumn
  ) -> @Sendable (Ledger, AnalyticsSettings) -> String? {
    { ledger, _ in column(ledger.customers).isPresent ? nil : "the files have no such column" }
  }

  private static func category(
    _ column: @escaping @Sendable (CustomerTable) -> CategoryColumn
  ) -> @Sendable (Ledger, AnalyticsSettings) -> String? {
    { ledger, _ in column(ledger.customers).isPresent ? nil : "the files have no such column" }
  }
}
