import Ledger

extension VisitTable {
  /// Seconds of silence that end a session.
  private static let silence = 1_800

  /// Whether a row goes on with the session of the row before it, which must be of the same person.
  ///
  /// A session is consecutive pages of the same visit number or, where the file gives none, without 30 minutes of
  /// silence between them; pages without a time are one session a day (DEFINITIONS B.13). Complexity: O(1).
  public func continuesSession(_ row: Int) -> Bool {
    if row < session.count, session[row] > 0 || session[row - 1] > 0 { return session[row] == session[row - 1] }
    if second[row] < 0 || second[row - 1] < 0 { return day[row] == day[row - 1] }
    let days = Int(day[row] - day[row - 1])
    return days * 86_400 + Int(second[row] - second[row - 1]) < VisitTable.silence
  }
}
