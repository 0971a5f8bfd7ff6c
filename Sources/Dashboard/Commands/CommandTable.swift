import Canvas
import Panels

/// All commands. Dispatch, key bar, help, palette, `clientele keys` and the README are made from this one table.
public enum CommandTable {
  /// The commands, in the order in which help lists them.
  public static let all: [Command] =
    moves + screens + time + finding + filtering + tables + columns + files + people + writing + program

  /// The command with this name.
  public static func command(_ id: String) -> Command? { all.first { $0.id == id } }

  private static let moves: [Command] = [
    Command("move.up", .move, "Up", keys: ["Up", "k"], help: "Go one row up.", action: .move(rows: -1)),
    Command("move.down", .move, "Down", keys: ["Down", "j"], help: "Go one row down.", action: .move(rows: 1)),
    Command("move.page-up", .move, "Page up", keys: ["PgUp", "C-b"], help: "Go one page up.", action: .page(-1)),
    Command(
      "move.page-down", .move, "Page down", keys: ["PgDn", "C-f"], help: "Go one page down.",
      action: .page(1)),
    Command(
      "move.first", .move, "First row", keys: ["Home", "g"], help: "Go to the first row.",
      action: .jump(toEnd: false)),
    Command(
      "move.last", .move, "Last row", keys: ["End", "G"], help: "Go to the last row.", action: .jump(toEnd: true)),
    Command(
      "move.left", .move, "Left", keys: ["Left", "h"],
      help: "Go to the column on the left; on the overview, to the panel before.",
      action: .scrollColumns(-1)),
    Command(
      "move.right", .move, "Right", keys: ["Right", "l"],
      help: "Go to the column on the right; on the overview, to the next panel.",
      action: .scrollColumns(1)),
    Command(
      "move.open", .move, "Open", keys: ["Enter"], bar: 10,
      help: "Open what is behind the row: its customers, the customer's card, the order's lines.",
      obstacle: { state in
        if state.asking != nil { return nil }
        guard let view = state.view else { return "Nothing to open yet." }
        if let field = view.currentField {
          return field.destination == nil ? "There are no rows behind \(field.label)." : nil
        }
        guard let row = view.currentRow else { return "There is no row to open." }
        return view.sheet.destination(row) == nil ? "This row leads no further." : nil
      }, action: .enter),
    Command(
      "move.back", .move, "Back", keys: ["Esc", "Backspace"], bar: 20,
      help: "Go back; cursor and filter are as they were.",
      obstacle: { state in
        if state.asking != nil { return state.findings == nil ? "Behind the question there is nothing yet." : nil }
        let isHome = state.stack.isEmpty && state.screen == .overview && (state.view?.search ?? "").isEmpty
        return isHome ? "This is the first screen." : nil
      }, action: .leave),
    Command(
      "move.next-panel", .move, "Next panel", keys: ["Tab"], bar: 30,
      help: "Go to the next panel of the screen; on a card, from the orders to the fields and back.",
      obstacle: deepObstacle, action: .focusNext(1)),
    Command(
      "move.previous-panel", .move, "Panel before", keys: ["S-Tab"],
      help: "Go to the panel before.", obstacle: deepObstacle, action: .focusNext(-1)),
  ]

  private static let deepObstacle: @Sendable (DashboardState) -> String? = { state in
    state.stack.isEmpty || state.view?.sheet.card != nil ? nil : "Panels lie on the screens: Esc leads back to them."
  }

  private static let screens: [Command] =
    [
      Command(
        "show.overview", .show, "Overview", keys: ["1"], help: "Show all main panels together.",
        action: .show(.overview))
    ]
    + PanelGroup.allCases.enumerated().map { index, group in
      Command(
        "show." + group.rawValue.lowercased(), .show, group.rawValue, keys: [String(index + 2)],
        help: "Show: "
          + PanelRegistry.all.filter { $0.group == group }.map { $0.title.lowercased() }.joined(separator: ", ")
          + ". Again: the next of them.",
        action: .showGroup(group))
    }
    + [
      Command(
        "show.options", .show, "Settings", keys: ["O"], bar: 55,
        help: "Change a setting of the panel for now: window, thresholds, which map.", obstacle: noFigures,
        action: .toggleOverlay(.options)),
      Command(
        "show.full", .show, "Full screen", keys: ["o"], bar: 40,
        help: "Show the panel alone, with its chart and all columns.",
        obstacle: { $0.screen == .overview && $0.stack.isEmpty ? nil : "The panel is already shown alone." },
        action: .zoom),
      Command(
        "show.explanation", .show, "Explain", keys: ["i"], bar: 50,
        help: "Explain the figures: formula, window, thresholds, what was left out.",
        obstacle: { $0.view == nil ? "Nothing to explain yet." : nil }, action: .toggleOverlay(.explanation)),
    ]

