import Canvas

/// Something a person can do: the one record behind dispatch, key bar, help, palette and the lists in the documentation.
public struct Command: Sendable {
  /// Where help lists it.
  public enum Group: String, Sendable, CaseIterable {
    /// Moving about.
    case move = "Move"
    /// Choosing what is shown.
    case show = "Show"
    /// Going to other days.
    case time = "Time"
    /// Working with a table.
    case table = "Table"
    /// The program itself.
    case program = "Program"
  }

  /// Name in keymaps: `table.sort-next`.
  public let id: String
  /// Where help lists it.
  public let group: Group
  /// One or two words for the key bar and the palette.
  public let title: String
  /// What it does, in the infinitive.
  public let help: String
  /// Keys that run it, unless a keymap says otherwise.
  public let keys: [String]
  /// Place in the key bar, low numbers first; `nil` keeps it out.
  public let bar: Int?
  /// Ids of the sheets on which alone its keys run it, before any command of everywhere; empty for everywhere.
  public let sheets: Set<String>
  /// Why it cannot be run now; `nil` where it can.
  public let obstacle: @Sendable (DashboardState) -> String?
  /// What it does.
  public let action: Action

  /// A command.
  public init(
    _ id: String, _ group: Group, _ title: String, keys: [String], bar: Int? = nil, on sheets: Set<String> = [],
    help: String,
    obstacle: @escaping @Sendable (DashboardState) -> String? = { _ in nil }, action: Action
  ) {
    self.id = id
    self.group = group
    self.title = title
    self.keys = keys
    self.bar = bar
    self.sheets = sheets
    self.help = help
    self.obstacle = obstacle
    self.action = action
  }
}
