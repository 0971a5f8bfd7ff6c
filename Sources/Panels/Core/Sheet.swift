import Canvas
import Ledger

/// What one view shows: a table, a drawing of it, the sentences that read it, and where each row leads.
///
/// Screen, `print`, CSV and JSON all take their figures from the same sheet.
public struct Sheet: Sendable {
  /// Name of the panel or kind of sheet: `deciles`, `customers`, `customer`, `order`.
  public let id: String
  /// Head on the screen, and crumb.
  public let title: String
  /// The table.
  public private(set) var table: DataTable
  /// Window that the figures are taken from, as settings write it: `365d`, `all`; empty where there is none.
  public let window: String
  /// How many customers the figures speak of; `nil` where that means nothing.
  public let customers: Int?
  /// Settings that shaped the figures, by their short name: `by` = `net`.
  public let settings: [(key: String, value: String)]
  /// Sentences that read the figures; the first is the one to show where there is room for one.
  public let reading: [String]
  /// What was left out, what is uncertain.
  public private(set) var notes: [String]
  /// What the figures mean: formula, window, edge cases. One paragraph per element.
  public let definition: [String]
  /// A drawing above the table in the full view.
  public let figure: Figure?
  /// A card above the table, in place of ``figure``, where the sheet is about one customer.
  public let card: Card?
  /// Ids of the columns that the overview shows, in order; empty where the overview does not show this panel.
  public let overview: [String]
  /// The customer that a row is about, by the number in the ledger; `nil` where rows are about something else.
  public let customer: (@Sendable (_ row: Int) -> Int)?
  /// The customer that the whole sheet is about, by the number in the ledger.
  public let subject: Int?
  /// Whether it is a list of like things, whose rows are summed up and have medians.
  public var isList: Bool { id != "frequency" && table.columns.contains { $0.summing != .none } }
  /// Where a row leads; `nil` where it leads nowhere.
  public let destination: @Sendable (_ row: Int) -> Destination?
  /// A judgement about a row that colours it and is also said in words by a column.
  public let tone: @Sendable (_ row: Int) -> Role?

  /// The same sheet with some of the columns of its table.
  func choosing(_ columns: [Int], areChosen: Bool) -> Sheet {
    var sheet = self
    sheet.table = table.choosing(columns, areChosen: areChosen)
    return sheet
  }

  /// The same sheet with one more note, before the others.
  func noting(_ note: String) -> Sheet {
    var sheet = self
    sheet.notes.insert(note, at: 0)
    return sheet
  }

  /// A drawing with the number of lines that it needs and would like.
  public struct Figure: Sendable {
    /// Fewest lines in which it says something.
    public let minimum: Int
    /// Lines beyond which it gains nothing.
    public let ideal: Int
    /// Draws into a rectangle; `row` is the row under the cursor.
    public let draw: @Sendable (_ canvas: inout Canvas, _ rect: Rect, _ row: Int?) -> Void

    /// A drawing.
    public init(
      minimum: Int, ideal: Int, draw: @escaping @Sendable (_ canvas: inout Canvas, _ rect: Rect, _ row: Int?) -> Void
    ) {
      self.minimum = minimum
      self.ideal = ideal
      self.draw = draw
    }
  }

  /// A sheet.
  public init(
    id: String, title: String, table: DataTable, window: String = "", customers: Int? = nil,
    settings: [(key: String, value: String)] = [], reading: [String] = [], notes: [String] = [],
    definition: [String] = [], figure: Figure? = nil, card: Card? = nil, overview: [String] = [],
    customer: (@Sendable (_ row: Int) -> Int)? = nil, subject: Int? = nil,
    tone: @escaping @Sendable (_ row: Int) -> Role? = { _ in nil },
    destination: @escaping @Sendable (_ row: Int) -> Destination? = { _ in nil }
  ) {
    self.id = id
    self.title = title
    self.table = table
    self.window = window
    self.customers = customers
    self.settings = settings
    self.reading = reading
    self.notes = notes
    self.definition = definition
    self.figure = figure
    self.card = card
    self.overview = overview
    self.customer = customer
    self.subject = subject
    self.tone = tone
    self.destination = destination
  }
}

/// Where a row leads: the crumb of the next sheet, and how that sheet is made when somebody goes there.
public struct Destination: Sendable {
  /// Crumb of the next sheet.
  public let title: String
  /// Makes the next sheet.
  public let open: @Sendable () -> Sheet

  /// A destination.
  public init(title: String, open: @escaping @Sendable () -> Sheet) {
    self.title = title
    self.open = open
  }
}
