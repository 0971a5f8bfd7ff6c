import Ledger

extension Formats {
  private static func side(
    _ side: SideKind, _ title: String, _ signature: [[String]], excludes: [String] = [], _ columns: [Column],
    notes: [String] = []
  ) -> FileKind {
    FileKind(
      id: "plain-" + side.rawValue.filter { $0 != "_" }, platform: "Plain shop folder", title: title, role: .side(side),
      signature: signature, excludes: excludes, headers: columns.map(\.plainName),
      columns: columns.map { ($0, [$0.plainName]) }, notes: notes)
  }

  private static let orderColumns = Field.allCases.map { Column($0) }

  /// The folder that the program writes itself, that its documentation teaches, and that a database has as tables.
  static let plainFolder: [FileKind] = [
    FileKind(
      id: "plain-orders", platform: "Plain shop folder", title: "Orders, one row per line or per order", role: .orders,
      signature: [["customer_id", "email", "phone"], ["ordered_at"]],
      headers: orderColumns.map(\.plainName), notes: ["Column order is free; columns that are unknown are passed over."]
    ),
    FileKind(
      id: "plain-lines", platform: "Plain shop folder", title: "Lines of the orders (order_lines)", role: .part,
      signature: [
        ["order_id"], ["sku", "product", "product_id"], ["unit_price", "price", "line_total", "total"],
      ],
      excludes: [
        "customer_id", "email", "phone", "name", "ordered_at", "date", "order_date", "order_purchase_timestamp",
      ],
      headers: [
        "order_id", "line", "sku", "product", "category", "quantity", "unit_price", "discount", "refund", "cost",
      ],
      columns: [
        (.orderId, ["order_id"]), (.line, ["line"]), (.sku, ["sku", "product_id"]), (.product, ["product"]),
        (.category, ["category"]), (.quantity, ["quantity", "qty"]), (.unitPrice, ["unit_price", "price"]),
        (.lineTotal, ["line_total"]), (.total, ["total"]), (.discount, ["discount"]), (.refund, ["refund"]),
        (.cost, ["cost"]),
      ], translation: PlainTranslation.self, part: .lines,
      needs: (["plain-orders"], "the orders with customer_id and ordered_at"),
      notes: ["Neither customer nor date: needs the orders."]),
    side(
      .customers, "Customers",
      [["customer_id", "email", "phone"], ["name", "since", "birthday", "accepts_marketing", "tags"]],
      excludes: [
        "ordered_at", "order_id", "order_date", "date", "total", "amount", "quantity", "price", "unit_price", "sku",
        "at",
        "campaign", "status", "paid_at",
      ],
      [
        .customerId, .name, .email, .phone, .region, .city, .country, .channel, .since, .birthday, .acceptsMarketing,
        .tags,
      ]),
    side(
      .products, "Products", [["sku"], ["product", "category"], ["price", "cost"]],
      excludes: ["customer_id", "ordered_at", "order_id", "at"], [.sku, .product, .category, .price, .cost]),
    side(
      .visits, "Visits", [["at"], ["session_id", "page", "event", "seconds"], ["customer_id", "session_id"]],
      excludes: ["order_id"], [.customerId, .sessionId, .at, .page, .sku, .seconds, .event]),
    side(
      .enquiries, "Enquiries", [["customer_id"], ["sku"], ["at"], ["kind"]], excludes: ["order_id"],
      [.customerId, .sku, .at, .kind, .note]),
    side(.stock, "Stock", [["sku"], ["at"], ["level"]], excludes: ["customer_id"], [.sku, .at, .level]),
    side(
      .campaigns, "Campaigns", [["campaign"], ["starts"]], excludes: ["customer_id"],
      [.campaign, .starts, .days, .cost, .code, .channel]),
    side(
      .campaignMembers, "Who belongs to a campaign", [["campaign"], ["customer_id"], ["control", "contacted_at"]],
      [.campaign, .customerId, .control, .contactedAt]),
    side(
      .spend, "Spend on winning customers, by month", [["month"], ["amount"]], excludes: ["customer_id"],
      [.month, .channel, .amount]),
    side(
      .costs, "Costs of products", [["sku"], ["cost"]],
      excludes: ["customer_id", "order_id", "price", "product", "category", "campaign", "ordered_at"],
      [.sku, .date, .cost, .amount], notes: ["By product, or by date where there is an amount."]),
    side(
      .rates, "Exchange rates", [["date"], ["currency"], ["rate"]], excludes: ["customer_id"],
      [.date, .currency, .rate]),
  ]
}
