import Analytics
import Ledger
import Synchronization
import Testing

/// What the index finds, kind by kind.
@Suite struct CustomerIndexTests {
  private static let shop = SmallShop([
    SmallPerson(key: "K1", name: "王小明", net: 1),
    SmallPerson(key: "K2", name: "單曾解", net: 2),
    SmallPerson(key: "K3", name: "吕仇", net: 3),
    SmallPerson(key: "K4", name: "René Größe-Sørensen", email: "rene@example.com", net: 4),
    SmallPerson(
      key: "K5", name: "Ｍａｒｉａ Lindqvist", phone: "+46 70 123 45 67", orders: [("#7001", 100), ("7002", 300)]),
    SmallPerson(
      key: "K6", name: "Otto Quell", email: "otto@example.com", phone: "0151 2223334",
      others: [
        (.account, "K6"), (.account, "OLD-6"), (.email, "otto@example.com"), (.email, "second@example.net"),
        (.phone, "4915198765432"),
      ]),
  ])

  @Test(
    "Chinese names answer by characters, pinyin and initials",
    arguments: [
      ("王小", "K1 name"), ("小明", "K1 characters"), ("明小", "K1 characters"), ("明小王", "K1 characters"),
      ("wangxiaoming", "K1 pinyin"), ("wang xiaoming", "K1 pinyin"), ("xiaoming wang", "K1 pinyin"),
      ("xiao ming", "K1 pinyin"), ("wangx", "K1 pinyinPrefix"), ("wxm", "K1 initials"), ("xm", "K1 initials"),
      ("wangxm", "K1 initials"), ("单", "K2 name"), ("單", "K2 name"), ("shan", "K2 pinyin"), ("dan", "K2 pinyin"),
      ("zengxie", "K2 pinyin"), ("cengjie", "K2 pinyin"), ("lv", "K3 pinyin"), ("lu", "K3 pinyin"),
      ("lü", "K3 pinyin"), ("lvqiu", "K3 pinyin"), ("chou", "K3 pinyin"),
    ])
  func chinese(query: String, expected: String) {
    #expect(Self.shop.found(query).first == expected)
  }

  @Test(
    "Accents, width and case do not matter",
    arguments: [
      ("rene", "K4 name"), ("RENÉ grosse", "K4 name"), ("groesse", nil), ("größe", "K4 name"), ("sorensen", "K4 name"),
      ("maria", "K5 name"), ("ｍａｒｉａ", "K5 name"), ("re\u{301}ne", "K4 name"),
    ] as [(String, String?)])
  func folded(query: String, expected: String?) {
    #expect(Self.shop.found(query).first == expected)
  }

  @Test(
    "Beginnings and parts answer in their order",
    arguments: [
      ("rene@", "K4 emailPrefix"), ("700", "K5 orderPrefix"), ("#700", "K5 orderPrefix"), ("7001", "K5 order"),
      ("k4", "K4 key"), ("old", "K6 keyPrefix"), ("old-6", "K6 key"), ("second@example.net", "K6 email"),
      ("5432", "K6 phone"), ("3334", "K6 phone"), ("ndqv", "K5 part"), ("example.n", "K6 part"), ("2345", "K5 part"),
    ])
  func beginnings(query: String, expected: String) {
    #expect(Self.shop.found(query).first == expected)
  }

  @Test(
    "One or two letters or digits answer at beginnings only, Chinese characters anywhere",
    arguments: [
      ("ma", ["K5 name"]), ("in", []), ("l", ["K5 name", "K3 pinyinPrefix"]), ("v", []), ("ot", ["K6 name"]),
      ("se", ["K6 emailPrefix"]),
      ("70", ["K5 orderPrefix"]), ("#7", ["K5 orderPrefix"]), ("00", []), ("2", []), ("ld", []),
      ("明", ["K1 characters"]),
      ("k4", ["K4 key"]), ("k4 re", ["K4 name"]), ("k4 ne", []), ("ndqv ma", ["K5 part"]), ("ndqv ar", []),
      ("otto ex", []), ("otto exa", ["K6 part"]),
    ])
  func short(query: String, expected: [String]) {
    #expect(Self.shop.found(query) == expected)
  }

