/// Tells whether a row repeats the header, and in which order.
struct HeaderMatch: Sendable {
  /// What a row is as a header.
  enum Kind: Equatable {
    /// The same names in the same order.
    case same
    /// The names of the same table in another order: for each column its place, or -1.
    case reordered([Int])
  }

  private let names: [String]
  private let fields: [Field?]
  private let known: Set<String>

  /// Compares with the names of a header.
  init(_ header: [String]) {
    names = header.map { Field.normalised($0) }
    fields = names.map { Field.named($0) }
    known = Set(names.filter { !$0.isEmpty })
  }

  /// What a row is as a header; `nil`: none of this table.
  func kind(of cells: [String]) -> Kind? {
    guard cells.count >= 2, !known.isEmpty else { return nil }
    // A quick refusal: rows hold figures, headers do not.
    let own = cells.map { Field.normalised($0) }
    let filled = own.count { !$0.isEmpty }
    let common = own.count { known.contains($0) || Field.named($0) != nil }
    guard common >= 2, common * 10 >= min(known.count, filled) * 6 else { return nil }
    let ownFields = own.map { Field.named($0) }
    // Where each name stands, last place first, so that the first free one is taken from the end.
    var standing: [String: [Int]] = [:]
    for place in own.indices.reversed() { standing[own[place], default: []].append(place) }
    var places = Array(repeating: -1, count: names.count)
    var taken = Set<Int>()
    for (column, name) in names.enumerated() where !name.isEmpty {
      // The same place first: several columns may have one name.
      if column < own.count, own[column] == name, !taken.contains(column) {
        places[column] = column
        taken.insert(column)
      } else {
        while let place = standing[name]?.popLast() {
          guard !taken.contains(place) else { continue }
          places[column] = place
          taken.insert(place)
          break
        }
      }
    }
    for (column, field) in fields.enumerated() where places[column] < 0 && field != nil {
      guard let place = ownFields.indices.first(where: { ownFields[$0] == field && !taken.contains($0) }) else {
        continue
      }
      places[column] = place
      taken.insert(place)
    }
    let matched = taken.count
    guard matched >= 2, matched * 10 >= known.count * 6, matched * 10 >= filled * 6 else { return nil }
    let isSame =
      own.count == names.count && names.indices.allSatisfy { places[$0] == $0 || (names[$0].isEmpty && places[$0] < 0) }
    return isSame ? .same : .reordered(places)
  }
}
