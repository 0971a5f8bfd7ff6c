import Ledger

/// Says whose row it is: what the passes over the rows ask, from all threads at once.
///
/// Read-only once it is made; owns the texts of all keys.
final class IdentityResolver: @unchecked Sendable {
  /// Codes of `code(of:_:into:)` beyond all persons.
  enum Code {
    /// Nobody: an empty cell, or a key that means nobody.
    static let nobody: UInt32 = .max
    /// A key that was refused.
    static let refused: UInt32 = .max - 1
    /// Set for a key that only counts where the row has no better one.
    static let isLast: UInt32 = 1 << 31
  }

  let graph: IdentityGraph
  /// Hashes of the persons' texts, by number.
  private let hashes: [UInt64]
  private let normaliser: IdentityNormaliser

  init(_ found: IdentityCollector, _ decisions: [IdentityDecision]) {
    normaliser = IdentityNormaliser(found.rules)
    let graph = IdentityGraph(found, DecidedKeys(decisions, normaliser))
    self.graph = graph
    hashes = (0..<graph.persons.count).map { graph.persons.texts[$0].hash }
  }

  deinit { graph.deallocate() }

  /// The text of a person and its hash.
  func person(_ number: UInt32) -> (text: TextPiece, hash: UInt64) {
    (graph.persons.texts[Int(number)], hashes[Int(number)])
  }

  /// The person of a cell of a key column, with `Code.isLast` where it counts last, or a code.
  func code(of cell: TextPiece, _ kind: IdentityKind, _ buffer: inout [UInt8]) -> UInt32 {
    // A key that means nobody is only known where a decision says that it does.
    guard normaliser.read(cell, kind, into: &buffer) != .absent,
      let number = buffer.withPiece({ graph.space(kind).keys.find($0) })
    else { return Code.nobody }
    let key = graph.base(kind) + Int(number)
    let person = graph.personOfKey[key]
    guard person != .max else { return Code.refused }
    return kind != .account && graph.parts[key] == .stands ? person | Code.isLast : person
  }

  /// The text of a customer who is known by name alone: said to be a name where a key has the same text.
  func nameKey(_ name: TextPiece, _ scratch: inout Scratch) -> TextPiece {
    guard IdentityKind.allCases.contains(where: { graph.space($0).keys.find(name) != nil }) else { return name }
    let prefix: StaticString = "name "
    let copy = scratch.take(name.count + prefix.utf8CodeUnitCount)
    copy.update(from: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
    (copy + prefix.utf8CodeUnitCount).update(from: name.start, count: name.count)
    return TextPiece(start: copy, count: name.count + prefix.utf8CodeUnitCount)
  }
}

/// What one thread has looked up of a resolver: each different cell once.
struct IdentityLookup {
  let resolver: IdentityResolver
  private var written = [InternTable(capacity: 256), InternTable(capacity: 256), InternTable(capacity: 256)]
  private var codes: [[UInt32]] = [[], [], []]
  private var buffer: [UInt8] = []
  /// Rows that have nothing but refused keys.
  var refusedRows = 0

  init(_ resolver: IdentityResolver) { self.resolver = resolver }

  /// The code of a cell; see `IdentityResolver.code`.
  mutating func code(_ cell: TextPiece, _ kind: IdentityKind, _ scratch: inout Scratch) -> UInt32 {
    guard cell.count > 0 else { return IdentityResolver.Code.nobody }
    let column = Int(kind.rawValue)
    let number = Int(written[column].number(cell))
    if number < codes[column].count { return codes[column][number] }
    let code = resolver.code(of: cell.cleaned(&scratch), kind, &buffer)
    codes[column].append(code)
    return code
  }

  func deallocate() { for table in written { table.deallocate() } }
}
