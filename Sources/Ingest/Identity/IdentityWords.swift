import Ledger

/// Texts in key columns that mean nobody, and domains whose addresses stand in for a person's own.
///
/// Sources: DEFINITIONS part A, "same person"; FORMATS "Quirks seen in real files" (guest = 0, `-`, masks, ciphertext).
enum IdentityWords {
  /// What shops write where nothing is known; compared in lower case, without blanks at the ends.
  static let nobody: Set<String> = [
    "-", "--", "---", "?", ".", "/", "na", "n/a", "n.a.", "#n/a", "nan", "none", "null", "nil", "(null)", "(none)",
    "(not set)", "undefined", "unknown", "anonymous", "anonym", "guest", "guests", "guest user", "guest customer",
    "guest checkout", "no customer", "not provided", "not available", "walk-in", "walk in", "walkin",
    "walk-in customer", "walk in customer", "walkin customer", "cash customer", "匿名", "匿名用户", "匿名买家", "匿名顾客",
    "游客", "访客", "散客", "无", "未知", "暂无", "未填写", "未登录", "不详", "空",
  ]

  /// Local parts of addresses that nobody reads.
  static let localParts: Set<String> = [
    "noreply", "no-reply", "no_reply", "no.reply", "donotreply", "do-not-reply", "do_not_reply", "nobody", "noemail",
    "no-email", "no_email", "no.email", "nomail", "no-mail", "none", "na", "n/a", "null", "unknown", "anonymous",
    "guest", "test", "walkin", "walk-in", "no",
  ]

  /// Domains of marketplaces and privacy services: an address there is one person's, but not the person's only one.
  ///
  /// An entry that ends with a point is the beginning of a domain, one that begins with a point its end.
  static let relayDomains: [String] = [
    "marketplace.amazon.", "members.ebay.", "relay.", "privaterelay.appleid.com", "mozmail.com", "duck.com",
    "simplelogin.com", "anonaddy.me", "allegromail.pl", "guest.booking.com",
  ]

  /// How a country's numbers are written at home: the digits before the number in calls within the country, and the
  /// fewest digits after the country code that make a number that begins with it an international one.
  ///
  /// Countries that are not listed have the trunk digit 0 and eight digits. Source: ITU-T E.164 national numbering plans.
  static let numbering: [(country: String, trunk: String, national: Int)] = [
    ("1", "1", 10), ("7", "8", 10), ("36", "06", 8), ("39", "", 9), ("61", "0", 9), ("86", "0", 9), ("91", "0", 10),
    ("370", "0", 8), ("378", "", 8), ("379", "", 8),
  ]

  /// First bytes of texts that may mean nobody, or be a mask or ciphertext: all others need no closer look.
  static let firstBytes: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for word in nobody {
      for first in word.utf8.prefix(1) {
        table[Int(first)] = true
        if first >= 97, first <= 122 { table[Int(first & ~32)] = true }
      }
    }
    for first in "0#$*".utf8 { table[Int(first)] = true }
    return table
  }()
}
