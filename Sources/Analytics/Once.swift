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

/// Values by name, each computed at first use and then kept, whichever thread asks first.
///
/// Two threads that ask for the same name at once may both compute it; all get the one that was there first.
final class Kept<Name: Hashable & Sendable, Value: Sendable>: Sendable {
  private let kept = Mutex<[Name: Value]>([:])

  /// The value of a name, computed by `make` the first time.
  func value(_ name: Name, _ make: () -> Value) -> Value {
    if let known = kept.withLock({ $0[name] }) { return known }
    let fresh = make()
    return kept.withLock { kept in
      if let known = kept[name] { return known }
      kept[name] = fresh
      return fresh
    }
  }
}
