import Analytics
import Canvas
import Ingest
import Ledger
import Panels
import Workbook

/// Everything that the dashboard knows: a value, changed only by ``reduce(_:_:)``.
public struct DashboardState: Sendable {
  /// Where the data comes from, in a person's words: a file name, or the demo shop's.
  public var sourceName: String
  /// Whether the data is the built-in demo shop.
  public var isDemo: Bool
  /// Size of the terminal.
  public var size: Size
  /// Signs to draw with.
  public var glyphs: Glyphs
  /// Themes to choose from; never empty.
  public var themes: [Theme]
  /// Position of the theme in use.
  public var themeIndex = 0
  /// How far reading is, while no data or newer data is being read.
  public var reading: ReadingState?
  /// Why the last reading failed, as lines to show.
  public var failure: String?
  /// The question about a file that is on the screen; `nil` where nothing is asked.
  public var asking: Asking?
  /// The last answer of this session, for taking it back.
  public var lastAnswer: GivenAnswer?
  /// Whether the data comes from files that can be watched, not from standard input.
  public var isFollowable = false
  /// Whether the files are followed, and what was last seen of them.
  public var following: FollowingState = .off
  /// The data with its question; `nil` until a first reading is done.
  public var findings: Findings? { didSet { figures += 1 } }
  /// Counts the data and questions that were shown: what a job was asked of.
  public private(set) var figures = 0
  /// As-of day that was asked for; `nil` takes the last order's.
  public var asOf: Day?
  /// As-of day of the data where nobody moves it.
  public var standardAsOf: Day?
  /// How the figure under the cursor went, and which figure that is.
  public var trend: Trend?
  /// See ``trend``.
  public var trendPlace: TrendPlace?
  /// Thresholds and windows.
  public var settings: AnalyticsSettings
  /// Window that overrides each panel's own.
  public var window: Window?
  /// The top level that is shown.
  public var screen: Screen = .overview
  /// Which panel of the overview has the keys.
  public var overviewFocus: String
  /// Every registry panel that is already computed, by its id.
  public var panels: [String: View] = [:]
  /// Drill-down above the screen; the last one is shown.
  public var stack: [View] = []
  /// What lies over the screen.
  public var overlay: Overlay?
  /// Path of the last export, and its rows where they were not those of the screen.
  public var exportPath = ""
  /// The rows of the last export, where they were not those of the screen.
  public var exportedBehind: View?
  /// Whether there is a side file for what files are.
  public var keepsKinds = false
  /// Whether there is a side file for decisions about who is who.
  public var keepsDecisions = false
  /// The decisions of this session that can be taken back, the last one last.
  public var decisions: [DecisionStep] = []
  /// What the owner has written about this shop, masked where the ledger is.
  public var page = WorkbookPage.empty
  /// The same as it is written.
  public var plainPage = WorkbookPage.empty
  /// Whether there is a place for what the owner writes.
  public var keepsWriting = false
  /// Today, for promises.
  public var today = Day(rawValue: 0)
  /// Whether the sizes of the segments were noted for this data.
  public var hasNotedSizes = false
  /// Whether everything that names a person is hidden.
  public var isMasked = false
  /// Whether everything that names a person is hidden from the first figure on.
  public var beginsMasked = false
  /// Data that waits for its names to be hidden.
  public var pending: PendingData?
  /// The ledger as it was read, while a masked one is shown.
  public var plainLedger: Ledger?
  /// Text for the terminal's clipboard; the run loop sends it and takes it away.
  public var clipboard: String?
  /// Whether CSV files begin with the mark by which spreadsheets know UTF-8.
  public var exportsMark = false
  /// The search for one customer.
  public var finder = Finder()
  /// The filter that is being typed.
  public var filterPrompt = FilterPrompt()
  /// What customers are found by; `nil` while it is made.
  public var index: CustomerIndex?
  /// Whether the search for a customer opens as soon as there are figures.
  public var beginsWithCall = false
  /// A line for the person, until the next key.
  public var message: Message?
  /// Work under way.
  public var jobs = Jobs()
  /// Orders of rows that were asked for and are not there yet, by the view.
  var wantedRules: [ViewID: RowRule] = [:]
  /// What waits until names are hidden, or shown again, with the way to the view that it was asked of.
  var held: [(action: Action, path: [String])] = []
  /// Whether somebody has asked to leave while something is still being written.
  var leavingWith: Int32?
  /// What somebody wrote that could not be written yet, for the last word when the program ends.
  public var unwritten: [Job: Writing] = [:]
  /// Why the owner's own writing cannot be read or kept; `nil` where it can.
  public var workbookProblem: String?
  /// Rows that the shown table can show at once; known after drawing, used to move by pages.
  public var pageHeight = 10
  /// Columns and lines in which the shown card is drawn; known after drawing.
  public var cardSize = Size(width: 80, height: 20)
  /// Set when the program should end; the value is its exit status.
  public var exitStatus: Int32?
  /// Asks the run loop to stop the process (Ctrl-Z).
  public var wantsSuspension = false