  private static let noFigures: @Sendable (DashboardState) -> String? = {
    $0.findings == nil ? "There are no figures yet." : nil
  }

  private static let time: [Command] = [
    Command(
      "time.day-back", .time, "Day back", keys: ["["], bar: 64,
      help: "Move the as-of day one day back; every figure is computed anew.", obstacle: noFigures,
      action: .stepAsOf(days: -1, months: 0)),
    Command(
      "time.day-on", .time, "Day on", keys: ["]"], bar: 65, help: "Move the as-of day one day on.",
      obstacle: noFigures, action: .stepAsOf(days: 1, months: 0)),
    Command(
      "time.month-back", .time, "Month back", keys: ["{"],
      help: "Move the as-of day to the end of the month before.", obstacle: noFigures,
      action: .stepAsOf(days: 0, months: -1)),
    Command(
      "time.month-on", .time, "Month on", keys: ["}"], help: "Move the as-of day to the end of the next month.",
      obstacle: noFigures, action: .stepAsOf(days: 0, months: 1)),
    Command(
      "time.as-of", .time, "As of", keys: ["A"], help: "Type the as-of day; empty goes to the last day of the data.",
      obstacle: noFigures, action: .openAsOf),
    Command(
      "time.compare", .time, "Compare", keys: ["B"], bar: 66,
      help: "Lay the panel beside itself as of an earlier day: now, then, and the difference.", obstacle: timeObstacle,
      action: .openComparison),
    Command(
      "time.history", .time, "Over time", keys: ["H"], bar: 67,
      help: "Show the column under the cursor month end by month end; Enter opens the panel as of then.",
      obstacle: timeObstacle, action: .openHistory),
  ]

  /// Why a view cannot be laid beside itself on other days; `nil` where it can.
  private static let timeObstacle: @Sendable (DashboardState) -> String? = { state in
    guard let view = state.view else { return "There are no figures yet." }
    return PanelRegistry.panel(view.sheet.id) == nil
      ? "Panels can be looked at over time; this is what lies below one." : nil
  }

  private static let finding: [Command] = [
    Command(
      "find.customer", .show, "Find", keys: ["/"], bar: 5,
      help: "Find a customer by name, e-mail, phone, order or customer number, and open the card.",
      obstacle: { $0.findings == nil ? "Nobody to find yet." : nil }, action: .openFinder(call: false)),
    Command(
      "find.call", .show, "Phone call", keys: ["p"],
      help: "Find one customer after the other: leaving a card leads back to the search.",
      obstacle: { $0.findings == nil ? "Nobody to find yet." : nil }, action: .openFinder(call: true)),
  ]

  private static let filtering: [Command] = [
    Command(
      "filter.edit", .table, "Filter", keys: ["f"], bar: 60,
      help:
        "Keep only the customers who answer a filter: stage = sleeping and net > 500; Tab completes, Esc shows all.",
      obstacle: { $0.findings == nil ? "Nobody to filter yet." : nil }, action: .openFilter)
  ]

  private static let tables: [Command] = [
    Command(
      "table.search", .table, "Holds", keys: ["&"],
      help: "Keep only the rows that hold the text; Esc shows all again.",
      obstacle: { $0.view == nil ? "Nothing to search yet." : nil }, action: .toggleOverlay(.search)),
    Command(
      "table.sort-right", .table, "Sort by next", keys: [">", "."],
      help: "Sort by the next column on the right.",
      obstacle: { $0.view == nil ? "Nothing to sort yet." : nil }, action: .sortNext(1)),
    Command(
      "table.sort-left", .table, "Sort by previous", keys: ["<", ","], help: "Sort by the next column on the left.",
      obstacle: { $0.view == nil ? "Nothing to sort yet." : nil }, action: .sortNext(-1)),
    Command(
      "table.reverse", .table, "Reverse", keys: ["r"], help: "Reverse the order of the rows.",
      obstacle: { $0.view == nil ? "Nothing to sort yet." : nil }, action: .reverseSort),
    Command(
      "table.export", .table, "Export", keys: ["e"], bar: 80,
      help: "Write the rows and columns as shown, or the marked rows, to a file: .csv, .jsonl, .json, .md or .txt.",
      obstacle: { $0.view == nil ? "Nothing to export yet." : nil }, action: .toggleOverlay(.export)),
  ]

  private static let noView: @Sendable (DashboardState) -> String? = { state in
    (state.view?.count ?? 0) == 0 ? "There are no rows here." : nil
  }

  /// Why the columns cannot be worked on: on the overview no column has the cursor.
  private static let noColumn: @Sendable (DashboardState) -> String? = { state in
    if state.screen == .overview, state.stack.isEmpty {
      return "Columns are worked on where a panel is shown alone: \(Keymap.hint("show.full"))."
    }
    return noView(state)
  }

