import CYajl
import Glibc
import Ledger

/// Rows from the parser's events: objects are flattened, lists of lines become a row each.
///
/// `{"customer": {"email": "…"}}` is the column `customer.email`. An array of objects under a name such as `line_items`
/// gives one row per element, with the other fields repeated; the values of any other array are joined with "; ".
///
/// Lives behind a pointer, which the parser hands to its calls: the fields of an object are checked at every access, and
/// there are some for every value.
struct JSONRows {
  /// Names of arrays whose elements are the lines of an order.
  static let lineNames: Set<String> = [
    "lines", "items", "line_items", "lineitems", "order_items", "orderitems", "order_lines", "orderlines", "products",
  ]
  /// Arrays and objects inside each other that are followed.
  private static let depthLimit = 64
  /// Bytes of the values of one object.
  private static let objectLimit = 64 << 20
  /// Bytes that the fields of one object may take where they are repeated for each of its lines.
  private static let repetitionLimit = 256 << 20
  /// Names of arrays around the orders of a whole answer of a shop's programming interface.
  private static let wrapperNames: Set<String> = ["orders", "data", "results", "records", "rows"]

  /// Whether the objects stand in one array.
  var isArray = false
  /// Line that is being parsed, from 1.
  var line = 1
  /// Rows so far.
  var count: Int { writer.count }
  /// Whether no object is open.
  var isAtTop: Bool { stack.isEmpty }
  /// Why the present object cannot be used, where the parser itself found nothing wrong.
  private(set) var refusal: String?
  /// Why the whole reading has to end.
  private(set) var failure: IngestError?

  /// An open object or array.
  private struct Level {
    let isArray: Bool
    /// The name in whose column the values go, by its position in `nodes`.
    let node: Int
    /// Whether the elements of the array are rows.
    var isLines = false
  }

  /// A key in its place: `customer` → `customer.email`.
  private struct Node {
    let parent: Int
    let key: [UInt8]
    /// Whether its elements, where it is an array, are lines.
    let isLines: Bool
    var column = -1
    /// The node that came after this one last time: objects mostly repeat each other's order.
    var follower = -1
  }

  private struct Key: Hashable {
    let parent: Int
    let key: [UInt8]
  }

  /// A value of the present object.
  private struct Value {
    let column: Int
    let bytes: Range<Int>
    /// Which element of the list of lines it belongs to; -1: the object itself.
    let element: Int
    /// Whether an array holds it, so that it is added to another value of its column.
    let isListed: Bool
    /// The next value of the same cell; -1: none.
    var next = -1
  }

  private let name: String
  private let writer: TableWriter
  private var nodes = [Node(parent: -1, key: [], isLines: false)]
  private var positions: [Key: Int] = [:]
  private var columns: [String] = []
  private var stack: [Level] = []
  /// Arrays that are open and no lists of lines.
  private var lists = 0
  private var node = 0
  private var last = 0
  private var values: [Value] = []
  private var bytes: [UInt8] = []
  private var element = -1
  /// Where the values of each element begin.
  private var elementStarts: [Int] = []
  private var objectLine = 0
  // For each column the first and the last value of the row that is being written; -1: none.
  private var firsts: [Int] = []
  private var lasts: [Int] = []

  /// No rows; `name` is the file that messages blame, of so many bytes.
  init(name: String, source: Int) {
    self.name = name
    writer = TableWriter(growing: name, source: source)
  }

  /// A parser that calls these rows, which have to outlive it; freed with `yajl_free`.
  static func parser(of rows: UnsafeMutablePointer<JSONRows>) -> yajl_handle? {
    clientele_yajl_alloc(Self.callbacks, rows)
  }

  /// Forgets the object that is open.
  mutating func dropObject() {
    stack.removeAll(keepingCapacity: true)
    lists = 0
    node = 0
    refusal = nil
    forget()
  }

  /// The table of all rows.
  func table(from origin: TextTable) throws(IngestError) -> TextTable {
    guard !columns.isEmpty else {
      throw IngestError(
        kind: .notATable, file: name, what: "its objects are empty", wayOut: "Name a file with orders in it.")
    }
    return try writer.finish(header: columns, from: origin)
  }

  private mutating func forget() {
    values.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    element = -1
    elementStarts.removeAll(keepingCapacity: true)
  }

  // MARK: Events

