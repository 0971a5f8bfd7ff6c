import Ledger

/// Something that the owner wrote about a customer.
public struct Note: Hashable, Sendable {
  /// What a note is.
  public enum Kind: String, Sendable, CaseIterable {
    /// Something to know.
    case note
    /// Something to do, mostly by a day.
    case promise
    /// The customer is not to be written to.
    case doNotContact = "do-not-contact"

    /// The kind as a person reads it.
    public var words: String { self == .doNotContact ? "do not contact" : rawValue }
  }

  /// Number in the workbook; never used again.
  public let id: Int64
  /// The key of the customer that it was written about: any of a person's keys, as the ledger has it.
  public let customerKey: String
  /// What it is.
  public let kind: Kind
  /// What was written.
  public let text: String
  /// The day by which a promise is to be kept.
  public let due: Day?
  /// When it was written, in seconds since 1970-01-01T00:00:00Z.
  public let writtenAt: Int64
  /// When it was done, in the same unit; `nil` while it is open.
  public let doneAt: Int64?

  /// Most bytes of a text.
  public static let longestText = 10_000

  /// A note.
  public init(
    id: Int64, customerKey: String, kind: Kind, text: String, due: Day? = nil, writtenAt: Int64, doneAt: Int64? = nil
  ) {
    self.id = id
    self.customerKey = customerKey
    self.kind = kind
    self.text = text
    self.due = due
    self.writtenAt = writtenAt
    self.doneAt = doneAt
  }
}
