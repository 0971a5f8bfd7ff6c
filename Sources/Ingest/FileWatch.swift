import Dispatch
import Glibc
import Synchronization

/// Follows files on disk and says what became of them.
///
/// Polls size, time of change and inode every 250 ms: that sees growth, atomic renames, truncation and network folders
/// alike, at the cost of four `stat` calls a second and file. A change is told once the file has been quiet for the
/// debounce time, or after five times as long where it never is.
public final class FileWatch: Sendable {
  /// What became of a file.
  public enum Event: Sendable, Hashable {
    /// Bytes were added at the end.
    case grown(bytes: Int)
    /// Another file stands under the path, or the file was rewritten.
    case replaced
    /// No file stands under the path any more.
    case vanished
    /// A file stands there again.
    case returned
  }

  private let isStopped = Atomic<Bool>(false)

  /// Watches these paths until `stop`; `onEvent` is called on a background thread, with the path and what happened.
  public init(
    paths: [String], pollMilliseconds: Int = 250, debounceMilliseconds: Int = 200,
    onEvent: @escaping @Sendable (_ path: String, _ event: Event) -> Void
  ) {
    let states = paths.map { WatchedFile(path: $0) }
    schedule(states, poll: pollMilliseconds, debounce: debounceMilliseconds, onEvent: onEvent)
  }

  /// Ends the watch; no event follows after the one that may be under way.
  public func stop() { isStopped.store(true, ordering: .relaxed) }

  private func schedule(
    _ files: [WatchedFile], poll: Int, debounce: Int, onEvent: @escaping @Sendable (String, Event) -> Void
  ) {
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + .milliseconds(poll)) { [weak self] in
      guard let self, !self.isStopped.load(ordering: .relaxed) else { return }
      var next = files
      for position in next.indices {
        if let event = next[position].look(elapsed: poll, debounce: debounce) { onEvent(next[position].path, event) }
      }
      self.schedule(next, poll: poll, debounce: debounce, onEvent: onEvent)
    }
  }
}

/// One watched file: what was last told, and what has been seen since.
struct WatchedFile: Sendable {
  let path: String
  private var told: Trace
  private var seen: Trace
  private var waited = 0
  private var quiet = 0

  init(path: String) {
    self.path = path
    told = Trace(path: path)
    seen = told
  }

  /// Looks at the file; an event once a change has been quiet long enough.
  mutating func look(elapsed: Int, debounce: Int) -> FileWatch.Event? {
    look(at: Trace(path: path), elapsed: elapsed, debounce: debounce)
  }

  /// Takes notice of a state of the file; an event once a change has been quiet long enough.
  mutating func look(at now: Trace, elapsed: Int, debounce: Int) -> FileWatch.Event? {
    quiet = now == seen ? quiet + elapsed : 0
    seen = now
    guard now != told else {
      waited = 0
      return nil
    }
    waited += elapsed
    guard quiet >= debounce || waited >= 5 * debounce else { return nil }
    let before = told
    told = now
    waited = 0
    if !now.exists { return .vanished }
    if !before.exists { return .returned }
    if now.inode == before.inode, now.device == before.device, now.size > before.size {
      return .grown(bytes: now.size - before.size)
    }
    return .replaced
  }

  /// What `stat` says of a path.
  struct Trace: Sendable, Hashable {
    var exists = false
    var device: UInt64 = 0
    var inode: UInt64 = 0
    var size = 0
    var seconds = 0
    var nanoseconds = 0

    init() {}

    init(path: String) {
      var status = stat()
      guard FileName.with(path, { stat($0, &status) }) == 0 else { return }
      exists = true
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
      size = Int(status.st_size)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }
}