  @Test("Of many customers, asked on two threads, short words find each once")
  func shortOfMany() {
    let people = (0..<6_000).map { position in
      SmallPerson(
        key: "P\(10_000 + position)", name: position % 2 == 0 ? "Anna 王安" : "Hanna Anders",
        orders: [("4\(position % 10)\(position)", 100), ("5\(position)", 100)], net: Int64(position * 7 % 5_000))
    }
    let shop = SmallShop(people)
    #expect(shop.found("an", limit: 9_000).count { $0.hasSuffix(" name") } == 6_000)
    #expect(shop.found("w", limit: 9_000).count { $0.hasSuffix(" pinyinPrefix") } == 3_000)
    #expect(shop.found("43", limit: 9_000).count { $0.hasSuffix(" orderPrefix") } == 600)
    #expect(shop.found("4", limit: 9_000).count { $0.hasSuffix(" orderPrefix") } == 6_000)
    #expect(shop.found("ha", limit: 5) == Array(shop.found("ha", limit: 9_000).prefix(5)))
    #expect(shop.found("nn", limit: 9_000) == [])
    #expect(shop.found("p1", limit: 3) == ["P12857 keyPrefix", "P10714 keyPrefix", "P15714 keyPrefix"])
  }

  @Test("Keys and addresses of one or two bytes are whole, longer ones begin with them")
  func shortKeys() {
    let people = ["4", "42", "420", "24", ""].map { SmallPerson(key: $0, orders: [("", 100)]) }
    let shop = SmallShop(people)
    #expect(shop.found("4") == ["4 key", "42 keyPrefix", "420 keyPrefix"])
    #expect(shop.found("42") == ["42 key", "420 keyPrefix"])
    #expect(shop.found("2") == ["24 keyPrefix"])
    let known = SmallShop([
      SmallPerson(key: "K1", others: [(.account, "a"), (.email, "ab")]), SmallPerson(key: "K2", email: "abc"),
    ])
    #expect(known.found("a") == ["K1 key", "K2 emailPrefix"])
    #expect(known.found("ab") == ["K1 email", "K2 emailPrefix"])
    #expect(known.found("b") == [])
  }

  @Test("Typing mistakes are forgiven by the length of the word")
  func mistakes() {
    #expect(Self.shop.found("lindqvits") == ["K5 typo"])
    #expect(Self.shop.found("indqvits") == ["K5 typo"])
    #expect(Self.shop.found("idqvits") == [])
    #expect(Self.shop.found("quel") == ["K6 name"])
    #expect(Self.shop.found("queel") == ["K6 typo"])
    #expect(Self.shop.found("qeall") == [])
    #expect(Self.shop.found("otot") == ["K6 typo"])
    #expect(Self.shop.found("oto") == [])
    #expect(Self.shop.found("otot quell") == ["K6 typo"])
  }

  @Test("Each word may be answered by something else, and the weakest answer counts")
  func mixed() {
    #expect(Self.shop.found("maria 4567") == ["K5 name"])
    #expect(Self.shop.found("maria 7002") == ["K5 name"])
    #expect(Self.shop.found("otto second@") == ["K6 emailPrefix"])
    #expect(Self.shop.found("maria berlin") == [])
    #expect(Self.shop.found("+46 (70) 123 45 67") == ["K5 phone"])
  }

  @Test("The text that answered is given")
  func evidence() throws {
    let index = try #require(CustomerIndex(Self.shop.ledger))
    func text(_ query: String) -> String? {
      index.search(query, asOf: Day(rawValue: 1_000), net: Self.shop.net)?.matches.first?.text
    }
    #expect(text("7001") == "#7001")
    #expect(text("second@") == "second@example.net")
    #expect(text("4567") == "+46 70 123 45 67")
    #expect(text("wxm") == "王小明")
    #expect(text("old") == "old-6")
    let search = index.search("7002", asOf: Day(rawValue: 1_000), net: Self.shop.net)
    #expect(search?.matches.first?.order == 5)
  }

  @Test("Orders after the day do not exist")
  func asOf() {
    #expect(Self.shop.found("7002", asOf: 300) == ["K5 order"])
    #expect(Self.shop.found("7002", asOf: 299) == [])
    #expect(Self.shop.found("maria", asOf: 99) == [])
  }

  @Test("A limit cuts the list, not the count")
  func limit() throws {
    let people = (0..<3_000).map { SmallPerson(key: "P\(10_000 + $0)", name: "Anna", net: Int64($0 * 7 % 1_000)) }
    let shop = SmallShop(people)
    let index = try #require(CustomerIndex(shop.ledger))
    let all = try #require(index.search("a", asOf: Day(rawValue: 1_000), net: shop.net, limit: .max / 4))
    let some = try #require(index.search("a", asOf: Day(rawValue: 1_000), net: shop.net, limit: 5))
    #expect(all.matches.count == 3_000)
    #expect(some.total == 3_000)
    #expect(some.matches == Array(all.matches.prefix(5)))
    #expect(some.matches.first?.net == 999)
  }

