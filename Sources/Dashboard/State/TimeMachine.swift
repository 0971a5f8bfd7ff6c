import Analytics
import Canvas
import Ledger
import Panels

/// A figure whose way over time is wanted: which one, under which question.
public struct TrendPlace: Hashable, Sendable {
  /// Id of the sheet.
  public var sheet: String
  /// Key of the row.
  public var row: String
  /// Id of the column.
  public var column: String
  /// As of when, with which settings.
  public var question: Question
  /// The view that it stands in.
  public var view: ViewID
}

/// What is opened from a panel over time.
public enum TimeOpening: Hashable, Sendable {
  /// The column under the cursor, month end by month end.
  case history
  /// The panel beside itself as of an earlier day.
  case comparison(Day)
}

/// Changes the day or a setting that everything is computed with, and opens what looks at several days.
func reduceTime(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  guard state.findings != nil else { return [] }
  switch action {
  case .stepAsOf(let days, let months):
    let now = state.wantedAsOf
    return state.ask(asOf: months == 0 ? now.adding(days: days) : now.steppingMonths(months))
  case .openAsOf:
    state.overlay = .asOf(LineEditor())
  case .openComparison:
    state.overlay = .compareWith(LineEditor())
  case .openHistory:
    guard let view = state.view else { return [] }
    return [.openTime(job: state.beginHere(.open), .history, view)]
  case .setOption(let key, let value):
    do throws(SettingError) {
      _ = try state.settings.set(key, value)
      state.message = .init("\(key) = \(state.settings.value(key) ?? value)")
      return state.ask()
    } catch {
      state.message = .init(error.description, .bad)
    }
  case .trendMade(let job, let place, let trend):
    guard state.take(job), state.trendPlace == place else { return [] }
    state.trend = trend
  case .turned(let job, let target, let panels, let stack, let lost):
    return state.takeTurn(job, target, panels, stack, lost)
  default: break
  }
  return []
}

extension DashboardState {
  /// The as-of day that is asked for, also while the figures of another are still shown.
  var wantedAsOf: Day { asOf ?? standardAsOf ?? findings?.question.asOf ?? Day(rawValue: 0) }

  /// The question that the figures should answer.
  var wantedQuestion: Question { Question(asOf: wantedAsOf, settings: settings, window: window) }

  /// Days between the as-of day and the last day of the data; 0 where nobody has moved it.
  var daysBack: Int { (standardAsOf ?? wantedAsOf) - wantedAsOf }

  /// Moves the as-of day, within the days of the data.
  mutating func ask(asOf day: Day) -> [Effect] {
    guard let ledger = findings?.ledger, let first = ledger.firstDay, let standard = standardAsOf else { return [] }
    let last = max(standard, ledger.lastDay ?? standard)
    guard day >= first else {
      message = .init("The file begins on \(first).")
      return ask(asOf: first, unlessNow: true)
    }
    guard day <= last else {
      message = .init("The file ends on \(last).")
      return ask(asOf: last, unlessNow: true)
    }
    asOf = day == standard ? nil : day
    return ask()
  }

  private mutating func ask(asOf day: Day, unlessNow: Bool) -> [Effect] {
    guard day != wantedAsOf else { return [] }
    asOf = day == standardAsOf ? nil : day
    return ask()
  }

  /// Puts the wanted question: what is visible is computed anew, everything else when it is looked at.
  ///
  /// One question at a time: keys that are held down change what is wanted, and the next question is put when the
  /// figures of the last are there.
  mutating func ask() -> [Effect] {
    guard let findings, !jobs.isBusy(.turn), !jobs.isBusy(.restore), !jobs.isBusy(.mask) else { return [] }
    let wanted = wantedQuestion
    guard wanted != findings.question else { return [] }
    let visible: [String] = screen == .overview && stack.isEmpty ? Overview.panelIDs : [rootPanel]
    let shown = visible.compactMap { panels[$0] }
    return [
      .turn(
        job: beginWalk(.turn, panels: shown), panels: shown, stack: stack, root: rootPanel, findings.asking(wanted))
    ]
  }

  /// Shows the figures of another question.
  mutating func takeTurn(_ job: Job, _ target: Findings, _ panels: [View], _ stack: [View], _ lost: String?) -> [Effect]
  {
    guard let walk = job.subject.walk, take(job) else { return [] }
    // Somebody went elsewhere, or marked rows, meanwhile: the way there is walked again.
    guard isUnchanged(walk) else { return ask() }
    for panel in PanelRegistry.all { jobs.drop(.panel(panel.id)) }
    findings = target
    // What was not visible is made anew when it is looked at.
    self.panels = self.panels.filter { walk.panels[$0.key] != nil }
    var effects = replace(walk, panels: panels, stack: stack, from: nil)
    if let lost { message = .init("\(lost) does not exist as of \(target.question.asOf).", .warn) }
    if overlay.isFind { effects += askAgain() }
    effects += ask() + makeMissingPanels()
    return effects
  }

  /// The figure under the cursor, where its way over time can be shown.
  private var wantedTrend: TrendPlace? {
    guard let view, overlay == nil, screen != .overview || !stack.isEmpty, view.sheet.card == nil,
      let row = view.currentRow, let column = view.figureColumn
    else { return nil }
    let findings = view.findings
    return TrendPlace(
      sheet: view.sheet.id, row: view.sheet.table.key(of: row), column: view.sheet.table.columns[column].id,
      question: findings.question, view: view.id)
  }

