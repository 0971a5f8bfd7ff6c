import Synchronization

/// A value that is computed at first use and then kept, whichever thread asks first.
final class Once<Value: Sendable>: Sendable {
  private let kept = Mutex<Value?>(nil)

  /// The value, computed by `make` the first time; others wait for it meanwhile.
  func value(_ make: () -> Value) -> Value {
    kept.withLock { kept in
      if let value = kept { return value }
      let value = make()
      kept = value
      return value
    }
  }
}
