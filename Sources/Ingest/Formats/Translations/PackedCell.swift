/// Cells that hold a list.
enum PackedCell {
  /// Between the texts of several columns that are read as one (`order_item_1` … `order_item_n`).
  static let joint: Character = "\u{1F}"

  /// The parts of a text at a mark, a backslash before a mark that belongs to the text.
  static func split(_ text: String, at mark: Character) -> [String] {
    var parts: [String] = [""]
    var isEscaped = false
    for letter in text {
      if isEscaped {
        if letter != mark, letter != "\\", letter != ":", letter != ";", letter != "|" {
          parts[parts.count - 1] += "\\"
        }
        parts[parts.count - 1].append(letter)
        isEscaped = false
      } else if letter == "\\" {
        isEscaped = true
      } else if letter == mark {
        parts.append("")
      } else {
        parts[parts.count - 1].append(letter)
      }
    }
    if isEscaped { parts[parts.count - 1] += "\\" }
    return parts
  }

  /// `key:value|key:value;…` as one table for each item.
  static func items(_ text: String, separator: Character) -> [[String: String]] {
    rawParts(text, at: separator).compactMap { item in
      var values: [String: String] = [:]
      for pair in rawParts(item, at: "|") {
        guard let colon = pair.firstIndex(of: ":") else { continue }
        let key = pair[..<colon].lowercased().filter { $0 != " " }
        let value = split(String(pair[pair.index(after: colon)...]), at: "\u{0}").joined()
        values[key] = CellText.cleaned(value)
      }
      return values["quantity"] == nil && values["total"] == nil ? nil : values
    }
  }

  /// The parts of a text at a mark; escaped marks are left as they stand.
  private static func rawParts(_ text: String, at mark: Character) -> [String] {
    var parts: [String] = [""]
    var isEscaped = false
    for letter in text {
      if letter == mark, !isEscaped {
        parts.append("")
      } else {
        parts[parts.count - 1].append(letter)
      }
      isEscaped = letter == "\\" && !isEscaped
    }
    return parts
  }

  /// `Product ID: 7, Product Qty: 2, Product Name: a, b, …` as one table for each item between `|`; the names are known,
  /// so that commas may stand in a value.
  static func labelled(_ text: String, names: [String]) -> [[String: String]] {
    var items: [[String: String]] = []
    var last: (item: Int, name: String)?
    for bar in text.split(separator: "|") {
      for (place, part) in bar.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
        let trimmed = CellText.cleaned(String(part))
        if let name = names.first(where: { trimmed.hasPrefix($0 + ":") }) {
          if last == nil || (place == 0 && name == names[0]) || items[items.count - 1][name] != nil {
            items.append([:])
          }
          items[items.count - 1][name] = CellText.cleaned(String(trimmed.dropFirst(name.count + 1)))
          last = (items.count - 1, name)
        } else if let last {
          items[last.item][last.name, default: ""] += (place == 0 ? "|" : ",") + part
        }
      }
    }
    return items
  }

  /// The number that a text says; `nil` where it says none.
  static func number(_ text: String) -> DecimalNumber? {
    var reader = AmountReader(decimalComma: false)
    var text = text
    return text.withUTF8 { CellText.number(CellText.cleaned($0), &reader) }
  }
}
