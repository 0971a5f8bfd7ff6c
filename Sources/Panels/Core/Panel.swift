/// A place where panels that answer related questions lie together: a number key leads there.
public enum PanelGroup: String, Sendable, CaseIterable {
  /// Where customers stand.
  case segments = "Segments"
  /// What they are worth.
  case value = "Value"
  /// Who they are.
  case customers = "Customers"
  /// What was read.
  case data = "Data"
  /// What becomes of them: who moves, who returns, and when.
  case time = "Time"
}

/// A meaning, shown: the registry entry from which screen, `print` and the list of panels are made.
public struct Panel: Sendable {
  /// Name on the command line.
  public let id: String
  /// Head on the screen.
  public let title: String
  /// Where it lies.
  public let group: PanelGroup
  /// The question it answers, as its user would ask it.
  public let question: String
  /// Whether its figures need the lines of the orders, or any text that comes with them; others are quicker to print.
  public let needsLines: Bool
  /// Makes its sheet.
  public let sheet: @Sendable (Findings) -> Sheet

  /// A panel.
  ///
  /// - Parameter isOfEverybody: Whether its figures are of everybody, also of people whom the settings leave out. The
  ///   sheets of all other panels say who is left out; those about the data are always of everybody.
  public init(
    id: String, title: String, group: PanelGroup, question: String, needsLines: Bool = true,
    isOfEverybody: Bool = false,
    sheet: @escaping @Sendable (Findings) -> Sheet
  ) {
    self.id = id
    self.title = title
    self.group = group
    self.question = question
    self.needsLines = needsLines
    let saysWhoIsLeftOut = !isOfEverybody && group != .data
    self.sheet = { findings in
      let made = sheet(findings)
      if isOfEverybody, findings.question.settings.leaveOut != .none {
        return made.noting("These figures are of everybody: customers.leave_out does not hold here.")
      }
      guard saysWhoIsLeftOut, let note = LeftOut.note(findings), !made.notes.contains(note) else { return made }
      return made.noting(note)
    }
  }
}
