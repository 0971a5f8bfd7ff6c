import Ledger

/// When two records are the same person: the `identity.*` settings.
public struct IdentityRules: Sendable, Hashable {
  /// Country code that phone numbers without one belong to, digits only: "86"; `nil`: numbers are compared as they are.
  public var country: String?
  /// The shop's own e-mail addresses (or `@domain`), phone numbers and accounts, which mean nobody.
  public var own: [String] = []
  /// Different names beyond which a key is nobody's own.
  public var names = 5
  /// Different addresses beyond which a key is nobody's own.
  public var addresses = 10

  /// The standard rules: DEFINITIONS part A, "same person".
  public init() {}

  /// The `identity.*` settings.
  public static let settings: [SettingDescription] = [
    SettingDescription(
      key: "identity.country", accepts: "none or a country code such as 86, 1 or 44", standard: "none",
      meaning: "Country of phone numbers that are written without one."),
    SettingDescription(
      key: "identity.own", accepts: "none or a list: orders@shop.example, @shop.example, 02012345678", standard: "none",
      meaning: "The shop's own e-mail addresses and phone numbers: they identify nobody."),
    SettingDescription(
      key: "identity.names", accepts: "a whole number from 1 to 50", standard: "5",
      meaning: "Different names beyond which an e-mail, phone or account joins nobody."),
    SettingDescription(
      key: "identity.addresses", accepts: "a whole number from 1 to 50", standard: "10",
      meaning: "Different addresses beyond which an e-mail, phone or account joins nobody."),
  ]

  /// Sets an `identity.*` setting from its text; `false` where the key is none of ``settings``.
  ///
  /// - Throws: `SettingError` where the value is not accepted; nothing is changed then.
  public mutating func set(_ key: String, _ value: String) throws(SettingError) -> Bool {
    guard let setting = IdentityRules.settings.first(where: { $0.key == key }) else { return false }
    let refusal = SettingError("\(key) accepts \(setting.accepts), not “\(value)”")
    switch key {
    case "identity.country":
      guard value != "none" else {
        country = nil
        return true
      }
      var digits = Substring(value)
      if digits.hasPrefix("+") { digits = digits.dropFirst() } else if digits.hasPrefix("00") { digits.removeFirst(2) }
      guard (1...3).contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), digits.first != "0"
      else { throw refusal }
      country = String(digits)
    case "identity.own":
      own = value == "none" ? [] : value.split { $0 == "," || $0 == " " || $0 == ";" }.map(String.init)
    default:
      guard let limit = Int(value), (1...50).contains(limit) else { throw refusal }
      if key == "identity.names" { names = limit } else { addresses = limit }
    }
    return true
  }

  /// The present value of an `identity.*` setting as `set` would take it; `nil` where the key is none of them.
  public func value(_ key: String) -> String? {
    switch key {
    case "identity.country": return country ?? "none"
    case "identity.own": return own.isEmpty ? "none" : own.joined(separator: ",")
    case "identity.names": return String(names)
    case "identity.addresses": return String(addresses)
    default: return nil
    }
  }
}

/// What a person has decided about a key: it goes before every rule.
public struct IdentityDecision: Sendable, Hashable {
  /// What a key shall do.
  public enum Verdict: String, Sendable, CaseIterable {
    /// Join all records that carry it, however many names they have.
    case join
    /// Join and identify nobody; an account still identifies its own rows.
    case refuse
    /// Follow the rules again: takes earlier decisions about the key back.
    case undo
  }

  /// What kind of key it is.
  public var kind: IdentityKind
  /// The key; normalised as the cells of the files are.
  public var key: String
  /// What it shall do.
  public var verdict: Verdict

  /// A decision.
  public init(kind: IdentityKind, key: String, verdict: Verdict) {
    self.kind = kind
    self.key = key
    self.verdict = verdict
  }
}