  /// Asks for the way of the figure under the cursor where that is another one than before.
  mutating func followTrend() -> [Effect] {
    let wanted = wantedTrend
    guard wanted != trendPlace else { return [] }
    guard overlay == nil else { return [] }
    trendPlace = wanted
    trend = nil
    jobs.drop(.trend)
    guard let wanted, let view, let row = view.currentRow, let column = view.figureColumn else {
      return []
    }
    return [.trend(job: begin(.trend, on: view), wanted, view, row: row, column: column)]
  }

  /// Takes in the day that was typed: empty for the last one of the data.
  mutating func acceptAsOf(_ text: String) -> [Effect] {
    let words = text.filter { $0 != " " }
    guard !words.isEmpty else { return standardAsOf.map { ask(asOf: $0) } ?? [] }
    guard let earlier = Earlier(words) else {
      message = .init("There is no day \(words): write it as 2011-06-30, or how long ago as 30d, 6mo, 1y.", .warn)
      overlay = .asOf(LineEditor(text))
      return []
    }
    if case .day(let day) = earlier { return ask(asOf: day) }
    return ask(asOf: earlier.day(before: standardAsOf ?? wantedAsOf))
  }

  /// Takes in the earlier day that was typed, and lays the panel beside itself as of then.
  mutating func acceptComparison(_ text: String) -> [Effect] {
    guard let view else { return [] }
    let findings = view.findings
    let words = text.filter { $0 != " " }
    guard let earlier = words.isEmpty ? settings.movement.since : Earlier(words) else {
      message = .init("There is no day \(text): write it as 2011-06-30, or how long ago as 30d, 6mo, 1y.", .warn)
      overlay = .compareWith(LineEditor(text))
      return []
    }
    let day = earlier.day(before: findings.question.asOf)
    guard day < findings.question.asOf else {
      message = .init("\(day) is not earlier than \(findings.question.asOf).", .warn)
      overlay = .compareWith(LineEditor(text))
      return []
    }
    settings.movement.since = earlier
    return [.openTime(job: beginHere(.open), .comparison(day), view)]
  }
}

extension Day {
  /// The end of the month before where months go back, the end of the next where they go on.
  func steppingMonths(_ count: Int) -> Day {
    count < 0
      ? startOfMonth.adding(months: count + 1).adding(days: -1)
      : adding(days: 1).startOfMonth.adding(months: count).adding(days: -1)
  }
}

extension View {
  /// The column under the cursor where it holds figures, else the main figure of the sheet: that with a bar, or the first.
  var figureColumn: Int? {
    let columns = sheet.table.columns
    func hasPast(_ index: Int) -> Bool { columns[index].hasPast }
    if let current = currentColumn, hasPast(current) { return current }
    return shownColumns.first { hasPast($0) && columns[$0].drawing == .figureAndBar }
      ?? shownColumns.first(where: hasPast)
  }
}

/// The settings of the shown panel as lines of a palette.
enum OptionEntries {
  /// Every offered value of every setting that shapes the shown panel; `key=value` typed offers that value.
  static func matching(_ text: String, in state: DashboardState) -> [PaletteEntry] {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let words = (parts.first ?? "").lowercased().split(separator: " ")
    let entries = settings(of: state).filter { entry in
      let all = (entry.key + " " + entry.meaning).lowercased()
      return words.allSatisfy { all.contains($0) }
        || (parts.count == 1
          && entry.offers.contains { offer in
            words.allSatisfy { (entry.key + " " + offer).lowercased().contains($0) }
          })
    }
    return entries.flatMap { entry -> [PaletteEntry] in
      let now = state.settings.value(entry.key) ?? ""
      if parts.count == 2 {
        let value = parts[1].trimmed
        return [line(entry, value, now: now, state)]
      }
      let isKey = words.allSatisfy { (entry.key + " " + entry.meaning).lowercased().contains($0) }
      let offers = entry.offers.filter { offer in
        isKey || words.allSatisfy { (entry.key + " " + offer).lowercased().contains($0) }
      }
      return ([now] + offers.filter { $0 != now }).map { line(entry, $0, now: now, state) }
    }
  }

  /// The settings by which the shown panel is made: those with its name, and those of every panel.
  private static func settings(of state: DashboardState) -> [Setting] {
    let panel = String(state.rootPanel.map { $0 == "-" ? "_" : $0 })
    let prefix = panel + "."
    let own = AnalyticsSettings.entries.filter {
      $0.key.hasPrefix(prefix) || (panel == "migration" && $0.key == "movement.by")
    }
    let common = AnalyticsSettings.entries.filter { entry in
      !own.contains { $0.key == entry.key }
        && (["customers.leave_out", "compare.with", "purchase.unit", "margin.assumed"].contains(entry.key))
    }
    let rest = AnalyticsSettings.entries.filter { entry in
      !own.contains { $0.key == entry.key } && !common.contains { $0.key == entry.key }
    }
    return own + common + rest
  }

  private static func line(_ entry: Setting, _ value: String, now: String, _ state: DashboardState) -> PaletteEntry {
    var trial = state.settings
    var obstacle: String?
    do throws(SettingError) {
      _ = try trial.set(entry.key, value)
    } catch {
      obstacle = "expected " + entry.accepts
    }
    return PaletteEntry(
      title: "\(entry.key) = \(value)", help: entry.meaning, keys: value == now ? ["now"] : [], obstacle: obstacle,
      action: .setOption(key: entry.key, value: value))
  }
}

extension String {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
