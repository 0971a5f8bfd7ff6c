/// Which columns of a table the ledger reads, and as what: only their cells can make a row doubtful.
struct ColumnUse: Sendable {
  /// As what the cells of a column are read.
  enum Role: Sendable {
    /// Not at all.
    case none
    /// As text: whatever stands there can be read.
    case text
    /// As a day or a moment, or as a figure: other texts cannot be read.
    case figure
    /// As whatever its cells look like.
    case unknown
  }

  /// One for each column of the header.
  private(set) var roles: [Role]

  /// Every column is read, as nobody knows what.
  init(count: Int) { roles = Array(repeating: .unknown, count: count) }

  /// From the names of the columns: those that any kind of file with such a header has, those that are known by
  /// themselves, and those that a person named.
  ///
  /// Where none is known, all of them count as read.
  init(header: [String], mapped: [(field: Field, column: String)] = []) {
    roles = Array(repeating: .none, count: header.count)
    let names = header.map { Field.normalised($0) }
    var places: [String: [Int]] = [:]
    for (place, name) in names.enumerated() where !name.isEmpty { places[name, default: []].append(place) }
    // Whatever a header may mean in any language: which of its meanings holds, the cells decide elsewhere.
    for (place, name) in header.enumerated() where !names[place].isEmpty {
      for meaning in Field.meanings(HeaderText(name)).meanings {
        take(meaning.field.map { Column($0) } ?? .note, place)
      }
    }
    for found in Formats.recognise(header: header, sample: []) where found.confidence >= Formats.certain {
      for entry in found.kind.columns {
        for header in entry.headers {
          for place in places[Field.normalised(header)] ?? [] { take(entry.column, place) }
        }
      }
      guard let joined = found.kind.joined else { continue }
      let prefix = Field.normalised(joined.prefix)
      for (place, name) in names.enumerated() where name.hasPrefix(prefix) { take(joined.column, place) }
    }
    for entry in mapped {
      for place in places[Field.normalised(entry.column)] ?? [] { roles[place] = Self.role(of: Column(entry.field)) }
    }
    if !roles.contains(where: { $0 != .none }) { self = ColumnUse(count: header.count) }
  }

  private mutating func take(_ column: Column, _ place: Int) {
    let role = Self.role(of: column)
    // What one kind reads as a text and another as a figure may be either.
    roles[place] = roles[place] == .none || roles[place] == role ? role : .text
  }

  private static func role(of column: Column) -> Role {
    if column.isMoney { return .figure }
    switch column {
    case .quantity, .orderedAt, .date, .time, .paidAt, .refundedAt, .cancelledAt, .dispatchedAt, .completedAt, .at,
      .contactedAt:
      return .figure
    default: return .text
    }
  }
}
