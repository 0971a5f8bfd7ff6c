/// The form in which a sheet leaves the program without a screen.
public enum OutputFormat: String, Sendable, CaseIterable {
  /// An aligned table with its totals and sentences, for people.
  case text
  /// Comma-separated values with the column ids as header.
  case csv
  /// One object with everything that surrounds the figures.
  case json
}
