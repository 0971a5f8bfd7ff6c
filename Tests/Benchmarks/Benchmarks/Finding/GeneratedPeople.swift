import Ledger

/// A shop of generated people, the same for every run.
struct GeneratedPeople {
  private(set) var ledger = Ledger.empty
  private(set) var net: [Int64] = []
  private var state: UInt64 = 17

  private static let given = """
    anna ben clara david emma felix greta hans ida jan katrin lars mia noah olga paul quentin rosa sven tina ulrich vera \
    walter xenia yara zoe andrei béatrice chloé dmitri élodie françois gülşen håkon inés jörg kaja léa márta niño özge \
    renée søren tomáš ünal václav zoltán michael christine elizabeth alexander sebastian katharina maximilian
    """.split(separator: " ").map(String.init)
  private static let starts = """
    ander berg christ dier eich fisch gross hart iversen jacob klein lind mar neu ober peter \
    quist rich schmid thom ull vogel wein zimmer brandt holm kauf lauter mühl stein
    """.split(separator: " ").map(String.init)
  private static let middles = "a e i o u en er el an in on ar".split(separator: " ").map(String.init)
  private static let ends = """
    sen mann son berg er feld bauer stad thal wicz ski ov ez ini ström gård hauser meier ke ler \
    dorf bach hoff
    """.split(separator: " ").map(String.init)
  private static let surnames = Array("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单解仇陳張劉")
  private static let characters = Array(
    "小明伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞平刚桂英华玉萍红建国文辉力健俊帆雪莹琳晨宇浩然子轩梓涵欣怡诗雨佳琪思远志鹏海燕春梅冬青松柏云飞龙凤翔")
  private static let domains = [
    "gmail.com", "example.com", "mail.example.org", "qq.com", "163.com", "outlook.com", "web.de",
  ]

  private mutating func random(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// A shop of this many customers with three orders each on average.
  init(customers count: Int) {
    var keys: [String] = []
    var names: [String] = []
    var emails: [String] = []
    var phones: [String] = []
    var orderStart: [UInt32] = [0]
    var ids: [UInt64] = []
    var days: [Int32] = []
    var gross: [Int64] = []
    var totals: [Int64] = []
    for customer in 0..<count {
      keys.append("C" + Self.padded(customer, 7))
      let number = Self.padded(random(10_000), 4)
      let domain = Self.domains[random(Self.domains.count)]
      if random(10) < 4 {
        let surname = String(Self.surnames[min(random(Self.surnames.count), random(Self.surnames.count))])
        let first = Self.characters[random(Self.characters.count)]
        let second = random(5) > 0 ? String(Self.characters[random(Self.characters.count)]) : ""
        names.append(surname + String(first) + second)
        emails.append(Self.padded(random(1_000_000_000), 9) + "@" + domain)
        phones.append("1" + Self.padded(30 + random(70), 2) + Self.padded(random(100_000_000), 8))
      } else {
        let given = Self.given[random(Self.given.count)]
        let family =
          Self.starts[random(Self.starts.count)] + Self.middles[random(Self.middles.count)]
          + (random(3) == 0 ? Self.starts[random(Self.starts.count)] : "") + Self.ends[random(Self.ends.count)]
        names.append(Self.capitalised(given) + " " + Self.capitalised(family))
        emails.append("\(given).\(family)\(random(3) == 0 ? number : "")@\(domain)")
        phones.append("+49" + String(150 + random(30)) + Self.padded(random(10_000_000), 7))
      }
      var total: Int64 = 0
      for order in 0...min(random(6), random(6)) + (random(4) > 0 ? 1 : 0) {
        ids.append(UInt64(10_000_000 + (ids.count * 7_919) % 60_000_000))
        days.append(Int32(20_000 + order * 40 + random(40)))
        gross.append(Int64(500 + random(20_000)))
        total += gross[gross.count - 1]
      }
      totals.append(total)
      orderStart.append(UInt32(ids.count))
    }
    let orders = ids.count
    ledger = Ledger(
      name: "generated", currency: .unnamed,
      customers: CustomerTable(
        orderStart: orderStart, key: TextColumn(keys), name: TextColumn(names), email: TextColumn(emails),
        phone: TextColumn(phones)),
      orders: OrderTable(
        id: IdentifierColumn(values: ids, texts: .empty), day: days, status: Array(repeating: 0, count: orders),
        lineStart: (0...orders).map { UInt32($0) }, gross: MoneyColumn(gross), discount: .zeros(count: orders),
        refund: .zeros(count: orders), tax: .zeros(count: orders), shipping: .zeros(count: orders)),
      // One line an order, of one of a hundred products.
      lines: LineTable(
        product: (0..<orders).map { UInt32($0 % 100 + 1) }, quantity: Array(repeating: 1, count: orders),
        gross: MoneyColumn(gross), discount: .zeros(count: orders), refund: .zeros(count: orders),
        cost: .zeros(count: orders)),
      products: ProductTable(
        sku: TextColumn([""] + (1...100).map { "SKU-\($0)" }), name: TextColumn([""] + (1...100).map { "Tea \($0)" })),
      report: ImportReport())
    net = totals
  }

  /// What somebody types to find a customer, by kind.
  mutating func queries(_ perKind: Int) -> [(kind: String, text: String)] {
    var queries: [(kind: String, text: String)] = []
    let table = ledger.customers
    func isHan(_ name: String) -> Bool { (name.unicodeScalars.first?.value ?? 0) >= 0x4E00 }
    func one(han: Bool) -> Int {
      while true {
        let customer = random(table.count)
        if isHan(table.name[customer]) == han { return customer }
      }
    }
    let syllables = [
      "wang", "li", "zhang", "liu", "chen", "xiao", "ming", "wei", "fang", "jing", "guo", "hua", "zi", "xuan",
    ]
    for _ in 0..<perKind {
      let western = table.name[one(han: false)]
      queries.append(("name", western.lowercased()))
      queries.append(("name, turned", western.split(separator: " ").reversed().joined(separator: " ").lowercased()))
      var letters = Array(western.lowercased())
      letters.swapAt(letters.count - 2, letters.count - 3)
      queries.append(("name, mistyped", String(letters)))
      queries.append(("e-mail", table.email[random(table.count)]))
      queries.append(("phone", String(table.phone[random(table.count)].filter { $0 != "+" })))
      queries.append(("phone's end", String(table.phone[random(table.count)].suffix(4))))
      queries.append(("order", ledger.orders.id[random(ledger.orders.count)]))
      queries.append(("key", table.key[random(table.count)]))
      queries.append(("Chinese name", table.name[one(han: true)]))
      let pinyin = (0..<2 + random(2)).map { _ in syllables[random(syllables.count)] }
      queries.append(("pinyin", pinyin.joined(separator: random(2) == 0 ? "" : " ")))
      queries.append(("initials", String(pinyin.compactMap(\.first))))
      let mixed = one(han: false)
      let word = table.name[mixed].lowercased().split(separator: " ")[0]
      queries.append(("name and phone", word + " " + table.phone[mixed].suffix(4)))
    }
    return queries
  }
}
