import ArgumentParser
import Canvas
import Panels

/// The form of a list of what there is.
struct ListOptions: ParsableArguments {
  @OptionGroup var output: OutputOptions

  @Flag(help: "Write a Markdown table.")
  var markdown = false

  /// Writes the list; the first column names a row.
  ///
  /// `prose` replaces heads and rows in text, where fewer columns read better.
  func write(heads: [String], rows: [[String]], prose: (heads: [String], rows: [[String]])? = nil) throws {
    if markdown {
      StandardOutput.write { out in
        out.line("| " + heads.joined(separator: " | ") + " |")
        out.line("|" + heads.map { _ in " --- |" }.joined())
        for row in rows { out.line("| " + row.map(ListOptions.escaped).joined(separator: " | ") + " |") }
      }
      return
    }
    let format = try output.outputFormat()
    let columns = heads.enumerated().map { index, head in
      DataColumn(
        head.split(separator: " ").joined(separator: "_"), ListOptions.capital(head),
        index == 0 ? .key : .text, priority: index)
    }
    let table = DataTable(columns: columns, rows: rows.map { row in row.map { Value.words($0) } })
    let text = output.textOutput()
    StandardOutput.write { out in
      guard format == .text else {
        let sheet = Sheet(id: heads[0], title: heads[0], table: table)
        if let printout = try? Printout(sheet, shop: "", asOf: nil, format: .init(currency: .unnamed)) {
          printout.write(as: format, to: &out)
        }
        return
      }
      let list = prose ?? (heads, rows)
      text.writeList(heads: list.heads.map(ListOptions.capital), rows: list.rows, to: &out)
    }
  }

  private static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text { escaped += character == "|" ? "\\|" : String(character) }
    return escaped
  }
}
