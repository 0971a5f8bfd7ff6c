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
  /// Another program has the workbook: it is kept, and tried again.
  case waiting(Writing, String)
  /// It could not be written.
  case failed(String)
}

/// Asks for what the owner writes, and takes in the page after it was written.
func reduceWriting(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  switch action {
  case .openNote:
    guard let customer = Writings.subject(state), let view = state.view, !view.findings.isMasked else { return [] }
    // Whatever is shown by the time the note is typed: it is about this customer.
    state.overlay = .note(LineEditor(), customer: view.findings.ledger.customers.key[customer])
    return []
  case .toggleContact:
    guard let customer = Writings.subject(state), let findings = state.view?.findings, !findings.isMasked else {
      return []
    }
    let keys = Writings.keys(of: customer, findings.ledger)
    if let standing = findings.page.notes(of: keys).last(where: { $0.kind == .doNotContact && $0.doneAt == nil }) {
      return [.write(job: state.jobs.beginWriting(), .done(note: standing.id, true))]
    }
    let draft = NoteDraft(
      customer: findings.ledger.customers.key[customer], kind: .doNotContact, text: "do not contact")
    return [.write(job: state.jobs.beginWriting(), .note(draft))]
  case .tickNote(let note, let isDone):
    return [.write(job: state.jobs.beginWriting(), .done(note: note, isDone))]
  case .openSaveSegment:
    guard let view = state.view, !view.filter.isEmpty else { return [] }
    state.overlay = .saveSegment(LineEditor())
    return []
  case .replaceSegment(let segment):
    return [.write(job: state.jobs.beginWriting(), .segment(segment, overwriting: true))]
  case .compareSegments:
    guard let view = state.view else { return [] }
    return [.openRows(job: state.beginHere(.open), view, .overlap)]
  case .written(let job, let result):
    if case .waiting(let writing, let why) = result {
      guard state.jobs.isCurrent(job) else { return [] }
      return state.keep(writing, job, why)
    }
    guard state.take(job) else { return [] }
    let wasKept = state.unwritten.removeValue(forKey: job) != nil
    switch result {
    case .waiting: return []
    case .failed(let why):
      state.leavingWith = nil
      state.message = .init(why, .bad)
      return []
    case .exists(let segment):
      state.leavingWith = nil
      guard state.overlay == nil else {
        state.message = .init("Not saved: there is a segment \(segment.name) already.", .bad)
        return []
      }
      state.overlay = .confirm(
        "There is a segment \(segment.name) already. Replace it?", .replaceSegment(segment))
      return []
    case .written(let page, let words):
      if !words.isEmpty { state.message = .init((wasKept ? "The workbook is free again. " : "") + words, .good) }
      return state.turn(to: page)
    }
  default: return []
  }
}

extension DashboardState {
  /// Shows another page of the workbook: the same figures, with what was written.
  mutating func turn(to page: WorkbookPage) -> [Effect] {
    plainPage = page
    guard let old = findings else {
      self.page = page
      return []
    }
    if hidesNames {
      // What was written has names too: the page is masked like the ledger before anything of it is shown.
      return [.mask(job: jobs.begin(.mask), pending?.ledger ?? plainLedger ?? old.ledger, true, page)]
    }
    self.page = page
    return show(old.turned(to: page), indexing: nil, from: nil)
  }

  /// Keeps what somebody wrote while another program has the workbook, and tries again.
  fileprivate mutating func keep(_ writing: Writing, _ job: Job, _ why: String) -> [Effect] {
    if unwritten.updateValue(writing, forKey: job) == nil || leavingWith != nil {
      message = .init("Kept, and tried again until it is written: " + why, .warn)
    }
    return [.write(job: job, writing, afterSeconds: 1)]
  }

  /// What the typed note says.
  mutating func acceptNote(_ text: String, of customer: String) -> [Effect] {
    let words = text.split(separator: " ").joined(separator: " ")
    guard !words.isEmpty else { return [] }
    if let day = Writings.wrongDay(words) {
      message = .init("There is no day \(day): write it as 2026-12-24, or +7d for a week from today.", .warn)
      overlay = .note(LineEditor(text), customer: customer)
      return []
    }
    return [.write(job: jobs.beginWriting(), .note(Writings.draft(words, customer: customer, today: today)))]
  }

  /// Saves the filter of the shown list under what was typed: `Title: what it means`.
  mutating func acceptSegment(_ text: String) -> [Effect] {
    guard let view, let segment = Writings.segment(text, filter: view.filter) else {
      message = .init("A segment needs a name, such as: Tea lovers: used to buy tea, silent now", .warn)
      overlay = .saveSegment(LineEditor(text))
      return []
    }
    return [.write(job: jobs.beginWriting(), .segment(segment, overwriting: false))]
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
    guard let customer = subject(state), let findings = state.view?.findings else { return [] }
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
