/// Telephone numbers that ring nowhere.
///
/// France: the ranges that ARCEP keeps for works of fiction (06 39 98, 01 99 00, 02 61 91, 03 53 01, 04 65 71,
/// 05 36 49). Germany: the Bundesnetzagentur's drama numbers in Berlin, Frankfurt, Hamburg, Cologne and Munich.
/// Ireland: ComReg's 020 91 for drama. China has no such range, so numbers under the Beijing code whose subscriber
/// part begins with 0 are used: none is ever assigned, as 0 is the trunk prefix.
///
/// A stride prime to the size of the range spreads the last digits, as those of real numbers are.
/// When a country's range is used up, the person has no phone: no two people ever share a number by accident.
struct PhoneBook {
  private var used = [0, 0, 0, 0]

  /// The next free number of a country, or an empty text.
  mutating func next(_ country: Place.Country) -> String {
    let index = used[country.rawValue]
    used[country.rawValue] += 1
    switch country {
    case .france:
      guard index < 60_000 else { return "" }
      let range = ["6 39 98", "1 99 00", "2 61 91", "3 53 01", "4 65 71", "5 36 49"][index / 10_000]
      let digits = Self.digits((index % 10_000 * 7_919 + 1_406) % 10_000, 4)
      return "+33 \(range) \(digits.prefix(2)) \(digits.suffix(2))"
    case .germany:
      guard index < 5_000 else { return "" }
      let range = ["30 23125", "69 90009", "40 66969", "221 4710", "89 99998"][index % 5]
      return "+49 \(range)\(Self.digits((index / 5 * 617 + 142) % 1_000, 3))"
    case .ireland:
      guard index < 100_000 else { return "" }
      let digits = Self.digits((index * 79_193 + 31_427) % 100_000, 5)
      return "+353 20 91\(digits.prefix(1)) \(digits.suffix(4))"
    case .china:
      guard index < 10_000_000 else { return "" }
      let digits = Self.digits((index * 7_654_321 + 2_718_281) % 10_000_000, 7)
      return "+86 10 0\(digits.prefix(3)) \(digits.suffix(4))"
    }
  }

  private static func digits(_ value: Int, _ count: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }
}