  fileprivate mutating func open(isArray: Bool) -> Bool {
    guard stack.count < Self.depthLimit else { return refuse("its objects are too deep inside each other") }
    guard let top = stack.last else {
      if isArray, !self.isArray { return refuse("is an array, not an object") }
      objectLine = line
      last = 0
      node = 0
      stack.append(Level(isArray: isArray, node: 0))
      return true
    }
    if self.isArray, stack.count == 1 {
      if isArray { return refuse("its elements are no objects") }
      objectLine = line
      last = 0
      node = 0
    }
    var level = Level(isArray: isArray, node: top.isArray ? top.node : node)
    if isArray {
      if element < 0, elementStarts.isEmpty, lists == 0, nodes[level.node].isLines {
        level.isLines = true
      } else {
        lists += 1
      }
    } else if !self.isArray, stack.count == 2, top.isArray, Self.wrapperNames.contains(keyText(level.node)) {
      return refuse("its rows are inside the array “\(keyText(level.node))”")
    } else if top.isLines {
      element = elementStarts.count
      elementStarts.append(values.count)
    }
    stack.append(level)
    node = level.node
    return true
  }

  fileprivate mutating func close() -> Bool {
    guard let level = stack.popLast() else { return true }
    if level.isArray {
      if !level.isLines, !(isArray && stack.isEmpty) { lists -= 1 }
    } else if let top = stack.last, top.isLines {
      element = -1
    } else if stack.isEmpty || (isArray && stack.count == 1) {
      return emit()
    }
    node = level.node
    return true
  }

  fileprivate mutating func key(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    let parent = stack.last?.node ?? 0
    let guess = nodes[last].follower
    if guess >= 0, nodes[guess].parent == parent, Self.isEqual(nodes[guess].key, key) {
      node = guess
    } else {
      let wanted = Key(parent: parent, key: Array(key))
      if let known = positions[wanted] {
        node = known
      } else {
        guard nodes.count < 4 * SheetReader.columnLimit else { return tooWide() }
        node = nodes.count
        let text = String(decoding: wanted.key, as: UTF8.self).lowercased()
        nodes.append(Node(parent: parent, key: wanted.key, isLines: Self.lineNames.contains(text)))
        positions[wanted] = node
      }
      nodes[last].follower = node
    }
    last = node
    return true
  }

  fileprivate mutating func value(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let top = stack.last else { return refuse("is no object") }
    if isArray, stack.count == 1 { return refuse("its elements are no objects") }
    let place = top.isArray ? top.node : node
    if nodes[place].column < 0 {
      guard columns.count < SheetReader.columnLimit else { return tooWide() }
      nodes[place].column = columns.count
      columns.append(path(place))
    }
    guard value.count > 0 else { return true }
    guard bytes.count + value.count <= Self.objectLimit else { return refuse("the object is too large") }
    let start = bytes.count
    bytes.append(contentsOf: value)
    values.append(
      Value(
        column: nodes[place].column, bytes: start..<bytes.count, element: element,
        isListed: lists > 0 || (top.isLines && element < 0)))
    return true
  }

  private mutating func refuse(_ why: String) -> Bool {
    refusal = why
    return false
  }

  private mutating func tooWide() -> Bool {
    failure = IngestError(
      kind: .notATable, file: name, line: line,
      what: "its objects have more than \(Digits.grouped(SheetReader.columnLimit)) different keys",
      wayOut: "Are the keys data? Write each as a value: {\"sku\": …, \"quantity\": …}.")
    return false
  }

  // MARK: Rows

  /// Writes the rows of the object that has ended.
  private mutating func emit() -> Bool {
    defer { forget() }
    let outside = values.reduce(0) { $0 + ($1.element < 0 ? $1.bytes.count + 1 : 0) }
    guard elementStarts.count * (outside + columns.count) <= Self.repetitionLimit else {
      return refuse("the object has too many lines")
    }
    firsts.removeAll(keepingCapacity: true)
    lasts.removeAll(keepingCapacity: true)
    for position in values.indices where values[position].element < 0 { place(position) }
    let (outerFirsts, outerLasts) = (firsts, lasts)
    for row in 0..<max(1, elementStarts.count) {
      if row > 0 { (firsts, lasts) = (outerFirsts, outerLasts) }
      if row < elementStarts.count {
        let end = row + 1 < elementStarts.count ? elementStarts[row + 1] : values.count
        for position in elementStarts[row]..<end where values[position].element == row { place(position) }
      }
      for first in firsts { add(first) }
      // An object without any value is a row too.
      if firsts.isEmpty { writer.addEmpty() }
      do throws(IngestError) {
        try writer.endRow(line: objectLine)
      } catch {
        failure = error
        return false
      }
    }
    return true
  }

