import Analytics
import Canvas
import Ingest
import Ledger
import Panels
import Workbook

/// Something that happened, or that a person wants: the only way in which the state changes.
public enum Action: Sendable {
  // From commands
  case move(rows: Int)
  case page(Int)
  case jump(toEnd: Bool)
  case scrollColumns(Int)
  case moveColumn(Int)
  case hideColumn
  case toggleColumn(String)
  case shiftColumn(Int)
  case widenColumn(Int)
  case resetColumns
  case mark
  case markShown
  case openMarked
  case openFrequency
  case openStatistics
  case pick(panel: String?, position: Int)
  case refused(String)
  case enter
  case leave
  case focusNext(Int)
  case focus(panel: String)
  case show(DashboardState.Screen)
  case showGroup(PanelGroup)
  case zoom
  case sortNext(Int)
  case sort(column: String)
  case reverseSort
  case sortCurrent(adding: Bool)
  case openFinder(call: Bool)
  case toggleOverlay(OverlayKind)
  case closeOverlay
  case nextTheme
  case reload
  case toggleFollowing
  case chooseKind(KindChoice)
  case pickAnswer(Int)
  case takeBackAnswer
  case askAbout(OpenQuestion)
  case decide(IdentityDecision.Verdict)
  case undoDecision
  case quit
  case suspend
  // Typed into an overlay
  case type(String)
  case eraseCharacter
  case eraseLine
  case eraseWord
  case eraseForward
  case moveInLine(Int)
  case jumpInLine(toEnd: Bool)
  case moveInOverlay(Int)
  case accept
  // From the world
  case resize(Size)
  case progressed(job: Job, DashboardState.ReadingState)
  case read(job: Job, Ledger, asOf: Day?)
  case readFailed(job: Job, IngestError)
  case panelMade(id: String, job: Job, View)
  case opened(job: Job, View)
  case openFailed(job: Job, String)
  case arranged(job: Job, Arrangement)
  case summarised(job: Job, TableSummary)
  case openNote
  case toggleContact
  case tickNote(Int64, done: Bool)
  case openSaveSegment
  case replaceSegment(Segment)
  case compareSegments
  case written(job: Job, WritingResult)
  case copyValue
  case copyView
  case copied(job: Job, text: String, words: String)
  case toggleMask
  case masked(job: Job, MaskResult)
  case export(path: String)
  case replaceFile(ExportOrder)
  case confirm
  case stepAsOf(days: Int, months: Int)
  case openAsOf
  case openComparison
  case openHistory
  case setOption(key: String, value: String)
  case trendMade(job: Job, TrendPlace, Trend?)
  case turned(job: Job, Findings, panels: [View], stack: [View], lost: String?)
  case openFilter
  case complete
  case filterTried(job: Job, FilterTrial)
  case indexed(job: Job, CustomerIndex)
  case found(job: Job, text: String, View)
  case statisticsMade(job: Job, ColumnStatistics)
  case behindMade(job: Job, View)
  case exportBehind
  case restored(job: Job, panels: [View], stack: [View], lost: String?, from: Ledger?)
  case exported(job: Job, ExportResult)
  case answersTried(job: Job, Int, AnswerTrial, isLast: Bool)
  case answered(job: Job, Result<GivenAnswer, IngestError>)
  case kindRemembered(job: Job, Result<KindChoice, IngestError>)
  case decided(job: Job, Result<DecisionStep, IngestError>)
  case fileChanged
  case fileVanished
  case fileReturned
  case interrupted
}

/// The overlays that a key opens.
public enum OverlayKind: Hashable, Sendable {
  case help, explanation, palette, search, export, kinds, columns, cell, notes, options
}

/// The rows of a view after sorting, searching and filtering.
public struct Arrangement: Sendable {
  /// The rows in order; `nil` for all as they come.
  public var rows: [Int32]?
  /// What they were asked for, and how they are sorted.
  public var rule: RowRule
  /// Measures of the columns, those that are new among them.
  public var measures: SheetMeasures
}

/// Work that the state asks for; its result comes back as an ``Action``.
public enum Effect: Sendable {
  /// Read the sources.
  case read(job: Job)
  /// Stop reading.
  case cancelReading
  /// Make the sheet of a registry panel.
  case makePanel(id: String, job: Job, Findings)
  /// Go where a row leads.
  case open(job: Job, key: String, origin: Origin = .row, Destination, Findings)
  /// See what a filter text means so far: how it could go on, what is wrong with it, whom it picks.
  case tryFilter(job: Job, LineEditor, View?, Findings)
  /// Open the list of all customers under a filter.
  case openFiltered(job: Job, String, Findings)
  /// Make what customers are found by.
  case index(job: Job, Ledger)
  /// Find who answers a text.
  case find(job: Job, text: String, CustomerIndex, Findings, isMasked: Bool)
  /// Sort and search the rows of a view.
  case arrange(job: Job, View, RowRule)
  /// Sum up the shown rows of a view.
  case summarise(job: Job, View)
  /// Open what is made of the rows of a view.
  case openRows(job: Job, View, RowsOpening)
  /// Find the rows behind a figure.
  case behind(job: Job, key: String, Destination, Findings)
  /// Look at the column under the cursor.
  case statistics(job: Job, View)
  /// Make the shown panels anew and walk the same way down again; `from` is the ledger before, where the same customers
  /// now have other keys.
  case restore(job: Job, panels: [View], stack: [View], root: String, Findings, from: Ledger?)
  /// Make what is visible for another question, and walk the same way down again.
  case turn(job: Job, panels: [View], stack: [View], root: String, Findings)
  /// See how a figure went over time.
  case trend(job: Job, TrendPlace, View, row: Int, column: Int)
  /// Open what looks at a panel on several days.
  case openTime(job: Job, TimeOpening, View)
  /// Write the rows of a view to a file.
  case export(job: Job, ExportOrder)
  /// Write into the workbook.
  case write(job: Job, Writing, afterSeconds: Int = 0)
  /// Put the rows of a view, or a card, on the clipboard.
  case copy(job: Job, View)
  /// Take everything that names a person out of a ledger, or show it again.
  case mask(job: Job, Ledger, Bool, WorkbookPage)
  /// See what each answer to a question would give.
  case tryAnswers(job: Job, OpenQuestion)
  /// Remember an answer about files with a header, or forget it.
  case answer(job: Job, GivenAnswer)
  /// Remember what a file is.
  case remember(job: Job, KindChoice)
  /// Write a decision about who is who to the side file.
  case decide(job: Job, DecisionStep)
  /// Follow the files, or stop following them.
  case follow(Bool)
}
