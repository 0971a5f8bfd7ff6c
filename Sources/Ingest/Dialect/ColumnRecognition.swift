/// Which column of a table means what, by the words of its header and by what its cells hold.
///
/// Headers are compared with the words of all languages. Where a word has several meanings, or several columns have one,
/// these decide in turn: whether the cells contradict or fit; how close the header is to the word; whether the word
/// is of the language that most of the header is in; how certain the word is; and the place of the column.
struct ColumnRecognition {
  /// The field of each column; `nil` for columns that nobody knows.
  private(set) var fields: [Field?]
  /// Currency that the header of each column names.
  private(set) var currencies: [String?]
  /// Whether each column is the goods of the order before discounts, tax and shipping.
  private(set) var isSubtotal: [Bool]
  /// Columns of parts of a name or a date: "first_name", "last_name", "year", "month", "day", each at most once.
  private(set) var parts: [String: Int] = [:]

  private struct Place {
    let field: Field
    let column: Int
    let order: (fit: Int, closeness: Int, hasTax: Int, isForeign: Int, rank: Int)
  }

  /// Recognises the columns of a header.
  ///
  /// - Parameters:
  ///   - sample: Some rows below it; without rows the words alone decide.
  ///   - taken: Columns that are something already.
  init(_ header: [String], _ sample: [[String]], cells given: [ColumnCells]? = nil) {
    let texts = header.map { HeaderText($0) }
    let found = texts.map { Field.meanings($0) }
    currencies = texts.map(\.currency)
    isSubtotal = found.map { $0.meanings.contains { $0.key == "subtotal" } }
    fields = Array(repeating: nil, count: header.count)
    let language = ColumnRecognition.language(found.map(\.meanings))
    let cells = given ?? ColumnCells.columns(header.count, sample)
    var places: [Place] = []
    for column in header.indices {
      let isPerson = cells[column].people * 10 >= cells[column].filled * 6 && cells[column].filled > 0
      for meaning in found[column].meanings {
        let isForeign = meaning.language == language || meaning.language == 0 ? 0 : 1
        guard let field = meaning.field else {
          if isForeign == 0 || found[column].meanings.count == 1, parts[meaning.key] == nil {
            parts[meaning.key] = column
          }
          continue
        }
        var fit = cells[column].fit(field)
        let closeness = found[column].closeness
        // A word for the customer is the customer's name where it holds people, and a key otherwise.
        if field == .customerId, meaning.rank > 0, isPerson,
          ColumnRecognition.isPersonWord(texts[column].whole, meaning)
        {
          fit = .contradicts
        }
        // What is not sure by the header may not be against the cells.
        if fit == .contradicts, closeness > 1 || meaning.isOpen { continue }
        places.append(
          Place(
            field: field, column: column,
            order: (fit.rawValue, closeness, texts[column].hasTax ? 1 : 0, isForeign, meaning.rank)))
      }
    }
    places.sort { left, right in
      left.order == right.order ? left.column < right.column : left.order < right.order
    }
    var taken = Set<Field>()
    for place in places where fields[place.column] == nil && !taken.contains(place.field) {
      fields[place.column] = place.field
      taken.insert(place.field)
    }
  }

  /// The words that name a customer without saying what of him.
  private static func isPersonWord(_ header: String, _ meaning: Field.Meaning) -> Bool {
    meaning.isOpen || ["customer", "client", "buyer", "user", "客户", "客戶", "買家"].contains(header)
  }

  /// The language of most headers: each counts for the languages that know it, less the more they are.
  private static func language(_ meanings: [[Field.Meaning]]) -> Int {
    var weights = [Int](repeating: 0, count: LanguageWords.all.count)
    for column in meanings {
      let languages = Set(column.map(\.language))
      for language in languages { weights[language] += 60 / languages.count }
    }
    return weights.indices.max { (weights[$0], $1) < (weights[$1], $0) } ?? 0
  }
}
