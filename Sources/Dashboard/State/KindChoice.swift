import Ingest
import Ledger
import Panels

/// What a person says that a file is: to be remembered by its header, after which the files are read again.
public struct KindChoice: Hashable, Sendable {
  /// What the choice is remembered under.
  public var fingerprint: String
  /// Identifier of a kind of file, `generic`, `ignore`, or `auto` to forget the choice.
  public var kind: String
  /// The file in which the header was seen.
  public var file: String
}

/// The file under the cursor of the files panel, and what it may be taken for.
enum KindChoices {
  /// The file that the shown view is about; `nil` where another panel is shown.
  static func file(_ state: DashboardState) -> ImportReport.File? {
    guard let view = state.view, let files = state.findings?.ledger.report.files else { return nil }
    let path: String
    switch view.sheet.id {
    case Panel.files.id:
      guard let row = view.currentRow else { return nil }
      path = view.sheet.table.key(of: row)
    case "columns": path = view.key
    default: return nil
    }
    return files.first { $0.path == path }
  }

  /// Why no kind can be chosen now; `nil` where one can.
  static func obstacle(_ state: DashboardState) -> String? {
    guard let file = file(state) else { return "Choose what a file is on the rows of the files panel." }
    guard state.keepsKinds, !file.fingerprint.isEmpty else {
      return "There is no file to remember choices in: --kinds FILE names one."
    }
    return state.jobs.isBusy(.choose) ? "The last choice is still being written." : nil
  }

  /// What the file may be taken for, as lines of a palette: those whose words hold the typed ones.
  static func entries(matching text: String, in state: DashboardState) -> [PaletteEntry] {
    guard let file = file(state) else { return [] }
    var entries: [PaletteEntry] = []
    func add(_ id: String, _ title: String, _ help: String) {
      let isPresent = file.isChosen && (file.kindID == id || (id == "generic" && file.kindID.isEmpty))
      entries.append(
        PaletteEntry(
          title: title, help: help, keys: isPresent ? ["now"] : [], obstacle: nil,
          action: .chooseKind(KindChoice(fingerprint: file.fingerprint, kind: id, file: file.path))))
    }
    add("auto", "By its header", "what the header says: forget a choice")
    entries += ReadingTopics.entries(file)
    for other in FormatDescription.others where other.id != "ignore" {
      add(other.id, other.id.capitalised, other.meaning)
    }
    for format in FormatDescription.all where format.becomes != "not read" {
      add(format.id, format.platform, format.title)
    }
    let words = text.lowercased().split(separator: " ")
    return entries.filter { entry in
      let all = (entry.title + " " + entry.help).lowercased()
      return words.allSatisfy { all.contains($0) }
    }
  }
}

extension String {
  /// The text with a capital first.
  fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}

/// Remembers what a file is, and reads the files again once that is written.
func reduceKindChoice(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  switch action {
  case .chooseKind(let choice):
    guard state.keepsKinds, !state.jobs.isBusy(.choose) else { return [] }
    return [.remember(job: state.jobs.begin(.choose), choice)]
  case .kindRemembered(let job, let result):
    guard state.take(job) else { return [] }
    switch result {
    case .failure(let error):
      state.message = .init("Not remembered: " + error.description, .bad)
      return []
    case .success(let choice):
      let what = choice.kind == "auto" ? "read by its header again" : "taken for \(choice.kind) from now on"
      state.message = .init("\(choice.file): \(what). Reading again.", .good)
      return [.read(job: state.jobs.begin(.read))]
    }
  default: return []
  }
}
