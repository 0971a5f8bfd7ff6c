import Ledger

/// A kind of file that some platform writes: how to recognise it, and what its columns mean.
///
/// A kind is data. Where a file is not one row per order line, a `translation` turns it into rows of the plain shop
/// folder; otherwise the fast reader reads the file as it is, with `fields` deciding what its columns mean.
struct FileKind: Sendable {
  /// What the rows of the file are.
  enum Role: Sendable, Equatable {
    /// Orders or their lines: becomes orders of the ledger.
    case orders
    /// One of several files that only together are orders, such as an order list and its lines; joined with the other
    /// kinds of the same translation.
    case part
    /// Something else that the shop knows.
    case side(SideKind)
    /// A known file that no figure needs.
    case unused
  }

  /// What the rows of a file are among the files of one translation.
  enum Part: UInt8, Sendable {
    /// Whole orders.
    case list
    /// Lines of orders.
    case lines
    /// Lines that say more of themselves than lines do.
    case subOrders
  }

  /// What the amount of a row is.
  enum Amount: Sendable, Equatable {
    /// The price of one piece: times the quantity.
    case unitPrice
    /// The amount of the line.
    case lineTotal
    /// The amount of the order.
    case orderTotal
    /// To be found out by reconciling with the orders' totals.
    case undecided
  }

  /// Short name in lower case, as `clientele formats` and `--format-of` write it: "taobao-orders".
  let id: String
  /// The platform: "Taobao / Tmall".
  let platform: String
  /// What the file is: "Order list (ExportOrderList), one row per order".
  let title: String
  let role: Role
  /// Headers that must all be there; of a group of synonyms, one. Compared as `Field.normalised`.
  let signature: [[String]]
  /// Headers that must not be there: they make it another kind of file.
  var excludes: [String] = []
  /// All headers that the file is known to have: the share that is there makes the confidence.
  let headers: [String]
  /// What the columns mean, the best header of each first. Columns that are not named are not read; a kind without any
  /// is read by the headers' general meaning (`Field.synonyms`).
  var columns: [(column: Column, headers: [String])] = []
  var amount = Amount.undecided
  /// Columns whose names begin alike and are read as one list: `order_item_1`, `order_item_2` ….
  var joined: (column: Column, prefix: String)?
  /// What the columns of a file without a header are, from the left.
  var positional: [Column] = []
  /// Recognises a file that has no header by its first rows; `nil`: by `signature`.
  var looks: (@Sendable (_ header: [String], _ sample: [[String]]) -> Bool)?
  /// How the platform always writes dates; `nil`: decided from the rows.
  var dateOrder: DateOrder?
  /// ISO code where the platform knows only one currency and writes none.
  var currency: String?
  /// Whether times without an offset are UTC rather than the shop's time.
  var isUTC = false
  /// How the rows become rows of the plain shop folder; `nil`: they are.
  var translation: (any OrderTranslation.Type)?
  /// What its rows are where several kinds are joined.
  var part = Part.list
  /// The column under which rows of several files belong together.
  var key = Column.orderId
  /// Whether rows are looked up by `key` while orders are put together, rather than being part of one order each.
  var isLookup = false
  /// Rows of this file that are side rows too: events, of which the purchases are orders.
  var alsoSide: SideKind?
  /// Whether what was taken off an order is what its total lacks to its goods, shipping and tax.
  var infersDiscount = false
  /// What a cell's word is in the plain shop folder: of side files; of orders, what the platform's states mean ("paid",
  /// "unpaid", "cancelled", "refunded").
  var words: [Column: [String: String]] = [:]
  /// The kinds of which one must be there too, and how a person knows that file; `nil`: the file suffices.
  var needs: (kinds: [String], file: String)?
  /// What a person should know about the file: which figures it cannot give.
  var notes: [String] = []
  /// Where in the platform's menu the file is made; empty where not known for sure.
  var how = ""

  /// What "closed" is on the platform: cancelled at marketplaces, paid at a till and in Shopify's archive; `nil`: the
  /// other words of the column tell.
  var closed: StatusWords.Meaning? {
    switch platform {
    case "Shopify", "Square": .valid
    case _ where Formats.marketplaceIDs.contains(id): .cancelled
    default: nil
    }
  }

  /// The columns that are fields of the plain shop folder's orders.
  var fields: [(field: Field, headers: [String])] {
    columns.compactMap { entry in entry.column.field.map { ($0, entry.headers) } }
  }

  /// Header texts cut at commas, as they are listed in documentation.
  static func list(_ headers: String) -> [String] {
    headers.split(separator: ",").map { header in
      var header = header[...]
      while header.first == " " || header.first == "\n" { header = header.dropFirst() }
      while header.last == " " || header.last == "\n" { header = header.dropLast() }
      return String(header)
    }.filter { !$0.isEmpty }
  }
}
