import ArgumentParser
import DemoShop
import Ingest
import Ledger

/// The files and how they are read.
struct FileOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Order files of one kind, read as one shop. Without any: the built-in demo shop.", valueName: "file"))
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "Take a column for a field, whatever its header says: customer_id=Client. Repeatable.", valueName: "field=column")
  )
  var map: [String] = []

  @Option(help: ArgumentHelp("Read dates in this order where day and month fit both ways.", valueName: "dmy|mdy|ymd"))
  var dateOrder: String?

  @Option(
    help: ArgumentHelp(
      "The shop's time zone, into which times with an offset are turned: Asia/Shanghai, +08:00.", valueName: "zone"))
  var timezone: String?

  @Option(help: ArgumentHelp("Read amounts of this currency only (ISO code).", valueName: "code"))
  var currency: String?

  @Flag(
    help:
      "Read every byte of the files. Accepted for scripts: this version keeps nothing between runs, so it always does.")
  var noCache = false

  @Option(help: ArgumentHelp("Show progress on stderr.", valueName: "auto|always|never"))
  var progress = "auto"

  /// Puts what was given on the command line into read options.
  func apply(to options: inout ReadOptions) throws {
    for (place, file) in files.enumerated() where files[..<place].contains(file) {
      throw Failure("'\(file)' is named twice: its orders would count twice")
    }
    for mapping in map {
      guard let equals = mapping.firstIndex(of: "="), equals > mapping.startIndex else {
        throw Failure("'\(mapping)' maps nothing: write --map FIELD=COLUMN, for example --map customer_id=Client")
      }
      let name = String(mapping[..<equals])
      if let (kind, column) = SideColumn.mapped(name) {
        options.sideMap.append((kind, column, String(mapping[mapping.index(after: equals)...])))
        continue
      }
      guard let field = Field(rawValue: name) else {
        let names = Field.allCases.map(\.rawValue)
        throw Failure(
          "there is no field '\(name)' to map to\(NearestName.hint(name, among: names)); there are: "
            + names.joined(separator: ", "))
      }
      options.map.append((field, String(mapping[mapping.index(after: equals)...])))
    }
    if let dateOrder {
      options.dateOrder = try Choice.value(dateOrder, of: DateOrder.self, option: "--date-order")
    }
    if let timezone { _ = try options.set("import.timezone", timezone) }
    if let currency { _ = try options.set("import.currency", currency) }
  }

  /// The sources to read; says on stderr when that is the demo shop.
  func sources() -> [Source] {
    if files.isEmpty {
      StandardError.say("no file given: this is the built-in demo shop")
      return [FileOptions.demoShop]
    }
    return files.map { .file($0) }
  }

  /// The built-in demo shop as a file of its own.
  static var demoShop: Source { .bytes(name: "Demo shop", DemoShop().ordersCSV()) }
}
