/// What stands among the lines of orders and is no goods: gift cards that are bought, tips, shipping.
///
/// Such a line stays in its order, worth nothing; its amount is listed in the import report.
enum NotGoods: String, CaseIterable, Sendable {
  /// Money paid for goods that will be bought later.
  case giftCard = "gift cards"
  /// Money for those who work there.
  case tip = "tips"
  /// What the carriage costs.
  case shipping = "shipping"

  /// What a line is by its product's name; `nil`: goods.
  ///
  /// Amounts, percentages and marks in the name do not count. A tip or shipping is the whole name ("Tip", "Frais de
  /// port"); a gift card may have words before it ("Acme Gift Card - $50.00"), never after it ("Gift card holder").
  /// Complexity: O(bytes).
  init?(product name: String) {
    guard name.utf8.count <= 120 else { return nil }
    let words = NotGoods.words(name)
    guard !words.isEmpty else { return nil }
    let whole = words.joined(separator: " ")
    if let kind = NotGoods.wholes[whole] {
      self = kind
      return
    }
    guard words.count <= 7, !words.contains("for"), !words.contains("für"), !words.contains("pour") else { return nil }
    // The variant after a dash or a stroke is no part of the product.
    let head = NotGoods.words(NotGoods.head(name))
    for candidate in [words, head] {
      for start in candidate.indices.suffix(3) {
        let end = candidate[start...].joined(separator: " ")
        if NotGoods.giftCards.contains(end) {
          self = .giftCard
          return
        }
      }
    }
    // Scripts without blanks between words.
    let last = whole.filter { $0 != " " }
    guard NotGoods.unspaced.contains(where: { last.hasSuffix($0) }) else { return nil }
    self = .giftCard
  }

  /// The name up to the first mark that a variant follows.
  private static func head(_ name: String) -> String {
    for mark in [" - ", " – ", " — ", " / ", " | ", "(", ":", ","] {
      if let range = name.firstRange(of: mark) { return String(name[..<range.lowerBound]) }
    }
    return name
  }

  /// Words of letters alone, in small letters; currencies beside amounts are left out.
  private static func words(_ name: String) -> [String] {
    var words: [String] = []
    for part in name.lowercased().split(whereSeparator: {
      !($0.isLetter || $0 == "'" || $0 == "’" || $0.isNumber || $0 == "&")
    })
    where part == "&" || part.contains(where: \.isLetter) && !part.contains(where: \.isNumber) {
      let word = part == "&" ? "and" : String(part)
      if !currencies.contains(word) { words.append(word) }
    }
    return words
  }

  private static let currencies: Set<String> = [
    "usd", "eur", "gbp", "aud", "cad", "chf", "euro", "euros", "dollar", "dollars", "sek", "nok", "dkk", "pln", "inr",
    "of", "the", "a",
  ]

  /// Whole names, by kind. Source: what shop systems call these lines in their translations (Shopify, WooCommerce,
  /// Square, Lightspeed: English and 19 languages).
  private static let wholes: [String: NotGoods] = {
    var table: [String: NotGoods] = [:]
    for (kind, list) in [(NotGoods.tip, tips), (.shipping, carriage)] {
      for name in list.split(separator: ",") { table[words(String(name)).joined(separator: " ")] = kind }
    }
    return table
  }()

  private static let tips = """
    tip,tips,gratuity,tip amount,staff tip,driver tip,trinkgeld,pourboire,propina,gorjeta,mancia,fooi,napiwek,spropitné,
    dricks,drikkepenge,driks,juomaraha,bahşiş,чаевые,чайові,uang tip,tiền boa,ทิป,チップ,팁,إكرامية,بقشيش,小费,小費,打赏
    """

  private static let carriage = """
    shipping,shipping fee,shipping cost,shipping costs,shipping charge,shipping charges,shipping and handling,delivery,
    delivery fee,delivery charge,delivery cost,postage,postage and packing,postage and handling,carriage,freight,
    freight charge,freight charges,versand,versandkosten,versandkostenpauschale,porto,lieferung,lieferkosten,livraison,
    frais de port,frais de livraison,frais d'expédition,port,envío,envio,gastos de envío,gastos de envio,coste de envío,
    costo de envío,costo de envio,frete,custo de envio,portes de envio,entrega,taxa de entrega,spedizione,
    spese di spedizione,costi di spedizione,consegna,verzendkosten,verzending,bezorgkosten,wysyłka,koszt wysyłki,
    koszty wysyłki,dostawa,przesyłka,doprava,poštovné,dopravné,frakt,fraktkostnad,fragt,forsendelse,toimitus,
    toimituskulut,kargo,kargo ücreti,teslimat,доставка,стоимость доставки,вартість доставки,ongkir,ongkos kirim,
    biaya pengiriman,phí vận chuyển,phí giao hàng,ค่าจัดส่ง,ค่าส่ง,送料,配送料,배송비,배송료,شحن,رسوم الشحن,الشحن,
    运费,運費,邮费,郵費,快递费,配送费
    """

  private static let giftCards: Set<String> = Set(
    """
    gift card,giftcard,gift cards,e gift card,egift card,egift,gift certificate,gift voucher,gift vouchers,e gift voucher,
    egift voucher,gutschein,geschenkgutschein,geschenkkarte,wertgutschein,carte cadeau,carte-cadeau,chèque cadeau,
    bon cadeau,bon d'achat,tarjeta regalo,tarjeta de regalo,vale regalo,cheque regalo,bono regalo,cartão presente,
    cartão-presente,vale presente,vale-presente,buono regalo,carta regalo,cadeaubon,cadeaukaart,karta podarunkowa,
    bon podarunkowy,karta upominkowa,dárkový poukaz,dárková karta,darčeková poukážka,presentkort,gavekort,gavekortet,
    lahjakortti,hediye kartı,hediye çeki,подарочный сертификат,подарочная карта,подарунковий сертифікат,
    подарункова картка,kartu hadiah,voucher hadiah,thẻ quà tặng,phiếu quà tặng,بطاقة هدية,قسيمة هدية
    """.split { $0 == "," || $0 == "\n" }.map { words(String($0)).joined(separator: " ") })

  private static let unspaced = [
    "ギフトカード", "ギフト券", "商品券", "기프트카드", "상품권", "礼品卡", "禮品卡", "礼券", "禮券", "购物卡", "บัตรของขวัญ",
  ]
}
