import Glibc

/// A small file of the owner's that nobody else may read: read with a limit, written whole or not at all.
package enum PrivateFile {
  /// What came of reading.
  enum Content {
    case bytes([UInt8])
    /// There is no file of this name.
    case absent
    /// It is there and cannot be read: why, as the rest of a sentence.
    case unreadable(String)
  }

  /// Reads a regular file of at most `limit` bytes; never waits for a pipe or a device.
  static func read(_ path: String, limit: Int) -> Content {
    guard isName(path) else { return .unreadable("the path holds a null character") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let code = errno
      return code == ENOENT || code == ENOTDIR ? .absent : .unreadable("cannot be read: " + words(code))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .unreadable("cannot be read: " + words(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { return .unreadable("is no ordinary file") }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = Glibc.read(descriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return .unreadable("cannot be read: " + words(errno)) }
      if count == 0 { return .bytes(bytes) }
      bytes.append(contentsOf: block[..<count])
      guard bytes.count <= limit else { return .unreadable("is larger than \(limit / 1_024) kB") }
    }
  }

  /// Writes a small file with ``write(to:replacing:body:)``, and makes the folders above it.
  static func write(_ bytes: [UInt8], to path: String, replacing: Bool) -> Int32 {
    guard isName(path) else { return EINVAL }
    makeFolders(above: path)
    return write(to: path, replacing: replacing) { sink in sink(bytes) }
  }

  /// Writes a file through a temporary one beside it: its old content or its new one is there, never half of one.
  ///
  /// - Parameters:
  ///   - replacing: `false` keeps a file that is already there, and says so.
  ///   - body: Gives the bytes to the sink, in as many pieces as it likes; after a failure they are dropped.
  /// - Returns: 0, or the error number: `EEXIST` where a file is there and may not be replaced, `ELOOP` for a link,
  ///   `EISDIR` for a folder, `EINVAL` for anything else that is no ordinary file.
  package static func write(
    to path: String, replacing: Bool, body: (_ sink: @escaping ([UInt8]) -> Void) -> Void
  ) -> Int32 {
    guard isName(path) else { return EINVAL }
    guard !path.hasSuffix("/") else { return EISDIR }
    var status = stat()
    if lstat(path, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFLNK: return ELOOP
      case S_IFDIR: return EISDIR
      case S_IFREG: if !replacing { return EEXIST }
      default: return EINVAL
      }
    }
    var template = Array((folder(of: path) + ".clientele.XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return errno }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var code = fchmod(descriptor, 0o600) == 0 ? 0 : errno
    if code == 0 { code = withoutSizeSignal { written(to: descriptor, body) } }
    if code == 0, fsync(descriptor) != 0 { code = errno }
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0 { code = replacing ? renamed(template, path) : named(template, path) }
    if code != 0 { unlink(template) }
    if code == 0 { sync(folder: folder(of: path)) }
    return code
  }

  private static func renamed(_ template: [CChar], _ path: String) -> Int32 { rename(template, path) == 0 ? 0 : errno }

  /// Gives a temporary file its name unless somebody else made a file of that name in the meantime.
  private static func named(_ template: [CChar], _ path: String) -> Int32 {
    if link(template, path) == 0 {
      unlink(template)
      return 0
    }
    let code = errno
    guard code == EPERM || code == EOPNOTSUPP || code == ENOSYS || code == EMLINK else { return code }
    // No hard links here: the name is taken first, and the file then put in the place of what is ours and empty.
    let taken = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard taken >= 0 else { return errno }
    close(taken)
    let second = renamed(template, path)
    if second != 0 { unlink(path) }
    return second
  }

  /// Writes what the body gives, until something fails.
  private static func written(to descriptor: Int32, _ body: (_ sink: @escaping ([UInt8]) -> Void) -> Void) -> Int32 {
    let outcome = Outcome()
    body { bytes in
      if outcome.code == 0 { outcome.code = writeAll(bytes, to: descriptor) }
    }
    return outcome.code
  }

  private final class Outcome {
    var code: Int32 = 0
  }

  /// A file beyond the limit of its size is an error to report, not a signal that ends the program.
  private static func withoutSizeSignal(_ body: () -> Int32) -> Int32 {
    var signals = sigset_t()
    var before = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGXFSZ)
    pthread_sigmask(SIG_BLOCK, &signals, &before)
    let code = body()
    if code == EFBIG {
      var now = timespec()
      sigtimedwait(&signals, nil, &now)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    return code
  }

  /// The words of an error number.
  package static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

  /// Makes the folders above a path, for their owner alone; whether they are there shows when the file is opened.
  static func makeFolders(above path: String) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/").dropLast() {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      mkdir(made, 0o700)
    }
  }

  /// Whether a path reaches the system whole.
  static func isName(_ path: String) -> Bool { !path.isEmpty && !path.utf8.contains(0) }

  /// The folder of a path with its last stroke: `/home/`; empty for a bare name.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// Writes all bytes.
  ///
  /// - Returns: 0, or the error number.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count < 0 ? errno : ENOSPC }
      done += count
    }
    return 0
  }

  /// Makes a new name last through a loss of power; where the system cannot, the file is still whole.
  private static func sync(folder: String) {
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
