import Canvas
import Ledger

/// Everything that is known about one customer as a document: a headline, and sections of fields, pictures and lines.
///
/// Each field says its figure, what the figure means, and leads to the rows behind it where there are any. How the
/// sections stand on a screen is the business of ``layout(width:height:hints:)``.
public struct Card: Sendable {
  /// One figure or word about the customer.
  public struct Field: Sendable {
    /// Name in JSON where the fact is there too; stays.
    public let id: String
    /// What it is, in a word or two.
    public let label: String
    /// The figure as it is drawn.
    public let value: String
    /// The figure, exact.
    public let exact: Value
    /// What the figure is.
    public let kind: Kind
    /// A judgement, or `.text`.
    public let role: Role
    /// More about the value, drawn muted.
    public let remark: String
    /// Formula, window and edge cases. One paragraph per element.
    public let definition: [String]
    /// The rows behind the figure; `nil` where there are none.
    public let destination: Destination?

    /// A field.
    public init(
      id: String, label: String, value: String, exact: Value, kind: Kind, role: Role = .text, remark: String = "",
      definition: [String], destination: Destination? = nil
    ) {
      self.id = id
      self.label = label
      self.value = value
      self.exact = exact
      self.kind = kind
      self.role = role
      self.remark = remark
      self.definition = definition
      self.destination = destination
    }

    /// Whether the value stands at the right of its column, as figures do.
    var isFigure: Bool {
      switch kind {
      case .integer, .count, .money, .ratio, .number, .days: true
      case .date, .instant, .text, .key: false
      }
    }
  }

  /// A sentence of a section.
  public struct Line: Sendable {
    /// The sentence; wrapped where it is drawn.
    public let text: String
    /// A judgement, or `.text`.
    public let role: Role
    /// Whether it only says which key does something: left out where there are no keys.
    public let isHint: Bool

    /// A line.
    public init(_ text: String, role: Role = .text, isHint: Bool = false) {
      self.text = text
      self.role = role
      self.isHint = isHint
    }
  }

  /// Fields that belong together, with a picture below them, and sentences below that.
  public struct Section: Sendable {
    /// Which section; the arrangements name it.
    public let id: SectionID
    /// The line above.
    public let title: String
    /// The fields, the most important first.
    public let fields: [Field]
    /// A picture.
    public let picture: Sheet.Figure?
    /// Sentences.
    public let lines: [Line]

    /// A section.
    public init(
      _ id: SectionID, _ title: String, fields: [Field] = [], picture: Sheet.Figure? = nil, lines: [Line] = []
    ) {
      self.id = id
      self.title = title
      self.fields = fields
      self.picture = picture
      self.lines = lines
    }
  }

  /// The sections that there are.
  public enum SectionID: String, Sendable, CaseIterable {
    /// What the person is worth.
    case worth
    /// The five dimensions of that.
    case value
    /// The segments under each RFM map.
    case segments
    /// When the person buys.
    case rhythm
    /// Who the person is.
    case who
    /// What was ordered, given back and at which prices.
    case bought
    /// What was bought most.
    case favourites
    /// Visits, enquiries, campaigns.
    case behaviour
    /// The purchases on a time axis.
    case timeline
    /// What to offer and what not.
    case offer
    /// What was written about the person.
    case notes
  }

  /// Name, else key.
  public let title: String
  /// What stands beside the name: key and place.
  public let remarks: [String]
  /// Phone number and e-mail address, which stand beside them where they fit whole.
  public let contacts: [String]
  /// Stage and rhythm in a word each, with the judgement about them.
  public let standing: [(words: String, role: Role)]
  /// What has to be known before anything is done; `nil` for most.
  public let warning: String?
  /// The sections; empty ones are not there.
  public let sections: [Section]

  /// All fields, section by section: an index of this list is the index of a field everywhere.
  public var fields: [Field] { sections.flatMap(\.fields) }

  /// The field of this name.
  public func field(_ id: String) -> Field? {
    for section in sections {
      if let field = section.fields.first(where: { $0.id == id }) { return field }
    }
    return nil
  }
}

/// A note or promise about a customer, written by somebody.
public struct CardNote: Sendable, Hashable {
  /// What was written.
  public let text: String
  /// What kind of note it is, in words: `note`, `call back`; may be empty.
  public let kind: String
  /// The day by which something was promised.
  public let due: Day?
  /// The day on which it was written.
  public let written: Day?
  /// Whether it is done with.
  public let isDone: Bool
  /// Whether it says that the person wants to be left alone.
  public let forbidsContact: Bool

  /// A note.
  public init(
    _ text: String, kind: String = "", due: Day? = nil, written: Day? = nil, isDone: Bool = false,
    forbidsContact: Bool = false
  ) {
    self.forbidsContact = forbidsContact
    self.text = text
    self.kind = kind
    self.due = due
    self.written = written
    self.isDone = isDone
  }
}
