/// One setting as a person sees it: the registry line behind `clientele settings` and the settings file.
public struct SettingDescription: Sendable, Hashable {
  /// Name with its group: `deciles.window`.
  public let key: String
  /// What may stand there, in words: `365d, 6mo or all`.
  public let accepts: String
  /// The value where nothing is set.
  public let standard: String
  /// What it changes, in one sentence.
  public let meaning: String

  /// A setting.
  public init(key: String, accepts: String, standard: String, meaning: String) {
    self.key = key
    self.accepts = accepts
    self.standard = standard
    self.meaning = meaning
  }
}

/// A setting that could not be taken, said for a person.
public struct SettingError: Error, Hashable, CustomStringConvertible {
  /// What is wrong and what would be accepted.
  public let description: String

  /// An error with this message.
  public init(_ description: String) { self.description = description }
}
