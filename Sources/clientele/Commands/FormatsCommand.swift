import ArgumentParser
import Ingest
import Ledger
import Panels

/// `clientele formats [NAME]`
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats",
    abstract: "List the kinds of files, or explain one.",
    discussion: """
      With a name: by which headers the file is recognised, what each becomes, what it cannot give. 'sqlite' prints the \
      tables of a SQLite file, 'containers' what a file may be packed in, 'encodings' what --encoding takes.
      """)

  @Argument(help: ArgumentHelp("A name from the list, or sqlite, containers or encodings.", valueName: "name"))
  var name: String?

  @OptionGroup var form: ListOptions

  func run() throws {
    switch name {
    case nil:
      try form.write(
        heads: ["name", "platform", "file", "becomes"],
        rows: FormatDescription.all.map { [$0.id, $0.platform, $0.title, $0.becomes] })
    case "sqlite": StandardOutput.write { $0.write(FormatDescription.sqliteSchema) }
    case "containers":
      try form.write(
        heads: ["packed as", "what is read"], rows: FormatDescription.containers.map { [$0.name, $0.meaning] })
    case "encodings": try form.write(heads: ["encoding"], rows: FormatDescription.encodings.map { [$0] })
    case .some(let name): try explain(name)
    }
  }

  private func explain(_ name: String) throws {
    guard let format = FormatDescription.all.first(where: { $0.id == name.lowercased() }) else {
      let names = FormatDescription.all.map(\.id) + ["sqlite", "containers", "encodings"]
      throw Failure(
        "there is no kind of file '\(name)'\(NearestName.hint(name, among: names)); 'clientele formats' lists them")
    }
    guard try form.output.outputFormat() == .text, !form.markdown else {
      try form.write(
        heads: ["column", "headers"], rows: format.columns.map { [$0.column, $0.headers.joined(separator: " | ")] })
      return
    }
    StandardOutput.write { out in
      out.write("\(format.platform): \(format.title)\n")
      if !format.origin.isEmpty { out.write("Made by: \(format.origin)\n") }
      out.write("Becomes: \(format.becomes)\n")
      if !format.signature.isEmpty {
        out.write("\nRecognised by these headers, wherever they stand:\n")
        for group in format.signature { out.write("  " + group.joined(separator: " or ") + "\n") }
      }
      if !format.columns.isEmpty {
        out.write("\nWhat the columns become:\n")
        let width = format.columns.map(\.column.count).max() ?? 0
        for (column, headers) in format.columns where !headers.isEmpty {
          let name = column + String(repeating: " ", count: width - column.count)
          out.write("  \(name)  \(headers.joined(separator: ", "))\n")
        }
      }
      if !format.notes.isEmpty { out.write("\n") }
      for note in format.notes { out.write("\(note)\n") }
    }
  }
}
