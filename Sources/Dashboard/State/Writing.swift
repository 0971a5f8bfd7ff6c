import Analytics
import Ledger
import Panels
import Workbook

/// What the owner writes: notes and promises about a customer, and segments.
public enum Writing: Sendable {
  /// A note or a promise.
  case note(NoteDraft)
  /// A promise was kept, or was not after all.
  case done(note: Int64, Bool)
  /// A filter becomes a segment.
  case segment(Segment, overwriting: Bool)
  /// The sizes of all segments are noted.
  case sizes(Findings)
}

/// What came of a writing.
public enum WritingResult: Sendable {
  /// It is written; the page as it is now, and a sentence for the person.
  case written(WorkbookPage, String)
  /// A file of this name is there already: it is replaced only after asking.
  case exists(Segment)
  /// It could not be written.
  case failed(String)
}

/// Asks for what the owner writes, and takes in the page after it was written.
func reduceWriting(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  switch action {
  case .openNote:
    guard Writings.subject(state) != nil else { return [] }
    state.overlay = .note(LineEditor())
    return []
  case .toggleContact:
    guard let customer = Writings.subject(state), let findings = state.findings else { return [] }
    let keys = Writings.keys(of: customer, findings.ledger)
    if let standing = findings.page.notes(of: keys).last(where: { $0.kind == .doNotContact && $0.doneAt == nil }) {
      return [.write(job: state.jobs.begin(.write), .done(note: standing.id, true))]
    }
    let draft = NoteDraft(
      customer: findings.ledger.customers.key[customer], kind: .doNotContact, text: "do not contact")
    return [.write(job: state.jobs.begin(.write), .note(draft))]
  case .tickNote(let note, let isDone):
    return [.write(job: state.jobs.begin(.write), .done(note: note, isDone))]
  case .openSaveSegment:
    guard let view = state.view, !view.filter.isEmpty else { return [] }
    state.overlay = .saveSegment(LineEditor())
    return []
  case .replaceSegment(let segment):
    return [.write(job: state.jobs.begin(.write), .segment(segment, overwriting: true))]
  case .compareSegments:
    guard let view = state.view, let findings = state.findings else { return [] }
    return [.openRows(job: state.jobs.begin(.open), view, .overlap, findings)]
  case .written(let job, let result):
    guard state.jobs.end(.write, job) else { return [] }
    switch result {
    case .failed(let why):
      state.message = .init(why, .bad)
      return []
    case .exists(let segment):
      state.overlay = .confirm(
        "There is a segment \(segment.name) already. Replace it?", .replaceSegment(segment))
      return []
    case .written(let page, let words):
      if !words.isEmpty { state.message = .init(words, .good) }
      return state.turn(to: page)
    }
  default: return []
  }
}

extension DashboardState {
  /// Shows another page of the workbook: the same figures, with what was written.
  mutating func turn(to page: WorkbookPage) -> [Effect] {
    self.page = page
    plainPage = page
    guard let old = findings else { return [] }
    let findings = old.turned(to: page)
    self.findings = findings
    jobs.drop(.turn)
    guard !panels.isEmpty || !stack.isEmpty else { return makeMissingPanels() }
    let shown = PanelRegistry.all.compactMap { panels[$0.id] }
    return [.restore(job: jobs.begin(.restore), panels: shown, stack: stack, root: rootPanel, findings, from: nil)]
  }

  /// What the typed note says.
  mutating func acceptNote(_ text: String) -> [Effect] {
    let words = text.split(separator: " ").joined(separator: " ")
    guard !words.isEmpty, let customer = Writings.subject(self), let findings else { return [] }
    if let day = Writings.wrongDay(words) {
      message = .init("There is no day \(day): write it as 2026-12-24, or +7d for a week from today.", .warn)
      overlay = .note(LineEditor(text))
      return []
    }
    let key = findings.ledger.customers.key[customer]
    return [.write(job: jobs.begin(.write), .note(Writings.draft(words, customer: key, today: today)))]
  }

