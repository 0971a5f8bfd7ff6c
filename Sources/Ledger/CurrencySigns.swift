// How shops write currencies beside amounts.
//
// Sources: CLDR 46, `currencies` of root and of the languages that write the sign (narrow and standard symbols); the
// prefixes that eBay, Amazon, Shopee, Lazada and PayPal put before amounts (`AU $`, `C $`, `US $`); ISO 4217 codes.
extension Currency {
  /// The currencies that a sign or abbreviation beside an amount may mean, the most usual first; empty where it is none.
  ///
  /// Letter case, blanks of any width, minus signs and a point at the end do not matter; three letters are a code.
  /// Complexity: O(bytes).
  public static func codes(ofSign sign: String) -> [String] {
    let plain = plain(sign)
    if let codes = signs[plain] { return codes }
    let bytes = Array(plain.utf8)
    func isCode(_ bytes: some Sequence<UInt8>) -> Bool { bytes.allSatisfy { $0 >= 97 && $0 <= 122 } }
    if bytes.count == 3, isCode(bytes) { return [plain.uppercased()] }
    // A code and a sign that may be one of it: `AUD$`, `€EUR`.
    guard bytes.count > 3 else { return [] }
    for (code, rest) in [(bytes.prefix(3), bytes.dropFirst(3)), (bytes.suffix(3), bytes.dropLast(3))]
    where isCode(code) {
      let name = String(decoding: code, as: UTF8.self).uppercased()
      if signs[String(decoding: rest, as: UTF8.self)]?.contains(name) == true { return [name] }
    }
    return []
  }

  /// The code under which amounts with a sign, or a currency's code, are counted: the most usual currency of the sign;
  /// where none is more usual than the others (`kr`, `Rs`), the sign itself in capitals.
  public static func code(ofSign sign: String) -> String {
    let codes = codes(ofSign: sign)
    guard let first = codes.first else { return sign.uppercased() }
    let plain = plain(sign)
    return undecided.contains(plain) ? plain.uppercased() : first
  }

  /// Whether a point after these letters belongs to them, also where digits follow at once: `Rs.500`.
  public static func isAbbreviation(_ sign: String) -> Bool { abbreviations.contains(plain(sign)) }

  /// The sign in small letters without blanks, minus signs, marks of writing direction and a point at the end.
  private static func plain(_ sign: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in sign.unicodeScalars {
      switch scalar.value {
      case 0...32, 0x2D, 0xA0, 0x061C, 0x2000...0x200F, 0x202A...0x202F, 0x2060, 0x2066...0x2069, 0x2212, 0x3000,
        0xFEFF:
        continue
      default: scalars.append(scalar)
      }
    }
    while scalars.last == "." { scalars.removeLast() }
    return String(scalars).lowercased()
  }

  /// Sign → currencies. Signs with more than one are decided by what else the file holds.
  private static let signs: [String: [String]] = {
    var table: [String: [String]] = [:]
    for (codes, words) in list {
      let codes = codes.split(separator: " ").map(String.init)
      for word in words.split(separator: " ") { table[plain(String(word))] = codes }
    }
    return table
  }()

  private static let undecided: Set<String> = ["kr", "kr:", "rs", "₨", "﷼", "dh"]

  private static let abbreviations: Set<String> = [
    "rs", "kr", "fr", "sfr", "rp", "rm", "tl", "р", "руб", "грн", "лв", "lv", "din", "lei", "bs", "b/", "s/", "gs",
    "tk", "ksh", "ft", "l.e", "dkr", "nkr", "skr", "ikr", "тг", "dh", "dhs", "zł", "eur", "man",
  ]