  private static let columns: [Command] = [
    Command(
      "table.sort", .table, "Sort", keys: ["s"], bar: 70,
      help: "Sort by the column under the cursor; again: the other way round.", obstacle: noColumn,
      action: .sortCurrent(adding: false)),
    Command(
      "table.sort-more", .table, "Sort further", keys: ["S"],
      help: "Sort rows that are equal so far by the column under the cursor too.", obstacle: noColumn,
      action: .sortCurrent(adding: true)),
    Command(
      "table.frequency", .table, "Frequency", keys: ["F"], bar: 72,
      help: "Count how often each value of the column under the cursor occurs; Enter opens the rows that have it.",
      obstacle: noColumn, action: .openFrequency),
    Command(
      "table.describe", .table, "Describe", keys: ["d"],
      help: "Describe the column under the cursor: sum, mean, quantiles, spread.", obstacle: noColumn,
      action: .openStatistics),
    Command(
      "table.cell", .table, "Whole value", keys: ["v"],
      help: "Show the value under the cursor in full.", obstacle: noColumn, action: .toggleOverlay(.cell)),
    Command(
      "table.mark", .table, "Mark", keys: ["Space"], help: "Mark the row, or take its mark away, and go to the next.",
      obstacle: noView, action: .mark),
    Command(
      "table.mark-shown", .table, "Mark all", keys: ["a"],
      help: "Mark all shown rows, or take their marks away.", obstacle: noView, action: .markShown),
    Command(
      "table.marked", .table, "Marked", keys: ["*"], help: "Open the marked rows alone.",
      obstacle: { ($0.view?.marks.isEmpty ?? true) ? "No row is marked: Space marks one." : nil }, action: .openMarked),
    Command(
      "table.columns", .table, "Columns", keys: ["C"], bar: 74,
      help: "Choose which columns are shown.", obstacle: noColumn, action: .toggleOverlay(.columns)),
    Command(
      "table.hide", .table, "Hide column", keys: ["x"], help: "Hide the column under the cursor.", obstacle: noColumn,
      action: .hideColumn),
    Command(
      "table.columns-reset", .table, "All columns", keys: ["X"],
      help: "Show the columns as the table has them, in their own order and width.",
      obstacle: { state in
        noColumn(state) ?? (state.view?.columns.isPlain ?? true ? "The columns are as the table has them." : nil)
      }, action: .resetColumns),
    Command(
      "table.move-left", .table, "Column to the left", keys: ["("],
      help: "Move the column under the cursor to the left.",
      obstacle: noColumn, action: .shiftColumn(-1)),
    Command(
      "table.move-right", .table, "Column to the right", keys: [")"],
      help: "Move the column under the cursor to the right.", obstacle: noColumn, action: .shiftColumn(1)),
    Command(
      "table.widen", .table, "Wider", keys: ["+"], help: "Make the column under the cursor wider.", obstacle: noColumn,
      action: .widenColumn(1)),
    Command(
      "table.narrow", .table, "Narrower", keys: ["-"], help: "Make the column under the cursor narrower.",
      obstacle: noColumn, action: .widenColumn(-1)),
  ]

  private static let files: [Command] = [
    Command(
      "files.kind", .table, "Read as", keys: ["c"], bar: 12, on: ["files", "columns"],
      help:
        "On the files panel, choose what the file is and how it is read; remembered for files with the same header.",
      obstacle: { KindChoices.obstacle($0) }, action: .toggleOverlay(.kinds)),
    Command(
      "files.take-back", .table, "Decide, take back", keys: ["u"],
      help: "Say what status words mean that nobody knows; without any, take the last answer about the files back.",
      obstacle: { state in
        if !state.strangeStatuses.isEmpty {
          return state.jobs.isBusy(.answer) ? "The last answer is still being written." : nil
        }
        return state.givenAnswers.isEmpty
          ? "Nothing was answered about these files."
          : state.jobs.isBusy(.answer) ? "The last answer is still being written." : nil
      }, action: .takeBackAnswer),
  ]

  private static let people: [Command] = [
    Command(
      "people.join", .table, "Join", keys: ["y"], bar: 12, on: ["people"],
      help: "On the people panel, join the records of the key by hand, whatever the rules say.",
      obstacle: { Decisions.obstacle($0, .join) }, action: .decide(.join)),
    Command(
      "people.refuse", .table, "Keep apart", keys: ["n"], bar: 13, on: ["people"],
      help: "On the people panel, believe the key no more: its records stay apart.",
      obstacle: { Decisions.obstacle($0, .refuse) }, action: .decide(.refuse)),
    Command(
      "people.undo", .table, "Undo decision", keys: ["u"], bar: 14, on: ["people"],
      help: "Take the last decision about who is who back, or the one about the row.",
      obstacle: { Decisions.undoObstacle($0) }, action: .undoDecision),
  ]