  /// A dashboard before anything was read.
  public init(
    sourceName: String, isDemo: Bool, size: Size, themes: [Theme], glyphs: Glyphs = .unicode,
    settings: AnalyticsSettings = AnalyticsSettings()
  ) {
    self.sourceName = sourceName
    self.isDemo = isDemo
    self.size = size
    self.themes = themes.isEmpty ? [.plain] : themes
    self.glyphs = glyphs
    self.settings = settings
    overviewFocus = Overview.panelIDs.first ?? ""
  }

  /// The theme in use.
  public var theme: Theme { themes[min(themeIndex, themes.count - 1)] }

  /// The top level of what is shown.
  public enum Screen: Hashable, Sendable {
    /// All main panels in one composition.
    case overview
    /// One registry panel, alone.
    case panel(String)
  }

  /// What was last seen of the followed files.
  public enum FollowingState: Hashable, Sendable {
    /// Not followed: demo shop, standard input, or switched off.
    case off
    /// Followed, nothing new.
    case live
    /// The file is not there any more; the figures are those of the last reading.
    case vanished
    /// The file changed and could not be read; the figures are those of the last reading.
    case stale
  }

  /// How far reading is.
  public struct ReadingState: Sendable {
    /// Bytes and rows.
    public var progress: Progress
    /// Seconds since reading began.
    public var elapsed: Double

    /// A state of reading.
    public init(progress: Progress, elapsed: Double) {
      self.progress = progress
      self.elapsed = elapsed
    }
  }

  /// A line for the person.
  public struct Message: Hashable, Sendable {
    /// The sentence.
    public var text: String
    /// How it is meant: info, good, warn or bad.
    public var tone: Role
    /// Whether it says why the files could not be read: once they can, it is out of date.
    public var isAboutReading: Bool

    /// A line.
    public init(_ text: String, _ tone: Role = .info, isAboutReading: Bool = false) {
      self.text = text
      self.tone = tone
      self.isAboutReading = isAboutReading
    }
  }
}

/// What lies over the screen and takes the keys.
public enum Overlay: Sendable {
  /// All commands with their keys, scrolled by so many lines.
  case help(top: Int)
  /// What the figure under the cursor means, scrolled by so many lines, and the rows behind it once they are there.
  case explanation(top: Int, behind: View?)
  /// The command palette: what was typed, and the chosen line.
  case palette(text: String, chosen: Int)
  /// What the file under the cursor may be taken for: what was typed, and the chosen line.
  case kinds(text: String, chosen: Int)
  /// Which columns of the shown table are shown: what was typed, and the chosen line.
  case columns(text: String, chosen: Int)
  /// The value under the cursor in full, scrolled by so many lines.
  case cell(top: Int)
  /// What is in the column under the cursor, scrolled by so many lines.
  case statistics(ColumnStatistics, top: Int)
  /// The search for one customer; what was typed is the state's finder's.
  case find
  /// The notes about the customer of the card: what was typed, and the chosen line.
  case notes(text: String, chosen: Int)
  /// The line for a note about a customer, by the key under which it is kept.
  case note(LineEditor, customer: String)
  /// The settings of the shown panel: what was typed, and the chosen line.
  case options(text: String, chosen: Int)
  /// The line for the as-of day.
  case asOf(LineEditor)
  /// The line for the earlier day to compare with.
  case compareWith(LineEditor)
  /// The line for the name of a segment.
  case saveSegment(LineEditor)
  /// A question, and what is done where it is answered with yes.
  indirect case confirm(String, Action)
  /// The line for a filter; what was typed is the state's filter prompt's.
  case filter
  /// The search line of the shown table: what was typed.
  case search(text: String)
  /// The line that asks for the name of the file to export to; `behind` holds rows that are not those of the screen.
  case export(text: String, behind: View?)
}
