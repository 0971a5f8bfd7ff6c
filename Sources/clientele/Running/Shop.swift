import Analytics
import Dashboard
import Glibc
import Ingest
import Ledger
import Panels
import Workbook

/// A shop as it was read: all of it, and whom `--where` means.
struct OpenedShop {
  /// The whole shop under the question; names are hidden where that was asked for.
  let whole: Findings
  /// The same ledger with its names: people are found by what is hidden too.
  let plain: Ledger
  /// The customers who answer `--where`; `nil` without one.
  let members: [Int32]?

  /// The shop as if it had these customers alone: what panels of sums are asked of.
  var population: Findings {
    guard let members else { return whole }
    return Findings(whole.ledger.keeping(members), whole.question, page: whole.page)
  }

  /// A panel under the filter: a list of customers keeps its figures and loses rows, all others are asked of the
  /// population.
  func sheet(of panel: Panel) -> (sheet: Sheet, findings: Findings) {
    let sheet = panel.sheet(whole)
    guard members != nil else { return (sheet, whole) }
    if sheet.customer != nil { return (rows(of: sheet), whole) }
    let population = population
    return (panel.sheet(population), population)
  }

  /// The rows of a list whose customers answer the filter.
  func rows(of sheet: Sheet) -> Sheet {
    guard let members, let customer = sheet.customer else { return sheet }
    let isMember = memberMarks(members)
    let rows = (0..<Int32(sheet.table.rowCount)).filter { isMember[customer(Int($0))] }
    return sheet.narrowed(
      to: rows, title: sheet.title,
      note: "\(Digits.grouped(rows.count)) of \(Digits.grouped(sheet.table.rowCount)) rows answer the filter.")
  }

  /// Whether a customer answers the filter.
  func includes(_ customer: Int) -> Bool {
    members.map { $0.contains(Int32(customer)) } ?? true
  }

  private func memberMarks(_ members: [Int32]) -> [Bool] {
    var marks = [Bool](repeating: false, count: whole.ledger.customers.count)
    for member in members { marks[Int(member)] = true }
    return marks
  }
}

/// A shop's files, read under the options of a command.
enum Shop {
  /// Reads the files and puts the question to them.
  ///
  /// Every option is checked before the first byte is read. Throws ``Failure``, `SettingError` or `IngestError`.
  static func findings(
    _ files: FileOptions, _ question: QuestionOptions, needsLines: Bool = true, allowsNoOrders: Bool = false
  ) throws -> Findings {
    try opened(files, question, needsLines: needsLines, allowsNoOrders: allowsNoOrders).population
  }

  /// The same, all of it, with whom the filter means.
  static func opened(
    _ files: FileOptions, _ question: QuestionOptions, needsLines: Bool = true, allowsNoOrders: Bool = false
  ) throws -> OpenedShop {
    let configuration = try question.configuration()
    // A filter may ask for products and texts that the panel itself does not need.
    let needsLines = needsLines || question.where != nil
    let ledger = try ledger(files, configuration, needsLines: needsLines, allowsNoOrders: allowsNoOrders)
    let report = ledger.report
    if report.leftOut > 0 {
      StandardError.say(
        "\(Digits.grouped(report.leftOut)) of \(Digits.grouped(report.rows)) rows left out; 'clientele check' lists them"
      )
    }
    if let note = (question.mask ? ledger.maskedStatusNote : ledger.strangeStatusNote) { StandardError.say(note) }
    let desk = try Shop.desk(files, configuration)
    let page: WorkbookPage
    do {
      page = try desk.page()
    } catch {
      // What is read does not depend on what was written: it is said, and the figures are printed.
      StandardError.say(error.description)
      page = WorkbookPage(notes: [], segments: SegmentShelf(folder: nil).all)
    }
    let findings = Findings(ledger, try question.question(of: ledger, configuration), page: page)
    // Whom a filter means is asked before names are hidden.
    let members = try question.where.map { try Shop.members(findings, answering: $0) }
    guard question.mask else { return OpenedShop(whole: findings, plain: ledger, members: members) }
    let mask = try desk.mask()
    let masked = Findings(ledger.masked(mask), findings.question, page: page.masked(mask), plain: findings)
    return OpenedShop(whole: masked, plain: ledger, members: members)
  }