  /// Puts a value into its cell: a listed one after the others, of a key that is repeated the last one alone.
  private mutating func place(_ position: Int) {
    let value = values[position]
    while firsts.count <= value.column {
      firsts.append(-1)
      lasts.append(-1)
    }
    let last = lasts[value.column]
    if last >= 0, value.isListed, values[last].element == value.element {
      values[last].next = position
    } else {
      firsts[value.column] = position
    }
    lasts[value.column] = position
  }

  /// Adds the cell that begins with a value.
  private func add(_ first: Int) {
    guard first >= 0 else {
      writer.addEmpty()
      return
    }
    guard values[first].next >= 0 else {
      bytes.withUnsafeBufferPointer { writer.add(UnsafeBufferPointer(rebasing: $0[values[first].bytes])) }
      return
    }
    var text: [UInt8] = []
    var at = first
    while at >= 0 {
      if at != first { text.append(contentsOf: [UInt8(ascii: ";"), 32]) }
      text.append(contentsOf: bytes[values[at].bytes])
      at = values[at].next
    }
    text.withUnsafeBufferPointer { writer.add($0) }
  }

  private static func isEqual(_ known: [UInt8], _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard known.count == key.count, let start = key.baseAddress else { return known.isEmpty && key.isEmpty }
    return known.withUnsafeBufferPointer { $0.baseAddress.map { memcmp($0, start, key.count) == 0 } ?? true }
  }

  /// The last key of a place, in lower case.
  private func keyText(_ node: Int) -> String { String(decoding: nodes[node].key, as: UTF8.self).lowercased() }

  /// The name of a column: its keys with points.
  private func path(_ node: Int) -> String {
    var parts: [String] = []
    var at = node
    while at > 0 {
      parts.append(String(decoding: nodes[at].key, as: UTF8.self))
      at = nodes[at].parent
    }
    return parts.reversed().joined(separator: ".")
  }
}

// MARK: The parser's calls

extension JSONRows {
  fileprivate static func of(_ state: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<JSONRows>? {
    state?.assumingMemoryBound(to: JSONRows.self)
  }

  fileprivate static func piece(_ start: UnsafePointer<UInt8>?, _ count: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: start, count: count)
  }

  /// The table of calls; parsers keep its address.
  nonisolated(unsafe) private static let callbacks: UnsafePointer<yajl_callbacks> = {
    let table = UnsafeMutablePointer<yajl_callbacks>.allocate(capacity: 1)
    table.initialize(to: calls)
    return UnsafePointer(table)
  }()

  private static var calls: yajl_callbacks {
    yajl_callbacks(
      yajl_null: { state in JSONRows.of(state)?.pointee.value(JSONRows.piece(nil, 0)) == true ? 1 : 0 },
      yajl_boolean: { state, truth in
        var text: StaticString = "false"
        if truth != 0 { text = "true" }
        return JSONRows.of(state)?.pointee.value(JSONRows.piece(text.utf8Start, text.utf8CodeUnitCount)) == true ? 1 : 0
      },
      yajl_integer: nil, yajl_double: nil,
      yajl_number: { state, text, count in
        guard let text else { return 0 }
        return text.withMemoryRebound(to: UInt8.self, capacity: count) {
          if let plain = Decimals.plain(UnsafeBufferPointer(start: $0, count: count)) {
            return plain.withUnsafeBufferPointer { digits in
              JSONRows.of(state)?.pointee.value(JSONRows.piece(digits.baseAddress, digits.count)) == true ? 1 : 0
            }
          }
          return JSONRows.of(state)?.pointee.value(JSONRows.piece($0, count)) == true ? 1 : 0
        }
      },
      yajl_string: { state, text, count in
        JSONRows.of(state)?.pointee.value(JSONRows.piece(text, count)) == true ? 1 : 0
      },
      yajl_start_map: { state in JSONRows.of(state)?.pointee.open(isArray: false) == true ? 1 : 0 },
      yajl_map_key: { state, text, count in JSONRows.of(state)?.pointee.key(JSONRows.piece(text, count)) == true ? 1 : 0
      },
      yajl_end_map: { state in JSONRows.of(state)?.pointee.close() == true ? 1 : 0 },
      yajl_start_array: { state in JSONRows.of(state)?.pointee.open(isArray: true) == true ? 1 : 0 },
      yajl_end_array: { state in JSONRows.of(state)?.pointee.close() == true ? 1 : 0 })
  }
}
