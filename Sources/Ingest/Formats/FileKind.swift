import Ledger

/// A kind of file that some platform writes: how to recognise it, and what its columns mean.
///
/// A kind is data. Where a file is not one row per order line, a `translation` turns it into rows of the plain shop folder.
struct FileKind: Sendable {
  /// What the rows of the file are.
  enum Role: Sendable, Equatable {
    /// Orders or their lines: becomes orders of the ledger.
    case orders
    /// One of several files that only together are orders, such as an order list and its lines; joined with the other
    /// kinds of the same platform.
    case part
    /// Something else that the shop knows.
    case side(SideKind)
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
  /// All headers that the file is known to have: the share that is there makes the confidence.
  let headers: [String]
  /// The column of each field, the best header first. Fields that are not named are not read.
  let fields: [(field: Field, headers: [String])]
  var amount = Amount.undecided
  /// How the platform always writes dates; `nil`: decided from the rows.
  var dateOrder: DateOrder?
  /// ISO code where the platform knows only one currency and writes none.
  var currency: String?
  /// Whether times without an offset are UTC rather than the shop's time.
  var isUTC = false
  /// What a person should know about the file: which figures it cannot give.
  var notes: [String] = []
}
