import Canvas

/// What the run loop needs of a terminal.
public protocol DashboardTerminal: AnyObject {
  /// Columns and lines now.
  var size: Size { get }
  /// Shows a screen.
  func present(_ canvas: Canvas)
  /// The next event, or `nil` after so many milliseconds; waits for ever where that is `nil`.
  func nextEvent(timeoutMilliseconds: Int?) -> InputEvent?
  /// Puts text on the clipboard, where the terminal lets it.
  func copy(_ text: String)
  /// Gives the terminal back, stops the process, and takes the terminal again when it continues.
  func suspend()
}

/// Runs a session on a terminal until the person leaves.
///
/// - Returns: The exit status.
public func run(_ session: Session, on terminal: some DashboardTerminal) -> Int32 {
  // The frame first, whatever the size of the file: reading begins under it.
  terminal.present(session.frame().canvas)
  session.start()
  var isDirty = true
  while session.state.exitStatus == nil {
    if isDirty {
      terminal.present(session.frame().canvas)
      isDirty = false
    }
    // Everything that is already there is taken in before the next frame, but a key is never held back for long.
    var event = terminal.nextEvent(timeoutMilliseconds: session.state.isIdle ? nil : 250)
    var taken = 0
    while let next = event {
      session.handle(next)
      if case .suspendResumed = next { isDirty = true }
      taken += 1
      guard session.state.exitStatus == nil, !session.state.wantsSuspension, taken < 32 else { break }
      event = terminal.nextEvent(timeoutMilliseconds: 0)
    }
    if session.takeResults() || taken > 0 { isDirty = true }
    if let text = session.takeClipboard() { terminal.copy(text) }
    if session.state.wantsSuspension {
      session.wasSuspended()
      terminal.suspend()
      isDirty = true
    }
  }
  return session.state.exitStatus ?? 0
}
