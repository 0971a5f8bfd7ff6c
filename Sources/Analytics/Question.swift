import Ledger

/// What is asked of a ledger: as of which day, with which thresholds, over which window.
///
/// The as-of day is a parameter of every analysis; none looks at a clock. Moving it back makes later orders vanish.
/// A refund belongs to its order (DEFINITIONS part A, "refund date", customer view), but one that was made after the as-of
/// day has not happened yet, see `Ledger.asOf(_:)`.
public struct Question: Hashable, Sendable {
  /// The last day that counts, whole.
  public var asOf: Day
  /// The thresholds of the analyses.
  public var settings: AnalyticsSettings
  /// Replaces every analysis' own window where set.
  public var window: Window?

  /// A question about a certain day.
  public init(asOf: Day, settings: AnalyticsSettings = .init(), window: Window? = nil) {
    self.asOf = asOf
    self.settings = settings
    self.window = window
  }

  /// The usual question: as of the ledger's last order. An empty ledger is asked as of 1970-01-01.
  public init(ledger: Ledger, settings: AnalyticsSettings = .init(), window: Window? = nil) {
    self.init(asOf: ledger.lastDay ?? Day(rawValue: 0), settings: settings, window: window)
  }

  /// The window of an analysis: the one that was asked for, else the analysis' own.
  public func window(_ own: Window) -> Window { window ?? own }
}
