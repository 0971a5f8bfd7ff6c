import Ledger

/// What else a file holds that tells which currency a sign means that several have: `$`, `kr`, `¥`, `Rs`.
///
/// In this order: a sign of one currency alone beside other amounts (`AU $`), the one country of all rows, the country in
/// the name of a site that the file names (`eBay.com.au`). Where nothing tells, the sign's most usual currency.
struct CurrencyEvidence {
  /// Codes of the file's other signs.
  var sure: Set<String>
  /// The different countries of the rows.
  var countries: [String]
  /// Texts that may name a site: sales channels, headers, the file's name.
  var places: [String]

  /// The currency of a sign, and what the import report says about it; `nil` where nothing tells.
  func verdict(_ sign: String) -> (code: String?, remark: String) {
    let codes = Currency.codes(ofSign: sign)
    guard codes.count > 1 else { return (codes.first, "") }
    func decided(_ code: String, _ why: String) -> (code: String?, remark: String) {
      (code, "“\(sign)” is read as \(code): \(why). To change it: --currency \(codes.first { $0 != code } ?? code)")
    }
    let known = codes.filter { sure.contains($0) }
    if known.count == 1 { return decided(known[0], "other amounts say \(known[0])") }
    let named = Set(countries.filter { !$0.isEmpty })
    let ofCountries = Set(named.map { CurrencyEvidence.currency(ofCountry: $0) ?? "" })
    if named.count <= 4, ofCountries.count == 1, let code = ofCountries.first, codes.contains(code) {
      return decided(code, "the only country in the file is \(named.min() ?? "")")
    }
    let sites = Set(places.compactMap { CurrencyEvidence.currency(ofSite: $0) })
    if sites.count == 1, let code = sites.first, codes.contains(code) {
      return decided(code, "the file names such a site")
    }
    let usual = RowReader.currencyCode(sign)
    guard !codes.contains(usual) else { return (nil, "") }
    let some = codes.prefix(4).joined(separator: ", ")
    return (nil, "“\(sign)” is the sign of \(some) …: say which currency it is, --currency \(codes[0])")
  }

  /// The different texts of a column of all threads.
  static func texts(
    _ readers: UnsafeMutablePointer<RowReader>, _ threads: Int, _ table: KeyPath<RowReader, InternTable>
  ) -> [String] {
    var texts: Set<String> = []
    for thread in 0..<threads {
      let table = readers[thread][keyPath: table]
      for number in 0..<min(table.count, 500) { texts.insert(table.texts[number].string) }
    }
    return texts.sorted()
  }

  /// The currency of a country by its name or code; `nil` for one whose currency shares no sign.
  static func currency(ofCountry name: String) -> String? {
    let letters = name.lowercased().filter { $0.isLetter }
    return countryCodes[letters]
  }

  /// The currency of the country in the address of a site: `eBay.com.au`, `amazon.in`.
  static func currency(ofSite text: String) -> String? {
    let words = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }
    for word in words {
      let parts = word.split(separator: ".")
      guard parts.count >= 2, let last = parts.last, last.count == 2 else { continue }
      if let code = countryCodes[String(last)] { return code }
    }
    return nil
  }

  /// Country → currency, for the currencies that share a sign. Names: CLDR 46, English and own.
  private static let countryCodes: [String: String] = {
    let list: [(code: String, names: String)] = [
      ("USD", "us usa unitedstates unitedstatesofamerica ee.uu estadosunidos 美国"), ("AUD", "au aus australia"),
      ("CAD", "ca can canada"), ("NZD", "nz nzl newzealand"), ("SGD", "sg sgp singapore 新加坡"),
      ("HKD", "hk hkg hongkong 香港"), ("TWD", "tw twn taiwan 台灣 台湾"), ("MXN", "mx mex mexico méxico"),
      ("ARS", "ar arg argentina"), ("CLP", "cl chl chile"), ("COP", "co col colombia"), ("UYU", "uy ury uruguay"),
      ("JPY", "jp jpn japan 日本"), ("CNY", "cn chn china 中国 中國"), ("SEK", "se swe sweden sverige"),
      ("NOK", "no nor norway norge"), ("DKK", "dk dnk denmark danmark"), ("ISK", "is isl iceland ísland"),
      ("INR", "in ind india bharat"), ("PKR", "pk pak pakistan"), ("LKR", "lk lka srilanka"), ("NPR", "np npl nepal"),
      ("MUR", "mu mus mauritius"), ("GBP", "gb gbr uk unitedkingdom greatbritain england scotland wales"),
      ("EGP", "eg egy egypt"), ("SAR", "sa sau saudiarabia"), ("QAR", "qa qat qatar"), ("OMR", "om omn oman"),
      ("IRR", "ir irn iran"), ("RON", "ro rou romania românia"), ("MDL", "md mda moldova"), ("MAD", "ma mar morocco"),
      ("AED", "ae are uae unitedarabemirates"), ("JMD", "jm jamaica"), ("TTD", "tt trinidadandtobago"),
      ("BBD", "bb barbados"), ("FJD", "fj fiji"), ("NAD", "na namibia"), ("RSD", "rs serbia srbija"),
      ("MKD", "mk northmacedonia"), ("KRW", "kr kor korea southkorea"),
    ]
    var table: [String: String] = [:]
    for (code, names) in list { for name in names.split(separator: " ") { table[String(name)] = code } }
    return table
  }()
}