  @Test("A cancelled index and a cancelled search give nothing")
  func cancelled() throws {
    #expect(CustomerIndex(Self.shop.ledger, isCancelled: { true }) == nil)
    let index = try #require(CustomerIndex(Self.shop.ledger))
    #expect(index.search("a", asOf: Day(rawValue: 1_000), net: [], isCancelled: { true }) == nil)
    let asked = Mutex(0)
    let late = index.search("anna maria", asOf: Day(rawValue: 1_000), net: []) {
      asked.withLock { asked in
        asked += 1
        return asked > 1
      }
    }
    #expect(late == nil)
  }

  @Test("Nobody is in an empty ledger, and nobody answers hostile queries")
  func nobody() throws {
    let empty = try #require(CustomerIndex(Ledger.empty))
    #expect(empty.search("a", asOf: Day(rawValue: 1), net: [])?.total == 0)
    let manyWords = String(repeating: "b ", count: 5_000)
    let hostile = [
      "", " ", "\u{301}", "\u{0}\u{1}\n\t", "🙂", "👩‍👩‍👧‍👦", String(repeating: "a", count: 10_000), manyWords,
      String(repeating: "王", count: 1_300), "#", ",", "\u{FFFD}", String(repeating: "wx", count: 40),
      String(repeating: "1", count: 900), "\u{202E}", "%", "*",
    ]
    for query in hostile {
      #expect(Self.shop.found(query) == [], "\(query.prefix(20))")
    }
  }

  @Test("The order of the rows does not matter")
  func rowOrder() {
    let people = (0..<40).map {
      SmallPerson(key: "P\(100 + $0)", name: ["Anna Berg", "Ann Bergs", "Hanna", "王安"][$0 % 4], net: Int64($0 % 3))
    }
    let straight = SmallShop(people)
    let turned = SmallShop(people.reversed())
    for query in ["an", "a", "berg", "bergg", "p1", "11", "安", "ann berg"] {
      #expect(straight.found(query) == turned.found(query))
      #expect(straight.found(query, limit: 3) == turned.found(query, limit: 3))
    }
  }

  @Test("Order numbers that begin alike for long are told apart")
  func alikeNumbers() {
    let people = (0..<2_500).map { position in
      let number = String(10_000 + position)
      return SmallPerson(
        key: "P\(number)", orders: [("#\(position % 2 == 0 ? "DE" : "FR")-2024-\(number)", 100)],
        net: Int64(position % 7))
    }
    let shop = SmallShop(people)
    #expect(shop.found("de-2024-12344") == ["P12344 order"])
    #expect(shop.found("#FR-2024-12345") == ["P12345 order"])
    #expect(shop.found("fr-2024-12344") == [])
    #expect(shop.found("de-2024-1234").sorted() == [0, 2, 4, 6, 8].map { "P1234\($0) orderPrefix" })
    #expect(shop.found("fr", limit: 5_000).count == 1_250)
    #expect(shop.found("fr-2024-", limit: 5_000).allSatisfy { $0.hasSuffix("orderPrefix") })
  }

  @Test("The end of a phone number counts where the same digits stand before it too")
  func repeatedDigits() {
    let people = (0..<20).map {
      SmallPerson(key: "P\(100 + $0)", phone: "+49 7171 00\($0 + 10)\($0 % 2 == 0 ? "7171" : "")")
    }
    let found = SmallShop(people).found("7171")
    #expect(found.filter { $0.hasSuffix("phone") }.count == 10)
    #expect(found.filter { $0.hasSuffix("part") }.count == 10)
  }

  @Test("A longer word finds those whom its beginning does not")
  func longerFindsMore() throws {
    let index = try #require(CustomerIndex(Self.shop.ledger))
    func found(_ query: String) -> [CustomerSearch.Reason] {
      index.search(query, asOf: Day(rawValue: 1_000), net: Self.shop.net)?.matches.map(\.reason) ?? []
    }
    #expect(found("明王") == [])
    #expect(found("明王小") == [.characters])
    #expect(found("223") == [])
    #expect(found("2233") == [.part])
    #expect(found("xa") == [])
    #expect(found("xam") == [.part, .part])
    #expect(found("nd") == [])
    #expect(found("ndq") == [.part])
    #expect(found("0049151222333") == [])
    #expect(found("00491512223334") == [.phone])
  }
}