  /// Where the owner's own writing lies: beside the settings; the demo shop's is kept nowhere.
  static func desk(_ files: FileOptions, _ configuration: Configuration) throws -> WorkbookDesk {
    let folder = UserFolders.configuration
    let shop = configuration.owner.shop ?? files.files.first.map { Shop.folder(of: $0) } ?? "demo"
    return WorkbookDesk(
      WorkbookPlace(
        path: folder.map { $0 + "/workbook.sqlite" }, segments: folder.map { $0 + "/segments" }, shop: shop))
  }

  /// The folder of a file, in full.
  private static func folder(of file: String) -> String {
    guard file != "-", let path = FileName.with(file, { realpath($0, nil) }) else { return file }
    defer { free(path) }
    let whole = FileName.text(path)
    var info = stat()
    if stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR { return whole }
    return whole.lastIndex(of: "/").map { String(whole[..<$0]) } ?? whole
  }

  /// What the screen makes of a ledger under `--where`: the customers of the filter alone; `nil` without one.
  static func narrowing(
    _ options: QuestionOptions, _ configuration: Configuration, _ desk: WorkbookDesk
  ) throws -> (@Sendable (Ledger) throws(IngestError) -> (ledger: Ledger, asOf: Day?))? {
    guard let filter = options.where else { return nil }
    let asked = Question(ledger: .empty, settings: configuration.analytics, window: try options.askedWindow())
    let day = try options.asOfDay()
    return { (ledger: Ledger) throws(IngestError) -> (ledger: Ledger, asOf: Day?) in
      var question = asked
      question.asOf = day ?? ledger.lastDay ?? question.asOf
      let page = (try? desk.page()) ?? WorkbookPage(notes: [], segments: SegmentShelf(folder: nil).all)
      do throws(FilterError) {
        let members = try Findings(ledger, question, page: page).customers(answering: filter)
        return (ledger.keeping(members), question.asOf)
      } catch {
        throw IngestError(kind: .unreadable, file: "--where", line: nil, what: error.what, wayOut: error.wayOut)
      }
    }
  }

  /// Refuses a filter that is wrong before the first byte is read.
  static func check(_ filter: String) throws {
    let shelf = SegmentShelf(folder: UserFolders.configuration.map { $0 + "/segments" })
    let segments = FilterSegments(names: shelf.names) { shelf.segment(named: $0)?.filter }
    do throws(FilterError) {
      _ = try Filter(filter, segments: segments)
    } catch {
      throw refusal(error, of: filter)
    }
  }

  /// The customers who answer a filter of the command line.
  static func members(_ findings: Findings, answering filter: String) throws -> [Int32] {
    do throws(FilterError) {
      return try findings.customers(answering: filter)
    } catch {
      throw refusal(error, of: filter)
    }
  }

  /// What is wrong with a filter, with its place marked below its line.
  static func refusal(_ error: FilterError, of filter: String) -> Failure {
    let lines = error.pointing(in: filter).map { "  " + $0 }
    let wayOut = error.wayOut.isEmpty ? "" : " " + error.wayOut
    return Failure("--where: \(error.what).\(wayOut)\n" + lines.joined(separator: "\n"))
  }

  private static func ledger(
    _ files: FileOptions, _ configuration: Configuration, needsLines: Bool, allowsNoOrders: Bool
  ) throws -> Ledger {
    var options = configuration.reading
    options.keepsLines = needsLines
    options.allowsNoOrders = allowsNoOrders
    try files.apply(to: &options)
    let mode = try files.progressMode()
    Interruption.leaveOnControlC()
    let sources = files.sources()
    guard let line = ProgressLine(mode) else { return try readLedger(sources, options: options) }
    let ledger = try readLedger(sources, options: options) { line.show($0) }
    line.finish(rows: ledger.report.rows)
    return ledger
  }

  /// Writes a sheet and leaves at once.
  ///
  /// Leaving with the ledger still in place saves the time of giving back its memory, a tenth of a second for ten million
  /// lines.
  static func write(
    _ sheet: Sheet, of findings: Findings, _ output: OutputOptions, rows: RowSelection = .init(),
    showsFigure: Bool = false,
    card: DataTable? = nil
  ) throws -> Never {
    let format = try output.outputFormat()
    let printout = try Printout(sheet, of: findings, selection: rows, card: card)
    StandardOutput.write { printout.write(as: format, text: output.textOutput(showsFigure: showsFigure), to: &$0) }
    withExtendedLifetime(findings) { exit(ExitStatus.done) }
  }
}