  /// Why nothing can be written into the workbook.
  private static func noPlace(_ state: DashboardState) -> String {
    state.workbookProblem ?? "There is no folder for what you write: set HOME or XDG_CONFIG_HOME."
  }

  private static let writing: [Command] = [
    Command(
      "write.note", .table, "Note", keys: ["N"], bar: 15, on: ["customer"],
      help: "On a customer's card, write a note; with a day in front (2026-12-24, +7d) a promise.",
      obstacle: { state in
        guard Writings.subject(state) != nil else { return "Notes are written on a customer's card." }
        if state.isMasked { return "Names are hidden: notes are written when they are shown." }
        return state.keepsWriting ? nil : noPlace(state)
      }, action: .openNote),
    Command(
      "write.done", .table, "Tick off", keys: ["K"], on: ["customer"],
      help: "On a customer's card, tick a note or a promise off, or open it again.",
      obstacle: { state in
        guard let customer = Writings.subject(state), let findings = state.findings else {
          return "Notes are ticked off on a customer's card."
        }
        if state.isMasked { return "Names are hidden: notes are written when they are shown." }
        let notes = findings.page.notes(of: Writings.keys(of: customer, findings.ledger))
        return notes.isEmpty ? "There is no note about this person: \(Keymap.hint("write.note")) writes one." : nil
      }, action: .toggleOverlay(.notes)),
    Command(
      "write.contact", .table, "Do not contact", keys: ["D"], on: ["customer"],
      help: "On a customer's card, note that the person wants no contact, or take that back.",
      obstacle: { state in
        guard Writings.subject(state) != nil else { return "This is noted on a customer's card." }
        if state.isMasked { return "Names are hidden: notes are written when they are shown." }
        return state.keepsWriting ? nil : noPlace(state)
      }, action: .toggleContact),
    Command(
      "write.segment", .table, "Save segment", keys: ["w"], bar: 61,
      help: "Save the filter of the list as a segment, which other filters can ask for.",
      obstacle: { state in
        if (state.view?.filter ?? "").isEmpty {
          return "There is no filter to save: \(Keymap.hint("filter.edit")) sets one."
        }
        return state.keepsWriting ? nil : noPlace(state)
      }, action: .openSaveSegment),
    Command(
      "segments.compare", .table, "Compare two", keys: ["b"], bar: 13, on: ["segments"],
      help: "On the saved segments, lay two marked ones over each other: both, one alone, either, neither.",
      obstacle: { state in
        guard let view = state.view, view.sheet.id == Panel.savedSegments.id else {
          return "Two marked rows of the saved segments are compared."
        }
        return view.marks.count == 2 ? nil : "Mark two segments with Space first."
      }, action: .compareSegments),
    Command(
      "copy.value", .table, "Copy value", keys: ["y"], help: "Copy the value under the cursor to the clipboard.",
      obstacle: noView, action: .copyValue),
    Command(
      "copy.view", .table, "Copy all", keys: ["Y"],
      help: "Copy the card, or the shown rows and columns as text, to the clipboard.",
      obstacle: { state in
        state.view == nil ? "Nothing to copy yet." : nil
      }, action: .copyView),
  ]

  private static let program: [Command] = [
    Command(
      "program.mask", .program, "Mask", keys: ["m"],
      help: "Hide names, phones, e-mails and addresses everywhere, exports included, or show them again.",
      obstacle: { $0.findings == nil ? "Nothing to hide yet." : nil }, action: .toggleMask),
    Command(
      "program.palette", .program, "Commands", keys: [":"], bar: 90, help: "Find a command or a panel by its name.",
      action: .toggleOverlay(.palette)),
    Command(
      "program.help", .program, "Help", keys: ["?", "F1"], bar: 100, help: "List all keys.",
      action: .toggleOverlay(.help)),
    Command(
      "program.theme", .program, "Theme", keys: ["t"], help: "Change to the next theme.",
      obstacle: { $0.themes.count < 2 ? "There is one theme only." : nil }, action: .nextTheme),
    Command(
      "program.reload", .program, "Read again", keys: ["R", "F5"], help: "Read the files again, all of them.",
      obstacle: { $0.jobs.isBusy(.read) ? "The files are being read." : nil }, action: .reload),
    Command(
      "program.follow", .program, "Follow", keys: ["L"], help: "Follow the files as they change, or stop following.",
      obstacle: { $0.canFollow ? nil : "There is no file to follow." }, action: .toggleFollowing),
    Command(
      "program.suspend", .program, "Suspend", keys: ["C-z"], help: "Go to the shell; `fg` comes back.", action: .suspend
    ),
    Command("program.quit", .program, "Quit", keys: ["q", "C-c"], bar: 110, help: "Leave the program.", action: .quit),
  ]
}
