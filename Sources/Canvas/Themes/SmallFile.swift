import Glibc

/// A small text file of the user's: settings, a theme, a map.
public enum SmallFile {
  /// Why a file cannot be read, in words that follow its name.
  public struct Problem: Error, Hashable, Sendable {
    /// `cannot be read: No such file or directory`.
    public let words: String
  }

  /// Bytes that are read at most.
  static let limit = 1 << 20
  /// Milliseconds in which a pipe must bring something.
  static let patience: Int32 = 2_000

  /// The text of a file of at most a megabyte; bytes that are no UTF-8 become U+FFFD.
  ///
  /// A pipe is read too (`<(printf …)` in a shell), but is not waited for without end.
  ///
  /// - Throws: ``Problem`` where there is no such file, it is larger, a folder, or a pipe into which nobody writes.
  public static func text(_ path: String) throws(Problem) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw unreadable(errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 14)
    var hasWriter = false
    while bytes.count <= limit {
      var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&wait, 1, patience)
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else {
        throw Problem(words: hasWriter ? "is a pipe that came to no end" : "is a pipe into which nobody writes")
      }
      let count = read(descriptor, &block, block.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count >= 0 else { throw unreadable(errno) }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      hasWriter = true
      bytes.append(contentsOf: block[..<count])
    }
    throw Problem(words: "is larger than a megabyte")
  }

  private static func unreadable(_ code: Int32) -> Problem {
    Problem(words: "cannot be read: " + String(cString: strerror(code)))
  }
}
