import Dispatch
import Synchronization

/// Where background work leaves its results for the one thread that changes the state.
final class Mailbox: Sendable {
  private let actions = Mutex<[Action]>([])
  private let arrived = DispatchSemaphore(value: 0)
  private let wake: @Sendable () -> Void

  /// A mailbox; `wake` is called after each letter, on the thread that posts it.
  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  /// Leaves a result. May be called from any thread.
  func post(_ action: Action) {
    actions.withLock { $0.append(action) }
    arrived.signal()
    wake()
  }

  /// Takes all results out, oldest first.
  func empty() -> [Action] {
    actions.withLock { actions in
      defer { actions = [] }
      return actions
    }
  }

  /// Waits until something is posted, or so many seconds.
  func wait(seconds: Double) { _ = arrived.wait(timeout: .now() + seconds) }
}
