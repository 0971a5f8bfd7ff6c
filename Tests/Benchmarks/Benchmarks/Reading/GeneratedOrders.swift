/// Order lines made up from a seed: orders of one to some lines, skewed customers and products, prices with two
/// decimals, some discounts, some quoted regions.
enum GeneratedOrders {
  /// Delimited text with a header and this many rows.
  static func text(rows: Int, seed: UInt64 = 7) -> [UInt8] {
    var state = seed
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let regions = ["EMEA", "APAC", "NORAM", "LATAM", "\"Benelux, incl. LU\"", "\"Quebec \"\"QC\"\", CA\""]
    var bytes = Array("order_id,customer_id,ordered_at,sku,quantity,unit_price,discount,region\n".utf8)
    bytes.reserveCapacity(rows * 72)
    var order = 10_000_000
    var head = ""
    var region = ""
    for row in 0..<rows {
      if row == 0 || random(2) == 0 {
        order += 1
        let customer = min(random(max(1, rows / 20)), random(max(1, rows / 20)))
        let day = row * 1_094 / rows
        head =
          "\(order),C\(padded(customer, 7)),\(2023 + day / 365)-\(padded(day % 365 / 31 + 1, 2))-"
          + "\(padded(day % 28 + 1, 2))T\(padded(row % 24, 2)):\(padded(row % 60, 2)):00Z,"
        region = regions[random(20) == 0 ? 4 + random(2) : random(4)]
      }
      let cents = 199 + random(19_800)
      let discount = random(4) == 0 ? random(150) : 0
      let line =
        head + "SKU-\(padded(min(random(5_000), random(5_000)), 5)),\(1 + random(3) * random(3)),"
        + "\(cents / 100).\(padded(cents % 100, 2)),\(discount / 100).\(padded(discount % 100, 2)),\(region)\n"
      bytes.append(contentsOf: line.utf8)
    }
    return bytes
  }
}
