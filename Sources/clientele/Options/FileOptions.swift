import ArgumentParser
import Dashboard
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

  @Option(
    help: ArgumentHelp(
      "Keep decisions about who is who in this file, not in $XDG_CONFIG_HOME/clientele/identities.csv.",
      valueName: "file"))
  var identities: String?

  @Option(
    help: ArgumentHelp(
      "Take files for this kind, whatever their header says: a name of 'clientele formats', generic or ignore. "
        + "Repeatable.", valueName: "[file=]kind"))
  var kind: [String] = []

  @Option(
    help: ArgumentHelp(
      "Remember chosen kinds in this file, not in $XDG_CONFIG_HOME/clientele/formats.csv.", valueName: "file"))
  var kinds: String?

  @Option(
    help: ArgumentHelp(
      "Remember answers about files in this file, not in $XDG_CONFIG_HOME/clientele/answers.csv.", valueName: "file"))
  var answers: String?

  @Option(
    help: ArgumentHelp("Read text in this encoding, see 'clientele formats encodings'.", valueName: "name"))
  var encoding: String?

  @Flag(
    help:
      "Read every byte of the files. Accepted for scripts: this version keeps nothing between runs, so it always does.")
  var noCache = false

  @Option(help: ArgumentHelp("Show progress on stderr.", valueName: "auto|always|never"))
  var progress = "auto"

  /// Checks what the parser cannot.
  func validate() throws {
    var options = ReadOptions()
    try applyOptions(to: &options)
    _ = try progressMode()
  }

  /// When progress is shown.
  func progressMode() throws -> ProgressMode {
    try Choice.value(progress, of: ProgressMode.self, option: "--progress")
  }

  /// Puts what was given on the command line into read options.
  func apply(to options: inout ReadOptions) throws {
    for (place, file) in files.enumerated() where files[..<place].contains(file) {
      throw Failure("'\(file)' is named twice: its orders would count twice")
    }
    try applyOptions(to: &options)
  }

  private func applyOptions(to options: inout ReadOptions) throws {
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
    // The demo shop's people are nobody's: decisions about them are kept only where that is asked for.
    options.identityFile =
      identities ?? (files.isEmpty ? nil : UserFolders.configuration.map { $0 + "/identities.csv" })
    options.kindFile = kinds ?? (files.isEmpty ? nil : UserFolders.configuration.map { $0 + "/formats.csv" })
    options.answerFile = answers ?? (files.isEmpty ? nil : UserFolders.configuration.map { $0 + "/answers.csv" })
    options.encoding = encoding
    let names = FormatDescription.all.map(\.id) + FormatDescription.others.map(\.id)
    for choice in kind {
      let equals = choice.lastIndex(of: "=")
      let name = equals.map { String(choice[choice.index(after: $0)...]) } ?? choice
      guard names.contains(name) else {
        throw Failure(
          "there is no kind of file '\(name)'\(NearestName.hint(name, among: names)); see clientele formats")
      }
      for file in equals.map({ [String(choice[..<$0])] }) ?? files { options.kinds[file] = name }
    }
    if let timezone { _ = try options.set("import.timezone", timezone) }
    if let currency { _ = try options.set("import.currency", currency) }
  }

  /// The sources to read; says on stderr when that is the demo shop.
  func sources() -> [Source] {
    if files.isEmpty {
      StandardError.say("no file given: this is the built-in demo shop")
      return FileOptions.demoShop
    }
    return files.map { $0 == "-" ? .standardInput : .file($0) }
  }

  /// The built-in demo shop: its orders, and the side files that a card is made from.
  static var demoShop: [Source] {
    DemoShop().files.compactMap { file in
      switch file.name {
      case "orders.csv": .bytes(name: "Demo shop", file.contents)
      case "README.txt", "stock.csv": nil
      default: .bytes(name: file.name, file.contents)
      }
    }
  }
}