  private static let list: [(codes: String, words: String)] = [
    // What several currencies share.
    ("USD AUD CAD NZD SGD HKD TWD MXN ARS CLP COP UYU BBD BSD BZD FJD JMD NAD TTD XCD", "$ ＄ ﹩ dollars dollar"),
    ("CNY JPY", "¥ ￥"), ("SEK NOK DKK ISK", "kr kr:"), ("INR PKR LKR NPR MUR SCR", "rs ₨"),
    ("GBP EGP GIP FKP SHP", "£ ￡"), ("IRR SAR QAR OMR YER", "﷼"), ("RON MDL", "lei leu"),
    ("MAD AED", "dh"), ("XOF XAF", "cfa fcfa f.cfa"), ("KRW KPW", "₩ ￦"), ("RSD MKD", "дин ден"),
    ("PEN", "s/ s/. soles"), ("BOB", "bs $b b$"), ("VES", "bs.s bs.d bsd. bsf"),
    // Dollars and pesos.
    ("USD", "us$ usa$ usd$ u.s.$ u$s u$"), ("AUD", "a$ au$ aud$"), ("CAD", "c$ ca$ cad$ cdn$ can$"),
    ("NZD", "nz$ nzd$"), ("SGD", "s$ sg$ sgd$"), ("HKD", "hk$ hkd$ 港元 港币 港幣 港$"),
    ("TWD", "nt$ ntd ntd$ tw$ 新台幣 新台币 台币 台幣"), ("MXN", "mx$ mex$ mxn$ m.n m$n"),
    ("ARS", "ar$ ars$"), ("CLP", "cl$ clp$"), ("COP", "co$ col$ cop$"), ("UYU", "uy$ $u"), ("DOP", "rd$"),
    ("BRL", "r$ reais"), ("JMD", "j$"), ("TTD", "tt$"), ("BBD", "bds$"), ("BZD", "bz$"), ("NAD", "n$"),
    ("FJD", "fj$"), ("XCD", "ec$"), ("BND", "b$n"), ("PHP", "₱ php php₱ piso"), ("CUP", "cup$"),
    // Europe.
    ("EUR", "€ euro euros eur€ евро ευρώ"), ("GBP", "gb£ uk£"), ("CHF", "fr sfr chf franken"), ("PLN", "zł zl złotych"),
    ("CZK", "kč kc korun"), ("HUF", "ft forint"), ("BGN", "лв lv лева"), ("RSD", "din"), ("HRK", "kn"),
    ("DKK", "dkr dkk"), ("NOK", "nkr"), ("SEK", "skr"), ("ISK", "ikr isk"), ("TRY", "₺ tl ytl lira"),
    ("RUB", "₽ руб р rub rur рублей"), ("UAH", "₴ грн uah гривень"), ("BYN", "br бел.руб"), ("BAM", "km"),
    ("GEL", "₾"), ("AMD", "֏"), ("AZN", "₼ man"), ("KZT", "₸ тг тенге"), ("UZS", "сум soʻm so'm som"), ("KGS", "сом"),
    ("ALL", "lekë lek"), ("MDL", "mdl"),
    // Asia and the Pacific.
    ("CNY", "元 rmb 人民币 人民幣 cn¥ cny¥ 块"), ("JPY", "円 jp¥ jpy¥ 日元 日圓"), ("KRW", "원"), ("INR", "₹ inr₹ रु"),
    ("PKR", "pkrs"), ("LKR", "රු slrs"), ("NPR", "रू npr"), ("BDT", "৳ tk"), ("IDR", "rp rupiah"), ("MYR", "rm"),
    ("THB", "฿ บาท baht bht"), ("VND", "₫ đ vnđ dong đồng"), ("KHR", "៛"), ("LAK", "₭"), ("MNT", "₮"), ("MMK", "ks"),
    ("MOP", "mop$"),
    // Africa and the Middle East.
    ("ILS", "₪ nis שח ש״ח"), ("AED", "د.إ dhs aed د.إ."), ("SAR", "ر.س sr ريال"), ("QAR", "ر.ق qr"),
    ("KWD", "د.ك kd"), ("BHD", "د.ب bd"), ("OMR", "ر.ع"), ("JOD", "د.أ د.ا jd"), ("IQD", "د.ع"),
    ("EGP", "ج.م l.e le e£"),
    ("LBP", "ل.ل"), ("MAD", "د.م"), ("TND", "د.ت dt"), ("DZD", "د.ج da"), ("IRR", "ریال"), ("NGN", "₦ naira"),
    ("GHS", "gh₵ ₵ ghc gh¢"), ("KES", "ksh kshs"), ("TZS", "tsh tshs"), ("UGX", "ush"), ("ZAR", "r zar"),
    ("ETB", "ብር"), ("ZMW", "zk"), ("AOA", "kz"), ("MZN", "mtn mt"),
    // The Americas.
    ("CRC", "₡"), ("PYG", "₲ gs"), ("PAB", "b/ b/."), ("HTG", "htg"),
  ]
}