  /// Saves the filter of the shown list under what was typed: `Title: what it means`.
  mutating func acceptSegment(_ text: String) -> [Effect] {
    guard let view, let segment = Writings.segment(text, filter: view.filter) else {
      message = .init("A segment needs a name, such as: Tea lovers: used to buy tea, silent now", .warn)
      overlay = .saveSegment(LineEditor(text))
      return []
    }
    return [.write(job: jobs.begin(.write), .segment(segment, overwriting: false))]
  }
}

/// How typed words become notes and segments.
enum Writings {
  /// The customer that the shown card is about.
  static func subject(_ state: DashboardState) -> Int? { state.view?.sheet.subject }

  /// Every key by which a customer is known.
  static func keys(of customer: Int, _ ledger: Ledger) -> [String] {
    [ledger.customers.key[customer]]
      + IdentityKind.allCases.flatMap { ledger.identities.keys(of: customer, $0) }
  }

  /// The notes about the customer of the card as lines of a palette: Enter ticks one off, or opens it again.
  static func entries(matching text: String, in state: DashboardState) -> [PaletteEntry] {
    guard let customer = subject(state), let findings = state.findings else { return [] }
    let words = text.lowercased().split(separator: " ")
    return findings.page.notes(of: keys(of: customer, findings.ledger)).compactMap { note in
      let kind = note.kind.words + (note.due.map { ", due " + $0.description } ?? "")
      guard words.allSatisfy({ "\(note.text) \(kind)".lowercased().contains($0) }) else { return nil }
      return PaletteEntry(
        title: note.text, help: kind, keys: [note.doneAt == nil ? "open" : "done"], obstacle: nil,
        action: .tickNote(note.id, done: note.doneAt == nil))
    }
  }

  /// A note; words that begin with a day (`2026-12-24`) or a span (`+7d`) are a promise for that day.
  static func draft(_ words: String, customer: String, today: Day) -> NoteDraft {
    let parts = words.split(separator: " ", maxSplits: 1).map(String.init)
    if parts.count == 2, let due = day(parts[0], today) {
      return NoteDraft(customer: customer, kind: .promise, text: parts[1], due: due)
    }
    return NoteDraft(customer: customer, kind: .note, text: words)
  }

  /// The first word where it is meant for a day and is none: a promise must not become a note without a word.
  static func wrongDay(_ words: String) -> String? {
    guard let first = words.split(separator: " ").first.map(String.init), words.contains(" ") else { return nil }
    let figures = first.filter(\.isNumber).count
    let looksLikeDay =
      first.hasPrefix("+") && figures > 0
      || figures >= 3 && first.allSatisfy { $0.isNumber || "-/.".contains($0) } && first.contains { !$0.isNumber }
    return looksLikeDay && day(first, Day(rawValue: 0)) == nil ? first : nil
  }

  private static func day(_ word: String, _ today: Day) -> Day? {
    if word.hasPrefix("+"), word.hasSuffix("d"), let days = Int(word.dropFirst().dropLast()), (0...3_650) ~= days {
      return today.adding(days: days)
    }
    return Day(word)
  }

  /// A segment from `Title: what it means`; `nil` where the title gives no name of a file.
  static func segment(_ text: String, filter: String) -> Segment? {
    let parts = text.split(separator: ":", maxSplits: 1).map { part in
      part.split(separator: " ").joined(separator: " ")
    }
    guard let title = parts.first, !title.isEmpty else { return nil }
    var name = ""
    for character in title.lowercased() {
      if character.isLetter || character.isNumber || character == "_" {
        name.append(character)
      } else if !name.isEmpty, name.last != "-" {
        name.append("-")
      }
    }
    while name.last == "-" { name.removeLast() }
    guard Segment.problem(withName: name) == nil else { return nil }
    return Segment(name: name, title: title, description: parts.count > 1 ? parts[1] : "", filter: filter)
  }
}
