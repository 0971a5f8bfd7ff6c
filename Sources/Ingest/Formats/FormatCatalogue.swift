import Ledger

/// What `clientele formats` lists: every kind of file that is recognised, from the registry that recognises them.
public struct FormatDescription: Sendable {
  /// Short name: "shopify-orders".
  public let id: String
  /// The platform.
  public let platform: String
  /// What the file is.
  public let title: String
  /// What its rows become: "orders", "part of orders", "visits", "not read".
  public let becomes: String
  /// Headers by which it is recognised: of each group, one must be there.
  public let signature: [[String]]
  /// Which headers become which column of the plain shop folder, the best first.
  public let columns: [(column: String, headers: [String])]
  /// Where in the platform the file is made; empty where not known for sure.
  public let origin: String
  /// What the file cannot give, and how its figures are read.
  public let notes: [String]

  init(_ kind: FileKind) {
    id = kind.id
    platform = kind.platform
    title = kind.title
    switch kind.role {
    case .orders: becomes = "orders"
    case .part: becomes = "part of orders"
    case .side(let side): becomes = side.title
    case .unused: becomes = "not read"
    }
    signature = kind.signature
    columns = kind.columns.map { ($0.column.plainName, $0.headers) }
    origin = kind.how
    var notes = kind.notes
    if let needs = kind.needs { notes.append("Needs \(needs.file) beside it.") }
    self.notes = notes
  }

  /// All kinds, in the order of the registry.
  public static let all: [FormatDescription] = Formats.all.map { FormatDescription($0) }

  /// What a person may say that a file is, beside the kinds: read by its headers alone, or not at all.
  public static let others = [
    (id: "generic", meaning: "a table that is read by the names of its columns"),
    (id: "ignore", meaning: "leave the file out"),
  ]

  /// The names that `--encoding` offers; it takes any that the C library's converter knows.
  public static var encodings: [String] { Encodings.names }

  /// The ways in which tables may be packed.
  public static let containers: [(name: String, meaning: String)] = [
    ("text", "comma, semicolon, tab or pipe between the fields; a header line"),
    (".gz", "the same, packed"),
    (".zip", "all tables in it"),
    ("folder", "all tables in it, not in folders below"),
    (".xlsx", "every sheet that holds something"),
    ("SQLite", "tables or views named as in 'clientele formats sqlite'"),
    ("JSON Lines", "one object per line; lists of lines are unfolded"),
    ("-", "standard input, any of these"),
  ]

  /// The tables of a SQLite file as statements that make them: the plain shop folder's names.
  public static let sqliteSchema: String = {
    var text = "-- Orders: a customer (customer_id, email or phone), ordered_at and an amount are required.\n"
    let skipped: Set<Field> = [.date, .time, .lineTotal, .orderTotal, .address]
    let fields = Field.allCases.filter { !skipped.contains($0) }
    text += statement("orders", fields.map(\.rawValue))
    text += "\n-- Order lines in a table of their own, if not in orders; joined by order_id.\n"
    let lines: [Field] = [.orderId, .line, .sku, .product, .category, .quantity, .unitPrice, .discount, .refund, .cost]
    text += statement("order_lines", lines.map(\.rawValue))
    for kind in SideKind.allCases {
      let columns = kind.needs + kind.mayHave
      text += "\n-- Required: \(kind.needs.map(\.column.rawValue).joined(separator: ", ")).\n"
      text += statement(kind.rawValue, columns.map(\.column.rawValue))
    }
    return text
  }()

  private static func statement(_ table: String, _ columns: [String]) -> String {
    "CREATE TABLE \(table) (\n  " + columns.map { "\($0) TEXT" }.joined(separator: ",\n  ") + "\n);\n"
  }
}
