import Glibc
import Ledger

/// The days on which a file's orders can have been: days far outside are slips of a key or of a program (year 9999, 0024,
/// 1900, 3024), and one of them would stretch every table by years.
enum DayWindow {
  /// The first day: tills and shops that still have their files are younger.
  static let first = Day(year: 1980, month: 1, day: 1)?.rawValue ?? 0

  /// Days of a window for a file that was written at `changed` (seconds since 1970; 0: not known): until two years after
  /// that, or after today where it is later, as orders may be dated ahead.
  static func days(changed: Int) -> ClosedRange<Int32> {
    first...max(first, lastKnown(changed: max(changed, time(nil))) + 730)
  }

  /// The last day that a file of this time can know: the one after it, whatever the zone.
  static func lastKnown(changed: Int) -> Int32 {
    // Archives give their files dates of their own, such as 1980.
    let seconds = changed > 946_684_800 ? changed : time(nil)
    return Int32(clamping: seconds / 86_400 + 1)
  }

  /// Whether a file's days are all outside and as near to each other as those of a shop: then they are meant.
  static func isMeant(_ evidence: DateEvidence) -> Bool {
    evidence.far > evidence.near * 4
      && Int(evidence.farDays.upperBound) - Int(evidence.farDays.lowerBound) < 50 * 366
  }
}
