/// What headers add to a name: currencies, units, whether tax is in an amount.
enum HeaderUnits {
  /// The currency that a word names: its ISO code; empty where it is one of several (`kr`, `¥`); `nil`: it is none.
  static func currency(_ word: String) -> String? {
    if let code = signs[word.filter { $0 != " " && $0 != "." }] { return code }
    let folded = FoldedText.of(word)
    if let code = names[folded] { return code }
    return folded.utf8.count == 3 && codes.contains(folded) ? folded.uppercased() : nil
  }

  /// Whether a word says that an amount is counted in thousands or millions.
  static func isMultiplier(_ word: String) -> Bool {
    let folded = FoldedText.of(word)
    if multipliers.contains(folded) { return true }
    return ["万", "千", "億", "亿", "百万"].contains { folded.hasPrefix($0) } || scaledWords.contains { folded.hasPrefix($0) }
  }

  /// Whether a word is a unit of counting, a zone of time, or a mark of the form that a table was filled in by.
  static func isUnit(_ word: String) -> Bool { units.contains(FoldedText.of(word)) || isWithoutTax(word) }

  /// Whether the words say that tax is in the amount.
  static func isWithTax(_ words: String) -> Bool { withTax.contains(FoldedText.of(words)) }

  /// Whether one word of a header says so.
  static func isTaxWord(_ word: String) -> Bool {
    ["brutto", "bruttobetrag", "ttc", "lordo", "税込", "含税"].contains(FoldedText.of(word))
  }

  private static func isWithoutTax(_ words: String) -> Bool { withoutTax.contains(FoldedText.of(words)) }

  private static let signs: [String: String] = [
    "€": "EUR", "£": "GBP", "₽": "RUB", "₴": "UAH", "₺": "TRY", "₹": "INR", "₫": "VND", "฿": "THB", "₩": "KRW",
    "₪": "ILS",
    "R$": "BRL", "US$": "USD", "$": "", "¥": "", "￥": "", "kr": "", "元": "", "圆": "", "₱": "PHP", "₦": "NGN",
    "₸": "KZT",
  ]
  private static let names: [String: String] = [
    "euro": "EUR", "euros": "EUR", "руб": "RUB", "рублей": "RUB", "рубли": "RUB", "р": "RUB", "грн": "UAH",
    "гривен": "UAH",
    "zl": "PLN", "pln": "PLN", "kc": "CZK", "ft": "HUF", "lei": "RON", "tl": "TRY", "rp": "IDR", "rm": "MYR",
    "円": "JPY",
    "dong": "VND", "vnd": "VND", "บาท": "THB", "人民币": "CNY", "rmb": "CNY", "新台币": "TWD",
    "新台幣": "TWD", "台币": "TWD", "台幣": "TWD", "港币": "HKD", "港幣": "HKD", "美元": "USD", "日元": "JPY", "欧元": "EUR",
    FoldedText.of("원"): "KRW", "ريال": "", "جنيه": "", "درهم": "", "دينار": "", "pesos": "", "peso": "", "dollar": "",
    "dollars": "",
  ]
  private static let codes: Set<String> = [
    "usd", "eur", "gbp", "jpy", "cny", "aud", "cad", "chf", "hkd", "nzd", "sek", "nok", "dkk", "pln", "czk", "huf",
    "ron",
    "bgn", "try", "rub", "uah", "brl", "mxn", "ars", "clp", "cop", "pen", "inr", "idr", "myr", "sgd", "thb", "vnd",
    "php",
    "krw", "twd", "zar", "ils", "aed", "sar", "egp", "kwd", "qar", "mad", "ngn", "kes", "pkr", "bdt", "lkr", "isk",
    "kzt",
    "gel", "rsd", "uyu",
  ]
  private static let multipliers: Set<String> = [
    "k", "tsd", "mio", "mln", "tys", "тыс", "млн", "lakh", "lakhs", "crore", "crores", "ribu", "juta", "nghin", "trieu",
    "teur", "k€", "keur", "kusd", "tkr", "m", "mn", "พัน", "ล้าน",
  ]
  private static let scaledWords: Set<String> = [
    "thousand", "inthousand", "million", "inmillion", "тысяч", "тысруб", "млнруб", "миллион", "tausend", "milion",
    "millier", "tys", "백만", "천원", "만원",
  ].reduce(into: []) { $0.insert(FoldedText.of($1)) }
  private static let units: Set<String> = [
    "件", "个", "個", "台", "份", "шт", "штук", "pcs", "pieces", "szt", "ks", "db", "stk", "stuck", "kpl", "adet", "buc",
    "uds", "utc", "gmt", "local", "必填", "必須", "required", "optional", "选填", "可选", "選填", "任意", "obligatorio",
    "pflichtfeld", "yyyymmdd", "ddmmyyyy", "mmddyyyy", "ชิ้น", "units", "unit",
  ].reduce(into: []) { $0.insert(FoldedText.of($1)) }
  private static let withTax: Set<String> = [
    "inc tax", "incl tax", "including tax", "inc vat", "incl vat", "inc. VAT", "gross", "brutto", "inkl mwst",
    "inkl. MwSt.", "ttc", "iva incl", "iva incluido", "iva inclusa", "incl btw", "inkl moms", "с ндс", "з пдв", "含税",
    "含稅",
    "税込", "税込み", "with tax", "kdv dahil", "s dph", "z vat", "inc gst", "tax included", "vat included",
  ].reduce(into: []) { $0.insert(FoldedText.of($1)) }
  private static let withoutTax: Set<String> = [
    "ex tax", "excl tax", "excluding tax", "ex vat", "excl vat", "net", "netto", "exkl mwst", "zzgl mwst", "ht",
    "sin iva",
    "senza iva", "iva esclusa", "excl btw", "exkl moms", "ekskl moms", "без ндс", "без пдв", "不含税", "未税", "未稅", "税抜",
    "税抜き", "without tax", "kdv haric", "bez dph", "bez vat", "ex gst", "sem iva",
  ].reduce(into: []) { $0.insert(FoldedText.of($1)) }
}
